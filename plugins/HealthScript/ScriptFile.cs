using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Holdfast.HealthScript;

/// <summary>
/// A script file as it is now: compiled when it is new or has changed, beside the version in use. A version that does not
/// compile is reported, and the one before stays in use.
/// </summary>
internal sealed partial class ScriptFile(string path, ScriptCache cache, ILogger log)
{
    private readonly Lock _gate = new();
    private ScriptAssembly? _current;
    private string _stamp = "";
    private string? _failure;
    private Task? _loading;

    /// <summary>
    /// The version to run. While the first is being compiled there is none, and no failure; nobody waits for the compiler.
    /// </summary>
    public (ScriptAssembly? Assembly, string? Failure) Take()
    {
        lock (_gate)
        {
            if (_loading is not { IsCompleted: false } && Stamp() is var stamp && stamp != _stamp)
            {
                _stamp = stamp;
                _loading = Task.Run(Load);
            }
        }
        // What the cache has is there at once: worth a moment, where a compiler is not.
        _loading?.Wait(TimeSpan.FromMilliseconds(100));
        lock (_gate) return (_current, _failure);
    }

    /// <summary>Changes when the file does, or one that it loads.</summary>
    private string Stamp()
    {
        try
        {
            return string.Join('\n', Files(path).Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file).Ticks}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private void Load()
    {
        ScriptAssembly? loaded = null;
        string? failure = null;
        try
        {
            string[] texts = [.. Files(path).Select(File.ReadAllText)];
            string key = ScriptCache.Key(texts.Prepend(path));
            if (cache.Find(key) is not { } assembly)
            {
                assembly = Compile(path, texts[0]);
                cache.Store(key, assembly);
                log.Compiled(path);
            }
            loaded = new ScriptAssembly(assembly);
        }
        catch (Exception exception)
        {
            failure = exception is ScriptException or IOException or UnauthorizedAccessException ? exception.Message : exception.ToString();
        }
        lock (_gate)
        {
            if (failure is not null) log.NotUsable(path, _current is null ? "" : "; the version before stays in use", failure);
            _current = loaded ?? _current;
            _failure = failure;
        }
    }

    /// <summary>In a method of its own, so that the compiler's assemblies are loaded only where it is called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Compile(string path, string code) => ScriptCompiler.Compile(path, code);

    /// <summary>The script and all files that it loads, in order, each once.</summary>
    private static List<string> Files(string path)
    {
        var files = new List<string> { path };
        for (int i = 0; i < files.Count; i++)
        {
            string folder = Path.GetDirectoryName(files[i])!;
            foreach (Match load in LoadDirective().Matches(File.ReadAllText(files[i])))
            {
                string file = Path.GetFullPath(load.Groups[1].Value, folder);
                if (!files.Contains(file)) files.Add(file);
            }
        }
        return files;
    }

    [GeneratedRegex("^\\s*#load\\s+\"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex LoadDirective();
}
