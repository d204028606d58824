using System.Reflection;
using System.Runtime.Loader;

namespace Holdfast.HealthScript;

/// <summary>A compiled script in a load context of its own, which goes away with the last run that uses it.</summary>
internal sealed class ScriptAssembly
{
    private readonly Func<object?[], Task<object?>> _factory;

    /// <exception cref="ScriptException">The assembly is no script.</exception>
    public ScriptAssembly(byte[] assembly)
    {
        var context = new Context();
        Type submission = context.LoadFromStream(new MemoryStream(assembly)).GetType("Submission#0") ?? throw new ScriptException("the compiled script has no entry");
        MethodInfo factory = submission.GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public)
            ?? throw new ScriptException("the compiled script has no entry");
        _factory = factory.CreateDelegate<Func<object?[], Task<object?>>>();
        context.Unload();
    }

    /// <summary>Runs the script once, on this thread until it first waits.</summary>
    public Task<object?> RunAsync(ScriptGlobals globals) => _factory([globals, null]);

    /// <summary>Unloading takes effect when nothing refers to it any more.</summary>
    private sealed class Context() : AssemblyLoadContext("script", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name)
        {
            // The script's globals are this plugin's own, and what the plugin knows, it shares.
            AssemblyLoadContext plugin = GetLoadContext(typeof(ScriptGlobals).Assembly)!;
            return name.Name == typeof(ScriptGlobals).Assembly.GetName().Name ? typeof(ScriptGlobals).Assembly : plugin.LoadFromAssemblyName(name);
        }
    }
}
