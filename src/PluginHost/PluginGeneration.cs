using System.Reflection;
using System.Runtime.Loader;
using Holdfast.Plugins;
using McMaster.NETCore.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>Makes the check of one vrrp_script from its line.</summary>
internal delegate IHealthCheck CreateCheck(ConfigStatement statement, IDiagnostics diagnostics);

/// <summary>
/// One plugin as it was in its file at one moment, in a load context of its own: loaded, started, used, drained, ended,
/// unloaded. Everything of the plugin's runs on the pool and with a time limit: a plugin that hangs holds up nobody.
/// </summary>
internal sealed class PluginGeneration : IPluginRegistry
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, CreateCheck> _checks = [];
    private readonly List<INotifier> _notifiers = [];
    private PluginLoader? _loader;
    private IEnginePlugin? _plugin;

    private PluginGeneration(PluginLoader loader, IEnginePlugin plugin, Assembly assembly)
    {
        _loader = loader;
        _plugin = plugin;
        Version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
        Memory = new WeakReference(AssemblyLoadContext.GetLoadContext(assembly));
    }

    public string Version { get; }

    public IReadOnlyDictionary<string, CreateCheck> Checks => _checks;

    public IReadOnlyList<INotifier> Notifiers => _notifiers;

    public GenerationUse Use { get; } = new();

    /// <summary>Alive as long as anything still holds the plugin's code.</summary>
    public WeakReference Memory { get; }

    /// <summary>Loads a plugin from its file and starts it. Where that fails nothing of it stays.</summary>
    /// <exception cref="InvalidDataException">The file is missing or has no plugin: only another file helps.</exception>
    /// <exception cref="PluginStartException">The plugin is one, and did not start: it may the next time.</exception>
    public static async Task<PluginGeneration> StartAsync(string path, IEngineContext context)
    {
        // Not disposed: a start that goes on after its limit still has the token.
        var limit = new CancellationTokenSource(StartLimit);
        Task<PluginGeneration> starting = Task.Run(() => LoadAndStartAsync(path, context, limit.Token));
        if (await Task.WhenAny(starting, Task.Delay(StartLimit + TimeSpan.FromSeconds(1))) != starting)
        {
            Task ended = EndLateAsync(starting);
            throw new PluginStartException(FormattableString.Invariant($"it has not started within {StartLimit.TotalSeconds} s"), ended);
        }
        return await starting;
    }

    public void AddCheck<T>(IConfigSection<T> section, Func<T, IHealthCheck> create)
    {
        if (!_checks.TryAdd(section.Keyword, (statement, diagnostics) => create(section.Bind(statement, diagnostics))))
            throw new InvalidDataException($"it provides '{section.Keyword}' twice; a keyword has one section");
    }

    public void AddNotifier(INotifier notifier) => _notifiers.Add(notifier);

    /// <summary>Waits for what runs, ends the plugin and unloads it.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public async Task<string?> StopAsync()
    {
        int running = await Use.CloseAsync(DrainLimit);
        string? failure = running == 0 ? null : FormattableString.Invariant($"{running} runs did not end within {DrainLimit.TotalSeconds} s");
        failure = await EndAsync(_plugin!) is { } ending ? ending : failure;
        _checks.Clear();
        _notifiers.Clear();
        _plugin = null;
        _loader!.Dispose();
        _loader = null;
        return failure;
    }

    private static async Task<PluginGeneration> LoadAndStartAsync(string path, IEngineContext context, CancellationToken cancel)
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
            generation = Load(path, loader);
            await StartAsync(generation._plugin!, context, cancel);
            return generation;
        }
        catch
        {
            if (generation is not null) await EndAsync(generation._plugin!, hasStarted: false);
            loader.Dispose();
            throw;
        }
    }

    private static PluginGeneration Load(string path, PluginLoader loader)
    {
        try
        {
            Assembly assembly = loader.LoadDefaultAssembly();
            Type[] types = [.. assembly.GetExportedTypes().Where(t => typeof(IEnginePlugin).IsAssignableFrom(t) && !t.IsAbstract)];
            if (types.Length != 1)
                throw new InvalidDataException($"{path} has {types.Length} public classes that implement {nameof(IEnginePlugin)}; it must have one");
            var plugin = (IEnginePlugin)Activator.CreateInstance(types[0], BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!;
            var generation = new PluginGeneration(loader, plugin, assembly);
            plugin.Register(generation);
            return generation;
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            throw new InvalidDataException($"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private static async Task StartAsync(IEnginePlugin plugin, IEngineContext context, CancellationToken cancel)
    {
        try
        {
            await plugin.StartAsync(context, cancel);
        }
        catch (Exception exception)
        {
            throw new PluginStartException($"{exception.GetType().Name}: {exception.Message}", Task.CompletedTask, exception);
        }
    }

    /// <summary>A start that was given up and comes to an end all the same.</summary>
    private static async Task EndLateAsync(Task<PluginGeneration> starting)
    {
        try
        {
            await (await starting).StopAsync();
        }
        catch (Exception exception) when (exception is InvalidDataException or PluginStartException)
        {
            // Told already, as a start that took too long; nothing of it stays.
        }
    }

    private static async Task<string?> EndAsync(IEnginePlugin plugin, bool hasStarted = true)
    {
        string? failure = null;
        var limit = new CancellationTokenSource(StopLimit);
        if (hasStarted) failure = await TryAsync(() => plugin.StopAsync(limit.Token));
        return await TryAsync(() => plugin.DisposeAsync().AsTask()) ?? failure;
    }

    private static async Task<string?> TryAsync(Func<Task> run)
    {
        try
        {
            await Task.Run(run).WaitAsync(StopLimit);
            return null;
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}

/// <summary>A plugin that did not start.</summary>
/// <param name="reason">Why, in the plugin's words.</param>
/// <param name="ended">When nothing of the attempt runs any more, and another makes sense.</param>
/// <param name="inner">What the plugin threw.</param>
internal sealed class PluginStartException(string reason, Task ended, Exception? inner = null) : Exception(reason, inner)
{
    public Task Ended => ended;
}
