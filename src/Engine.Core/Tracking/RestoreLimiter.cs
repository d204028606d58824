namespace Holdfast.Tracking;

/// <summary>
/// Bounds how often something that others keep deleting is put back: a few times at once, then at a steady rate, so that
/// two programs of different opinion don't use up the processor.
/// </summary>
internal sealed class RestoreLimiter(int burst, TimeSpan interval)
{
    private int _taken;
    private Instant _refilled;

    /// <summary>Asks to act now.</summary>
    /// <returns>Zero when allowed; otherwise how long to wait before asking again.</returns>
    public TimeSpan TryTake(Instant now)
    {
        long refills = (now - _refilled).Ticks / interval.Ticks;
        if (refills >= _taken)
        {
            _taken = 0;
            _refilled = now;
        }
        else
        {
            _taken -= (int)refills;
            _refilled += interval * refills;
        }
        if (_taken == burst)
        {
            // Less than the tick of a TimeSpan must not read as "allowed".
            TimeSpan wait = _refilled + interval - now;
            return wait > TimeSpan.Zero ? wait : new TimeSpan(1);
        }
        _taken++;
        return TimeSpan.Zero;
    }
}
