using CsCheck;
using Holdfast.Engine.Loop;

namespace Holdfast.Engine.Tests.Loop;

public sealed class TimerQueueTests
{
    private readonly TimerQueue _queue = new();
    private readonly List<int> _fired = [];

    [Fact]
    public void Timers_fire_in_the_order_of_their_deadlines_whatever_is_armed_moved_and_cancelled()
    {
        // Each operation: a timer, and when it is to fire; a negative time cancels it.
        Gen.Select(Gen.Int[0, 19], Gen.Int[-20, 100]).List[0, 200].Sample(operations =>
        {
            var queue = new TimerQueue();
            var fired = new List<int>();
            LoopTimer[] timers = [.. Enumerable.Range(0, 20).Select(i => new LoopTimer(queue, _ => fired.Add(i)))];
            var expected = new Dictionary<int, int>();
            foreach ((int timer, int at) in operations)
            {
                if (at < 0)
                {
                    timers[timer].Cancel();
                    expected.Remove(timer);
                }
                else
                {
                    timers[timer].Arm(new Instant(at));
                    expected[timer] = at;
                }
            }

            queue.Next.ShouldBe(expected.Count == 0 ? null : new Instant(expected.Values.Min()));
            queue.FireDue(new Instant(100));

            fired.Select(timer => expected[timer]).ShouldBe(expected.Values.Order());
            timers.ShouldAllBe(timer => !timer.IsArmed);
        });
    }

    [Fact]
    public void What_is_not_due_does_not_fire()
    {
        Timer(1).Arm(new Instant(10));
        Timer(2).Arm(new Instant(11));

        _queue.FireDue(new Instant(10));

        _fired.ShouldBe([1]);
    }

    [Fact]
    public void A_timer_that_arms_itself_for_now_does_not_keep_others_from_their_turn()
    {
        LoopTimer? again = null;
        again = new LoopTimer(_queue, now =>
        {
            _fired.Add(1);
            again!.Arm(now);
        });
        again.Arm(new Instant(1));

        _queue.FireDue(new Instant(5));

        _fired.Count.ShouldBe(1);
        again.IsArmed.ShouldBeTrue();
    }

    private LoopTimer Timer(int name) => new(_queue, _ => _fired.Add(name));
}
