namespace Holdfast.Plugins.Channel;

/// <summary>
/// Notifications on their way to the host: each has a number and is kept until it is acknowledged, so that a host that
/// died in between gets it again. Holds a bounded number; beyond it the oldest are given up, and counted.
/// </summary>
public sealed class EventOutbox(int capacity)
{
    private readonly Queue<NotifyMessage> _waiting = new();
    private long _last;

    /// <summary>How many are not acknowledged.</summary>
    public int Count => _waiting.Count;

    /// <summary>How many were given up for want of room.</summary>
    public long Dropped { get; private set; }

    /// <summary>All that wait, oldest first.</summary>
    public IEnumerable<NotifyMessage> Waiting => _waiting;

    /// <summary>Gives the message its number and keeps it.</summary>
    public NotifyMessage Add(NotifyMessage message)
    {
        if (_waiting.Count == capacity)
        {
            _waiting.Dequeue();
            Dropped++;
        }
        NotifyMessage numbered = message with { Sequence = ++_last };
        _waiting.Enqueue(numbered);
        return numbered;
    }

    /// <summary>This one and all before it have arrived for good.</summary>
    public void Acknowledge(long sequence)
    {
        while (_waiting.TryPeek(out NotifyMessage? oldest) && oldest.Sequence <= sequence) _waiting.Dequeue();
    }
}
