using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;
using Holdfast.Tracking;

namespace Holdfast.Configuration.Checks;

/// <summary>What a weight does to the priority, computed, as far as one host's configuration tells.</summary>
internal static class WeightLints
{
    /// <summary>Priorities of hosts are mostly this far apart or more.</summary>
    private const int UsualDistance = 10;

    public static void Run(LintContext context)
    {
        Dictionary<string, VrrpScript> scripts = context.Model.Scripts.ToDictionary(script => script.Name);
        var groupOf = new Dictionary<string, Bound<SyncGroup>>();
        foreach (Bound<SyncGroup> group in context.SyncGroups.Where(group => !group.Value.TracksWithWeights))
            foreach (string member in group.Value.Members) groupOf.TryAdd(member, group);
        foreach (Bound<VrrpInstance> bound in context.Instances)
        {
            IReadOnlyList<WeightedTracker> trackers = WeightedTracker.Of(bound.Value, scripts);
            if (trackers.Count == 0) continue;
            if (groupOf.TryGetValue(bound.Value.Name, out Bound<SyncGroup>? group))
            {
                foreach (WeightedTracker tracker in trackers) ReportInGroup(context, bound, tracker, group);
                continue;
            }
            foreach (WeightedTracker tracker in trackers) CheckChange(context, bound, tracker, trackers);
            if (bound.Value.NoPreempt) ReportNoPreempt(context, bound, trackers);
        }
    }

    private static void ReportInGroup(LintContext context, Bound<VrrpInstance> bound, WeightedTracker tracker, Bound<SyncGroup> group) =>
        context.Report(
            Lints.WeightInSyncGroup,
            bound.Statement.PlaceOf(tracker.Block, word => word == tracker.Name),
            $"({bound.Value.Name}) weight {tracker.Weight} of {tracker.Name} is not counted: "
                + $"the instance is in the sync group {group.Value.Name}, {group.Statement.Value().FileAndLine()}");

    private static void CheckChange(LintContext context, Bound<VrrpInstance> bound, WeightedTracker tracker, IReadOnlyList<WeightedTracker> all)
    {
        VrrpInstance instance = bound.Value;
        SyntaxWord where = bound.Statement.PlaceOf(tracker.Block, word => word == tracker.Name);
        var change = PriorityChange.Of(tracker, instance.Priority, all);
        int distance = change.High - change.Low;
        if (distance == 0)
        {
            string reason = instance.Priority == TrackedPriority.Owner ? "an owner's, 255, never changes" : $"it is {change.Up} in both cases";
            context.Report(
                Lints.WeightWithoutEffect,
                where,
                $"({instance.Name}) weight {tracker.Weight} of {tracker.Name} can't change the priority: {reason}");
        }
        else if (distance < UsualDistance && !instance.NoPreempt)
        {
            string peers = distance switch
            {
                1 => $"only a peer at {change.High} too takes over",
                2 => $"only a peer at {change.Low + 1} takes over",
                _ => $"only a peer at {change.Low + 1} to {change.High - 1} takes over",
            };
            // A positive weight is mostly that of a check that the peer has too.
            string counted = all.Any(one => one.Weight > 0) ? ", its own weights counted" : "";
            context.Report(Lints.NarrowWeight, where, $"({instance.Name}) {tracker.Name}: {change}; {peers}{counted}");
        }
    }

    private static void ReportNoPreempt(LintContext context, Bound<VrrpInstance> bound, IReadOnlyList<WeightedTracker> trackers)
    {
        VrrpInstance instance = bound.Value;
        PriorityChange change = PriorityChange.Of(trackers[0], instance.Priority, trackers);
        context.Report(
            Lints.NoPreemptWithWeight,
            bound.Statement.Block.Last("nopreempt")?.Keyword ?? bound.Statement.Value(),
            $"({instance.Name}) {trackers[0].Name}: {change}, and with nopreempt no host takes over from a living master for that");
    }
}
