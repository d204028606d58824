using Holdfast.Linux;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Loop;

/// <summary>One descriptor that the loop waits for.</summary>
internal sealed class Watch(EventLoop loop, int descriptor, Action ready)
{
    internal int Token { get; set; }

    internal int Descriptor => descriptor;

    internal void Ready() => ready();

    /// <summary>Says whether room to write is waited for too.</summary>
    public void WaitForRoom(bool wait) => loop.WaitForRoom(this, wait);

    /// <summary>Ends the waiting. The descriptor is the owner's to close, afterwards.</summary>
    public void Remove() => loop.Remove(this);
}

/// <summary>
/// The one loop: all state of the engine belongs to the thread that runs it. Descriptors are looked at before timers, so
/// that a loop which wakes late believes what has arrived before it believes a timer.
/// </summary>
internal sealed class EventLoop : IDisposable
{
    private const int TimerToken = 0;
    private readonly EventPoll _poll = new();
    private readonly TimerDescriptor _timer = new();
    private readonly List<Watch?> _watches = [null];
    private readonly Stack<int> _freeTokens = new();
    private readonly Queue<Action> _posted = new();
    private readonly ILogger _log;
    private Instant? _armed;
    private bool _isStopping;

    public EventLoop(ILogger log)
    {
        _log = log;
        // Edge-triggered, the timer need not be read: arming it anew is enough.
        _poll.Add(_timer.Value, TimerToken, edgeTriggered: true);
        Now = new Instant(MonotonicClock.Nanoseconds);
    }

    public TimerQueue Timers { get; } = new();

    /// <summary>The time of the event that is being handled.</summary>
    public Instant Now { get; private set; }

    public LoopTimer CreateTimer(Action<Instant> fired) => new(Timers, fired);

    public Watch Add(int descriptor, Action ready)
    {
        var watch = new Watch(this, descriptor, ready);
        if (!_freeTokens.TryPop(out int token))
        {
            token = _watches.Count;
            _watches.Add(null);
        }
        watch.Token = token;
        _poll.Add(descriptor, token);
        _watches[token] = watch;
        return watch;
    }

    /// <summary>Does something after the event that is being handled, in order.</summary>
    public void Post(Action action) => _posted.Enqueue(action);

    public void Stop() => _isStopping = true;

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    public void Run()
    {
        while (!_isStopping)
        {
            ArmTimer();
            int ready = _poll.Wait();
            Now = new Instant(MonotonicClock.Nanoseconds);
            for (int i = 0; i < ready; i++) Guard(_watches[_poll.Ready(i)]);
            Now = new Instant(MonotonicClock.Nanoseconds);
            Timers.FireDue(Now);
            while (_posted.TryDequeue(out Action? action)) action();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _poll.Dispose();
    }

    internal void WaitForRoom(Watch watch, bool wait) => _poll.Modify(watch.Descriptor, watch.Token, wait);

    internal void Remove(Watch watch)
    {
        if (watch.Token == TimerToken) return;
        _poll.Remove(watch.Descriptor);
        _watches[watch.Token] = null;
        _freeTokens.Push(watch.Token);
        watch.Token = TimerToken;
    }

    /// <summary>What goes wrong with one descriptor must not end the loop that all others depend on.</summary>
    private void Guard(Watch? watch)
    {
        try
        {
            watch?.Ready();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _log.HandlerFailed(exception);
        }
    }

    private void ArmTimer()
    {
        if (_posted.Count > 0)
        {
            _timer.Arm(Now.Nanoseconds);
            _armed = Now;
            return;
        }
        Instant? next = Timers.Next;
        if (next == _armed && next > Now) return;
        if (next is { } at) _timer.Arm(at.Nanoseconds);
        else _timer.Disarm();
        _armed = next;
    }
}
