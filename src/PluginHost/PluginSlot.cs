using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// One plugin of plugins.json through its generations. A new one is started beside the old one and takes its place only
/// when it has started; then the old one ends, once what it is doing is done. A plugin that does not start is tried again
/// with growing pauses; one that can't be loaded waits for another file.
/// </summary>
internal sealed class PluginSlot : IDisposable
{
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CollectLimit = TimeSpan.FromSeconds(10);

    private readonly Func<Func<Task>, Task<bool>> _takeTurn;
    private readonly Func<Task> _swapped;
    private readonly EngineLink _link;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _loading = new(1);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PluginWatcher _watcher;
    private EngineContext _context;
    private TimeSpan _pause = MinPause;
    private int _asked;
    private int _generation;
    private bool _isEnding;

    /// <param name="entry">What plugins.json says of it.</param>
    /// <param name="context">What it gets to see.</param>
    /// <param name="takeTurn">Runs a change when no other is under way; false when the host ends.</param>
    /// <param name="swapped">Moves everything over to the generation that is now in use; called within a turn.</param>
    /// <param name="link">The engine.</param>
    /// <param name="log">The log.</param>
    public PluginSlot(PluginEntry entry, EngineContext context, Func<Func<Task>, Task<bool>> takeTurn, Func<Task> swapped, EngineLink link, ILogger log)
    {
        _takeTurn = takeTurn;
        _swapped = swapped;
        _link = link;
        _log = log;
        _context = context;
        Entry = entry;
        Notifications = new NotifierLane(entry.Name, Settled, () => Current, new TakenNotifications(context.TakenFile, log), log);
        _watcher = Watch();
    }

    public PluginEntry Entry { get; private set; }

    /// <summary>The generation in use; null before the first could be started.</summary>
    public PluginGeneration? Current { get; private set; }

    /// <summary>Ends when the first attempt to load has, well or not.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Brings notifications to this plugin.</summary>
    public NotifierLane Notifications { get; }

    public void Dispose() => _watcher.Dispose();

    /// <summary>Another entry of the same name: it is taken up as another file is, beside the one in use.</summary>
    public void Change(PluginEntry entry, EngineContext context)
    {
        _watcher.Dispose();
        Entry = entry;
        _context = context;
        _watcher = Watch();
        _pause = MinPause;
        Load();
    }

    /// <summary>Takes up what the file holds now; returns at once.</summary>
    public void Load()
    {
        int asked = Interlocked.Increment(ref _asked);
        _ = Task.Run(() => LoadAsync(asked));
    }

    /// <summary>Ends the generation in use, within a turn; nothing is loaded any more.</summary>
    /// <returns>When it has ended, which is no part of the turn.</returns>
    public Func<Task> Remove()
    {
        _isEnding = true;
        _watcher.Dispose();
        _settled.TrySetResult();
        PluginGeneration? current = Current;
        int number = _generation;
        Current = null;
        _link.Send(new PluginStatusMessage(Entry.Name, "unloaded", current?.Version, number, null, DateTimeOffset.UtcNow));
        return () => current is null ? Task.CompletedTask : EndAsync(current, number);
    }

    private PluginWatcher Watch() => new(Entry.Path, () =>
    {
        _pause = MinPause;
        Load();
    });

    private async Task LoadAsync(int asked)
    {
        await _loading.WaitAsync();
        try
        {
            // A newer request waits behind this one, and finds the newer file.
            if (asked == _asked && !_isEnding) await LoadAsync(++_generation, asked);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task LoadAsync(int generation, int asked)
    {
        PluginGeneration loaded;
        try
        {
            _context.Prepare();
            loaded = await PluginGeneration.StartAsync(Entry.Path, _context);
        }
        catch (Exception exception)
        {
            // Bad files throw what they like; whatever it is, it is the plugin's.
            bool isTriedAgain = exception is PluginStartException;
            Fail(generation, isTriedAgain, exception.Message);
            if (exception is PluginStartException { Ended: { } ended }) _ = LoadLaterAsync(ended, asked);
            if (_settled.TrySetResult()) await _takeTurn(_swapped);
            return;
        }
        PluginGeneration? old = null;
        bool isInUse = false;
        await _takeTurn(async () =>
        {
            if (_isEnding) return;
            isInUse = true;
            old = Current;
            Current = loaded;
            _pause = MinPause;
            _log.PluginInUse(Entry.Name, loaded.Version, generation);
            Tell("loaded", generation, null);
            _settled.TrySetResult();
            await _swapped();
        });
        if (!isInUse) await EndAsync(loaded, generation);
        else if (old is not null) await EndAsync(old, generation - 1);
    }

    private void Fail(int generation, bool isTriedAgain, string reason)
    {
        string told = isTriedAgain ? FormattableString.Invariant($"{reason}; it is tried again in {_pause.TotalSeconds} s") : reason;
        _log.PluginNotUsable(Entry.Name, generation, Current is null ? "and there is no other" : "so the one before stays", told);
        Tell(Current is not null ? "stale" : isTriedAgain ? "quarantined" : "failed", generation, told);
    }

    /// <summary>Tries again what did not start, unless something newer has been asked for by then.</summary>
    private async Task LoadLaterAsync(Task ended, int asked)
    {
        TimeSpan pause = _pause;
        _pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        await Task.Delay(pause);
        await ended;
        if (asked == _asked && !_isEnding) Load();
    }

    private async Task EndAsync(PluginGeneration generation, int number)
    {
        string? failure = await generation.StopAsync();
        if (failure is not null) _log.GenerationEndedBadly(Entry.Name, number, failure);
        _ = TellOfMemoryAsync(generation.Memory, number);
    }

    /// <summary>Unloading is a request: the memory goes when nothing holds the plugin's code any more. Says which it was.</summary>
    private async Task TellOfMemoryAsync(WeakReference memory, int number)
    {
        DateTime limit = DateTime.UtcNow + CollectLimit;
        while (memory.IsAlive && DateTime.UtcNow < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        if (memory.IsAlive) _log.GenerationHeld(Entry.Name, number);
        else _log.GenerationUnloaded(Entry.Name, number);
    }

    private void Tell(string state, int generation, string? reason) =>
        _link.Send(new PluginStatusMessage(Entry.Name, state, Current?.Version, generation, reason, DateTimeOffset.UtcNow));
}
