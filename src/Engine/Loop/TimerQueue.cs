namespace Holdfast.Engine.Loop;

/// <summary>
/// One timer of one owner, made once and armed as often as needed, so that arming costs no allocation. It fires once
/// for each time that it was armed.
/// </summary>
internal sealed class LoopTimer(TimerQueue queue, Action<Instant> fired)
{
    internal const int NotQueued = -1;

    internal int Position { get; set; } = NotQueued;

    /// <summary>When it fires; of no meaning while it is not armed.</summary>
    public Instant Deadline { get; internal set; }

    public bool IsArmed => Position != NotQueued;

    public void Arm(Instant deadline) => queue.Arm(this, deadline);

    public void Cancel() => queue.Cancel(this);

    internal void Fire(Instant now) => fired(now);
}

/// <summary>All timers of the loop as a binary heap, the earliest deadline first.</summary>
internal sealed class TimerQueue
{
    private LoopTimer[] _heap = new LoopTimer[16];
    private int _count;

    /// <summary>The deadline of the timer that fires next; null when none is armed.</summary>
    public Instant? Next => _count == 0 ? null : _heap[0].Deadline;

    public void Arm(LoopTimer timer, Instant deadline)
    {
        timer.Deadline = deadline;
        if (timer.IsArmed)
        {
            MoveDown(MoveUp(timer.Position));
            return;
        }
        if (_count == _heap.Length) Array.Resize(ref _heap, _count * 2);
        Place(timer, _count);
        MoveUp(_count++);
    }

    public void Cancel(LoopTimer timer)
    {
        if (!timer.IsArmed) return;
        int position = timer.Position;
        timer.Position = LoopTimer.NotQueued;
        LoopTimer last = _heap[--_count];
        _heap[_count] = null!;
        if (ReferenceEquals(last, timer)) return;
        Place(last, position);
        MoveDown(MoveUp(position));
    }

    /// <summary>Fires every timer that is due. What a fired timer arms anew for now or earlier fires in the next call.</summary>
    public void FireDue(Instant now)
    {
        // Bounded by the timers that are there at the start, so that a timer which re-arms itself for "now"
        // can't keep packets from being read.
        for (int budget = _count; budget > 0 && _count > 0 && _heap[0].Deadline <= now; budget--)
        {
            LoopTimer timer = _heap[0];
            Cancel(timer);
            timer.Fire(now);
        }
    }

    private int MoveUp(int position)
    {
        LoopTimer timer = _heap[position];
        while (position > 0)
        {
            int parent = (position - 1) / 2;
            if (_heap[parent].Deadline <= timer.Deadline) break;
            Place(_heap[parent], position);
            position = parent;
        }
        Place(timer, position);
        return position;
    }

    private void MoveDown(int position)
    {
        LoopTimer timer = _heap[position];
        while (true)
        {
            int child = (2 * position) + 1;
            if (child >= _count) break;
            if (child + 1 < _count && _heap[child + 1].Deadline < _heap[child].Deadline) child++;
            if (timer.Deadline <= _heap[child].Deadline) break;
            Place(_heap[child], position);
            position = child;
        }
        Place(timer, position);
    }

    private void Place(LoopTimer timer, int position)
    {
        _heap[position] = timer;
        timer.Position = position;
    }
}
