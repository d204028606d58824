using CsCheck;
using Holdfast.Tracking;

namespace Holdfast.Engine.Core.Tests.Tracking;

public sealed class RestoreLimiterTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_burst_is_allowed_and_then_one_each_interval()
    {
        var limiter = new RestoreLimiter(burst: 3, Interval);
        var start = new Instant(5_000_000_000);
        for (int i = 0; i < 3; i++) limiter.TryTake(start).ShouldBe(TimeSpan.Zero);
        limiter.TryTake(start).ShouldBe(Interval);
        limiter.TryTake(start + Interval).ShouldBe(TimeSpan.Zero);
        limiter.TryTake(start + Interval).ShouldBe(Interval);
    }

    [Fact]
    public void Whoever_waits_as_told_is_allowed() =>
        Gen.Long[0, 3_000_000_000].Array[1, 50].Sample(gaps =>
        {
            var limiter = new RestoreLimiter(burst: 2, Interval);
            var now = new Instant(1);
            foreach (long gap in gaps)
            {
                now = new Instant(now.Nanoseconds + gap);
                // A TimeSpan counts 100 ns, so up to two waits end a moment early.
                for (int i = 0; i < 3 && limiter.TryTake(now) is { Ticks: > 0 } wait; i++)
                {
                    wait.ShouldBeLessThanOrEqualTo(Interval);
                    now += wait;
                }
                limiter.TryTake(now + Interval).ShouldBe(TimeSpan.Zero);
                now += Interval;
            }
        });

    [Fact]
    public void No_more_than_the_burst_and_one_each_interval_are_ever_allowed() =>
        Gen.Long[0, 700_000_000].Array[1, 200].Sample(gaps =>
        {
            var limiter = new RestoreLimiter(burst: 3, Interval);
            var start = new Instant(1_000_000_000);
            Instant now = start;
            int allowed = 0;
            foreach (long gap in gaps)
            {
                now = new Instant(now.Nanoseconds + gap);
                if (limiter.TryTake(now) == TimeSpan.Zero) allowed++;
            }
            allowed.ShouldBeLessThanOrEqualTo(3 + (int)((now - start) / Interval) + 1);
        });
}
