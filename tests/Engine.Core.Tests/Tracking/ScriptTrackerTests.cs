using Holdfast.Tracking;

namespace Holdfast.Engine.Core.Tests.Tracking;

/// <summary>rise, fall and init_fail of a vrrp_script: keepalived.conf(5).</summary>
public sealed class ScriptTrackerTests
{
    // + a success, - a failure; below each the state after it: u Up, d Down.
    [Theory]
    [InlineData(1, 1, "+-+-", "udud")]
    [InlineData(3, 3, "+", "u")]
    [InlineData(3, 3, "-", "d")]
    [InlineData(1, 3, "+--+---", "uuuuuud")]
    [InlineData(3, 1, "-++-+++", "ddddddu")]
    [InlineData(2, 2, "+--++", "uuddu")]
    public void The_state_changes_after_enough_results_in_a_row(int rise, int fall, string results, string states)
    {
        var tracker = new ScriptTracker(rise, fall, initFail: false);
        Play(tracker, results).ShouldBe(states);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_result() =>
        new ScriptTracker(rise: 1, fall: 1, initFail: false).State.ShouldBe(CheckState.Unknown);

    [Fact]
    public void With_init_fail_it_is_down_until_it_has_risen()
    {
        var tracker = new ScriptTracker(rise: 2, fall: 1, initFail: true);
        tracker.State.ShouldBe(CheckState.Down);
        Play(tracker, "++").ShouldBe("du");
    }

    [Fact]
    public void Only_a_change_is_told()
    {
        var tracker = new ScriptTracker(rise: 1, fall: 2, initFail: false);
        bool[] changes = [tracker.Report(true), tracker.Report(true), tracker.Report(false), tracker.Report(false), tracker.Report(false)];
        changes.ShouldBe([true, false, false, true, false]);
    }

    private static string Play(ScriptTracker tracker, string results) => string.Concat(results.Select(result =>
    {
        tracker.Report(result == '+');
        return tracker.State == CheckState.Up ? 'u' : 'd';
    }));
}
