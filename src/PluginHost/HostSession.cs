using System.Threading.Channels;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// What the host does between the engine's first message and its end: plugins are loaded and replaced, checks scheduled,
/// notifications handed out. Changes take turns; what plugins do themselves (start, check, notify, end) runs beside, so
/// that one that hangs holds up neither the others nor the engine's messages.
/// </summary>
internal sealed class HostSession : IAsyncDisposable
{
    private readonly Channel<Func<Task>> _turns = System.Threading.Channels.Channel.CreateUnbounded<Func<Task>>();
    private readonly EngineLink _link;
    private readonly ILogger _log;
    private readonly HostConfiguration _configuration = new();
    private readonly CheckTable _checks;
    private readonly NotificationDispatcher _notifications;
    private readonly Task _running;

    /// <summary>In the order of plugins.json.</summary>
    private List<PluginSlot> _slots = [];
    private PluginWatcher? _manifestWatcher;
    private ConfigureMessage? _last;

    public HostSession(EngineLink link, ILogger log)
    {
        _link = link;
        _log = log;
        _checks = new CheckTable(link, log);
        _notifications = new NotificationDispatcher(link);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes a message; what it asks for is done after what was asked before.</summary>
    public void Handle(Message message)
    {
        switch (message)
        {
            case ConfigureMessage configure: _ = TakeTurnAsync(() => ConfigureAsync(configure)); break;
            case NotifyMessage notify: _ = TakeTurnAsync(() => Notify(notify)); break;
            // The engine closes the connection next, and that ends us.
            case ShutdownMessage: break;
            default: _log.BadMessage($"{message.GetType().Name} is for the engine"); break;
        }
    }

    /// <summary>Ends all plugins, each within its time limits.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Func<Task>> ends = [];
        await TakeTurnAsync(() =>
        {
            _manifestWatcher?.Dispose();
            _checks.End();
            ends.AddRange(_slots.Select(slot => slot.Remove()));
            _slots = [];
            return Task.CompletedTask;
        });
        _turns.Writer.Complete();
        await _running;
        await Task.WhenAll(ends.Select(end => end()));
    }

    private async Task RunAsync()
    {
        await foreach (Func<Task> turn in _turns.Reader.ReadAllAsync()) await turn();
    }

    /// <summary>Runs a change when those before it are done.</summary>
    /// <returns>Whether it ran well; false also when the host ends.</returns>
    private async Task<bool> TakeTurnAsync(Func<Task> change)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isAccepted = _turns.Writer.TryWrite(async () =>
        {
            try
            {
                await change();
                done.SetResult(true);
            }
            catch (Exception exception)
            {
                // The next change may well succeed: one that does not is no reason to lose what runs.
                _log.ChangeFailed(exception);
                done.SetResult(false);
            }
        });
        return isAccepted && await done.Task;
    }

    private async Task ConfigureAsync(ConfigureMessage configure)
    {
        bool isFirst = _last is null;
        _last = configure;
        _configuration.Directory = configure.ConfigurationDirectory;
        _configuration.Global = ChannelTerms.ToGlobal(configure.Global);
        if (isFirst)
        {
            // Watched before it is read: no change falls between.
            _manifestWatcher = new PluginWatcher(Path.GetFullPath(configure.PluginsFile), () => _ = TakeTurnAsync(LoadManifestAsync));
            await LoadManifestAsync();
        }
        else
        {
            await ArrangeAsync();
        }
    }

    private Task Notify(NotifyMessage message)
    {
        _notifications.Give(message, _slots.Select(slot => slot.Notifications));
        return Task.CompletedTask;
    }

    private Task ArrangeAsync() => _checks.ArrangeAsync(_last!.Checks, _slots);

    /// <summary>Makes the plugins those of plugins.json; a file that can't be read changes nothing.</summary>
    private async Task LoadManifestAsync()
    {
        PluginManifest manifest;
        try
        {
            manifest = PluginManifest.Read(_last!.PluginsFile);
        }
        catch (InvalidDataException exception)
        {
            _log.ManifestUnusable(_last!.PluginsFile, exception.Message);
            await ArrangeAsync();
            return;
        }
        List<PluginSlot> gone = [.. _slots.Where(slot => manifest.Plugins.All(entry => entry.Name != slot.Entry.Name))];
        _slots = [.. manifest.Plugins.Select(TakeUp)];
        List<Func<Task>> ends = [.. gone.Select(slot => slot.Remove())];
        await ArrangeAsync();
        foreach (Func<Task> end in ends) _ = end();
    }

    /// <summary>The slot of an entry: the one there is, or a new one. Loading goes on beside.</summary>
    private PluginSlot TakeUp(PluginEntry entry)
    {
        PluginSlot? slot = _slots.Find(s => s.Entry.Name == entry.Name);
        if (slot is null)
        {
            slot = new PluginSlot(entry, Context(entry), TakeTurnAsync, ArrangeAsync, _link, _log);
            slot.Load();
        }
        else if (!entry.IsSame(slot.Entry))
        {
            slot.Change(entry, Context(entry));
        }
        return slot;
    }

    private EngineContext Context(PluginEntry entry) => new(entry, _configuration, _last!.StateDirectory);
}
