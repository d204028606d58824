namespace Holdfast.Linux;

/// <summary>One timer of the kernel, timerfd_create(2), on the monotonic clock.</summary>
public sealed unsafe class TimerDescriptor : IDisposable
{
    private readonly Descriptor _descriptor = Descriptor.FromResult(
        Native.TimerCreate(Native.CLOCK_MONOTONIC, Native.TFD_CLOEXEC | Native.TFD_NONBLOCK), "timerfd_create");

    public int Value => _descriptor.Value;

    /// <summary>Makes the descriptor readable at this time of <see cref="MonotonicClock"/>, at once if it is past.</summary>
    public void Arm(long nanoseconds)
    {
        // A value of zero would disarm it.
        long at = Math.Max(1, nanoseconds);
        Set(new Native.Timespec { Seconds = at / 1_000_000_000, Nanoseconds = at % 1_000_000_000 });
    }

    public void Disarm() => Set(default);

    public void Dispose() => _descriptor.Dispose();

    private void Set(Native.Timespec at)
    {
        var value = new Native.Itimerspec { Value = at };
        if (Native.TimerSet(Value, Native.TFD_TIMER_ABSTIME, &value, null) < 0) throw LinuxException.Last("timerfd_settime");
    }
}
