namespace Holdfast.Plugins;

/// <summary>
/// A plugin: one public class with a constructor without parameters, in an assembly that plugins.json names. Its life:
/// it is constructed, <see cref="Register"/> is called once, then <see cref="StartAsync"/>; then its checks and notifiers
/// are used; at the end <see cref="StopAsync"/>, and always <see cref="IAsyncDisposable.DisposeAsync"/>, also after
/// StartAsync threw. When its file is replaced, the new one goes through all of that beside the old one, which is
/// stopped when the new one has started.
/// </summary>
public interface IEnginePlugin : IAsyncDisposable
{
    /// <summary>What the log and the status call it.</summary>
    string Name { get; }

    /// <summary>Says what the plugin provides. It must have no other effect: it also runs where a configuration is only tested.</summary>
    /// <param name="registry">Where to say it.</param>
    void Register(IPluginRegistry registry);

    /// <summary>Gets ready. What it throws is logged, and the plugin is not used.</summary>
    /// <param name="context">What the plugin may use from now on.</param>
    /// <param name="cancel">Set when starting takes too long.</param>
    Task StartAsync(IEngineContext context, CancellationToken cancel);

    /// <summary>Ends; no check or notifier of this plugin runs any more.</summary>
    /// <param name="cancel">Set when ending takes too long.</param>
    Task StopAsync(CancellationToken cancel);
}

/// <summary>What a plugin provides. Two plugins that provide one keyword are an error, which names both.</summary>
public interface IPluginRegistry
{
    /// <summary>Provides a check, <c>check KEYWORD { … }</c> in a vrrp_script.</summary>
    /// <typeparam name="T">What the block is bound to.</typeparam>
    /// <param name="section">Reads the block.</param>
    /// <param name="create">Makes the check of one vrrp_script; called after <see cref="IEnginePlugin.StartAsync"/>.</param>
    void AddCheck<T>(IConfigSection<T> section, Func<T, IHealthCheck> create);

    /// <summary>Provides a receiver of notifications.</summary>
    /// <param name="notifier">The receiver; used after <see cref="IEnginePlugin.StartAsync"/>.</param>
    void AddNotifier(INotifier notifier);
}

/// <summary>What a plugin may use while it runs.</summary>
public interface IEngineContext
{
    /// <summary>Writes to the engine's log, under the plugin's name.</summary>
    Microsoft.Extensions.Logging.ILogger Logger { get; }

    /// <summary>The clock to use, which a test can set.</summary>
    TimeProvider Time { get; }

    /// <summary>What global_defs says, as it is now: a reload may change it.</summary>
    GlobalDefinitions GlobalDefinitions { get; }

    /// <summary>The plugin's <c>settings</c> in plugins.json; an empty object where it has none.</summary>
    System.Text.Json.JsonElement Settings { get; }

    /// <summary>A folder of the plugin's own for what must survive a restart. It exists.</summary>
    string StateDirectory { get; }

    /// <summary>The folder of the configuration file, from which relative paths count.</summary>
    string ConfigurationDirectory { get; }
}
