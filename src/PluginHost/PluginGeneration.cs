using System.Reflection;
using Holdfast.Plugins;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>Makes the check of one vrrp_script from its line.</summary>
internal delegate IHealthCheck CreateCheck(ConfigStatement statement, IDiagnostics diagnostics);

/// <summary>
/// One plugin as it was in its file at one moment, in a load context of its own: loaded, started, used, drained, ended,
/// unloaded.
/// </summary>
internal sealed class PluginGeneration : IPluginRegistry
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly PluginLoader _loader;
    private readonly IEnginePlugin _plugin;
    private readonly Dictionary<string, CreateCheck> _checks = [];
    private readonly List<INotifier> _notifiers = [];

    private PluginGeneration(PluginLoader loader, IEnginePlugin plugin, string version)
    {
        _loader = loader;
        _plugin = plugin;
        Version = version;
    }

    public string Version { get; }

    public IReadOnlyDictionary<string, CreateCheck> Checks => _checks;

    public IReadOnlyList<INotifier> Notifiers => _notifiers;

    /// <summary>Loads a plugin from its file and starts it. Where that fails nothing of it stays.</summary>
    /// <exception cref="InvalidDataException">The file is missing or has no plugin.</exception>
    public static async Task<PluginGeneration> StartAsync(string path, IEngineContext context)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"there is no file {path}");
        // In memory, so that the file can be replaced while it is in use. What both sides have to agree on comes from the host.
        PluginLoader loader = PluginLoader.CreateFromAssemblyFile(path, configure =>
        {
            configure.IsUnloadable = true;
            configure.LoadInMemory = true;
            configure.PreferSharedTypes = false;
            configure.SharedAssemblies.Add(typeof(IEnginePlugin).Assembly.GetName());
            configure.SharedAssemblies.Add(typeof(ILogger).Assembly.GetName());
        });
        PluginGeneration? generation = null;
        try
        {
            Assembly assembly = loader.LoadDefaultAssembly();
            Type[] types = [.. assembly.GetExportedTypes().Where(t => typeof(IEnginePlugin).IsAssignableFrom(t) && !t.IsAbstract)];
            if (types.Length != 1)
                throw new InvalidDataException($"{path} has {types.Length} public classes that implement {nameof(IEnginePlugin)}; it must have one");
            var plugin = (IEnginePlugin)Activator.CreateInstance(types[0])!;
            string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
            generation = new PluginGeneration(loader, plugin, version);
            plugin.Register(generation);
            using var limit = new CancellationTokenSource(StartLimit);
            await plugin.StartAsync(context, limit.Token).WaitAsync(limit.Token);
            return generation;
        }
        catch
        {
            if (generation is not null) await generation._plugin.DisposeAsync();
            loader.Dispose();
            throw;
        }
    }

    public void AddCheck<T>(IConfigSection<T> section, Func<T, IHealthCheck> create) =>
        _checks.Add(section.Keyword, (statement, diagnostics) => create(section.Bind(statement, diagnostics)));

    public void AddNotifier(INotifier notifier) => _notifiers.Add(notifier);

    /// <summary>Ends the plugin and unloads it.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public async Task<string?> StopAsync()
    {
        string? failure = null;
        try
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await _plugin.StopAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception)
        {
            failure = exception.Message;
        }
        try
        {
            await _plugin.DisposeAsync();
        }
        catch (Exception exception)
        {
            failure ??= exception.Message;
        }
        _checks.Clear();
        _notifiers.Clear();
        _loader.Dispose();
        return failure;
    }
}
