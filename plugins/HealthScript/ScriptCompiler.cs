using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Holdfast.HealthScript;

/// <summary>Compiles a script to an assembly. The only user of the compiler: where the cache has the assembly, the compiler is never loaded.</summary>
internal static class ScriptCompiler
{
    private static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.Diagnostics", "System.IO", "System.Linq", "System.Net", "System.Net.Http",
        "System.Net.Sockets", "System.Text", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
        "Holdfast.Plugins", "Microsoft.Extensions.Logging",
    ];

    /// <exception cref="ScriptException">The script does not compile; the message has file, line and column of each error.</exception>
    public static byte[] Compile(string path, string code)
    {
        string folder = Path.GetDirectoryName(path)!;
        ScriptOptions options = ScriptOptions.Default
            .WithFilePath(path)
            .WithReferences(References())
            .WithImports(Imports)
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(false);
        Compilation compilation = CSharpScript.Create<object>(code, options, typeof(ScriptGlobals)).GetCompilation();
        using var assembly = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(assembly);
        if (result.Success) return assembly.ToArray();
        throw new ScriptException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Describe)));
    }

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan where = diagnostic.Location.GetLineSpan();
        string text = $"{where.Path}:{where.StartLinePosition.Line + 1}:{where.StartLinePosition.Character + 1}: error: {diagnostic.GetMessage(null)}";
        if (diagnostic.Location.SourceTree is not { } tree) return text;
        string line = tree.GetText().Lines[where.StartLinePosition.Line].ToString();
        return $"{text}\n    {line}\n    {new string(' ', where.StartLinePosition.Character)}^";
    }

    /// <summary>The runtime's own assemblies, and those that the plugin and the script have to agree on.</summary>
    private static IEnumerable<MetadataReference> References()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        foreach (string file in platform.Split(Path.PathSeparator))
            if (Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)) yield return MetadataReference.CreateFromFile(file);
        yield return FromMemory(typeof(ScriptGlobals).Assembly);
        yield return FromMemory(typeof(Plugins.CheckResult).Assembly);
        yield return FromMemory(typeof(Microsoft.Extensions.Logging.ILogger).Assembly);
    }

    /// <summary>The host loads plugins into memory, so that they can be replaced: their assemblies have no file to refer to.</summary>
    private static unsafe PortableExecutableReference FromMemory(Assembly assembly) =>
        assembly.TryGetRawMetadata(out byte* blob, out int length)
            ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference()
            : throw new ScriptException($"{assembly.GetName().Name} has no metadata to compile against");
}

/// <summary>A script can't be used; the message says why, in the manner of a compiler.</summary>
internal sealed class ScriptException(string message) : Exception(message);
