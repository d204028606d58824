using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests;

public sealed class TimerDescriptorTests : IDisposable
{
    private const long Millisecond = 1_000_000;
    private const long Hour = 3600 * 1000 * Millisecond;
    private readonly TimerDescriptor _timer = new();

    public void Dispose() => _timer.Dispose();

    [Fact]
    public void It_is_readable_at_the_time_and_not_before()
    {
        long at = MonotonicClock.Nanoseconds + (20 * Millisecond);
        _timer.Arm(at);
        Await.Readable(_timer.Value);
        MonotonicClock.Nanoseconds.ShouldBeGreaterThanOrEqualTo(at);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-5)]
    public void A_time_that_is_past_comes_at_once(long nanoseconds)
    {
        _timer.Arm(nanoseconds);
        Await.Readable(_timer.Value);
    }

    [Fact]
    public void Armed_anew_or_disarmed_it_forgets_what_was()
    {
        _timer.Arm(MonotonicClock.Nanoseconds);
        Await.Readable(_timer.Value);
        _timer.Arm(MonotonicClock.Nanoseconds + Hour);
        Await.IsReadable(_timer.Value, milliseconds: 0).ShouldBeFalse();
        _timer.Arm(MonotonicClock.Nanoseconds);
        Await.Readable(_timer.Value);
        _timer.Disarm();
        Await.IsReadable(_timer.Value, milliseconds: 0).ShouldBeFalse();
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        long before = 0;
        for (int i = 0; i < 10_000; i++)
        {
            long now = MonotonicClock.Nanoseconds;
            now.ShouldBeGreaterThanOrEqualTo(before);
            before = now;
        }
    }
}
