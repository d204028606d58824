using Holdfast.Tracking;

namespace Holdfast.Engine.Core.Tests.Tracking;

/// <summary>What a tracker does to the priority of an instance: keepalived.conf(5), track_script and track_interface.</summary>
public sealed class TrackedPriorityTests
{
    [Theory]
    [InlineData(nameof(CheckState.Up), 20, false, 20)]
    [InlineData(nameof(CheckState.Down), 20, false, 0)]
    [InlineData(nameof(CheckState.Up), -20, false, 0)]
    [InlineData(nameof(CheckState.Down), -20, false, -20)]
    [InlineData(nameof(CheckState.Up), 20, true, 0)]
    [InlineData(nameof(CheckState.Down), 20, true, 20)]
    [InlineData(nameof(CheckState.Up), -20, true, -20)]
    [InlineData(nameof(CheckState.Down), -20, true, 0)]
    [InlineData(nameof(CheckState.Unknown), 20, false, 0)]
    [InlineData(nameof(CheckState.Unknown), -20, true, 0)]
    [InlineData(nameof(CheckState.Down), 0, false, 0)]
    public void A_weight_is_added_while_up_and_taken_away_while_down(string state, int weight, bool reverse, int contribution) =>
        new TrackedState(Enum.Parse<CheckState>(state), weight, reverse).Contribution.ShouldBe(contribution);

    [Theory]
    [InlineData(nameof(CheckState.Down), 0, false, true)]
    [InlineData(nameof(CheckState.Up), 0, false, false)]
    [InlineData(nameof(CheckState.Up), 0, true, true)]
    [InlineData(nameof(CheckState.Unknown), 0, false, false)]
    [InlineData(nameof(CheckState.Down), -20, false, false)]
    public void Without_a_weight_being_down_is_a_fault(string state, int weight, bool reverse, bool isFault) =>
        new TrackedState(Enum.Parse<CheckState>(state), weight, reverse).IsFault.ShouldBe(isFault);

    [Theory]
    [InlineData(nameof(CheckState.Unknown), 0, true)]
    [InlineData(nameof(CheckState.Unknown), 10, false)]
    [InlineData(nameof(CheckState.Down), 0, false)]
    public void An_instance_waits_for_the_first_result_of_what_it_can_not_be_without(string state, int weight, bool isAwaited) =>
        new TrackedState(Enum.Parse<CheckState>(state), weight, Reverse: false).IsAwaited.ShouldBe(isAwaited);

    [Theory]
    [InlineData(100, 20, 120)]
    [InlineData(100, -20, 80)]
    [InlineData(100, -200, 1)]
    [InlineData(100, 253, 254)]
    [InlineData(255, -20, 255)]
    [InlineData(254, 1, 254)]
    public void The_priority_stays_from_1_to_254_and_an_owners_as_it_is(byte configured, int contributions, byte effective) =>
        TrackedPriority.Effective(configured, contributions).ShouldBe(effective);
}
