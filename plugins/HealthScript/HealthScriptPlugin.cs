using Holdfast.Plugins;

namespace Holdfast.HealthScript;

/// <summary>Provides <c>script "x.csx …"</c>: checks written in C#.</summary>
public sealed class HealthScriptPlugin : IEnginePlugin
{
    private IEngineContext? _context;
    private ScriptSettings _settings = new();

    /// <inheritdoc/>
    public string Name => "HealthScript";

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddCheck(new ScriptSection(), Create);

    /// <inheritdoc/>
    public Task StartAsync(IEngineContext context, CancellationToken cancel)
    {
        _context = context;
        _settings = ScriptSettings.Read(context.Settings);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ScriptCheck Create(ScriptInvocation options)
    {
        IEngineContext context = _context ?? throw new InvalidOperationException("the plugin has not been started");
        string path = Path.GetFullPath(options.Path, context.ConfigurationDirectory);
        var cache = new ScriptCache(Path.Combine(context.StateDirectory, "cache"));
        return new ScriptCheck(new ScriptFile(path, cache, context.Logger), options.Arguments, _settings);
    }
}
