namespace Holdfast.Linux;

/// <summary>CLOCK_MONOTONIC: it never jumps, and it is the clock that <see cref="TimerDescriptor"/> runs by.</summary>
public static unsafe class MonotonicClock
{
    /// <summary>Nanoseconds since an arbitrary point, usually the start of the machine.</summary>
    public static long Nanoseconds
    {
        get
        {
            Native.Timespec time;
            _ = Native.ClockGetTime(Native.CLOCK_MONOTONIC, &time);
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }
}
