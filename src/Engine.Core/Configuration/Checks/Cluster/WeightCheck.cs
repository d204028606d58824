using Holdfast.Tracking;

namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>
/// Whether a weight can ever bring a failover, over all that the other trackers of all hosts may be. A host takes over only from a
/// master of lower priority than its own (RFC 9568, section 6.4.2), so that equal priorities are not enough.
/// </summary>
internal static class WeightCheck
{
    public static void Run(ClusterRouter router, ClusterFindings findings)
    {
        // Files, processes and BFD change priorities as well, by amounts that the configuration does not tell.
        if (router.Members.Any(member => member.Value.Tracked is not { Files.Count: 0, Processes.Count: 0, Bfds.Count: 0 })) return;
        foreach (ClusterInstance member in router.Members)
            foreach (WeightedTracker tracker in Counted(member)) Check(member, tracker, router, findings);
    }

    private static void Check(ClusterInstance member, WeightedTracker tracker, ClusterRouter router, ClusterFindings findings)
    {
        PriorityChange change = PriorityChange.Of(tracker, member.Value.Priority, member.Trackers);
        // The file alone shows that it changes nothing, and that is said of the file.
        if (change.High == change.Low) return;
        ClusterInstance[] others = [.. router.Members.Where(other => other != member)];
        ClusterInstance[] takers = [.. others.Where(other => !other.Value.NoPreempt)];
        if (Decides(member, tracker, takers)) return;
        string prefix = $"({member.Value.Name}) {tracker.Name} can't change who is master: {change}, and ";
        SyntaxWord where = member.Statement.PlaceOf(tracker.Block, word => word == tracker.Name);
        if (Decides(member, tracker, others))
        {
            findings.Report(
                Lints.WeightNeverDecides,
                where,
                $"{prefix}no host without nopreempt is near: {others.First(other => other.Value.NoPreempt).At("nopreempt")}",
                "Give the check no weight, so that its failure means FAULT, or drop nopreempt there.");
            return;
        }
        string peers = string.Join(", ", others.Select(other => $"{other.At("priority")} has {Range(other)}"));
        findings.Report(Lints.WeightNeverDecides, where, prefix + peers, Fix(member, tracker, others));
    }

    /// <summary>The weight that would do. A positive one counts for the others too, whose check of that name is mostly the same.</summary>
    private static string? Fix(ClusterInstance member, WeightedTracker tracker, IReadOnlyList<ClusterInstance> others)
    {
        int own = Without(member, tracker.Name);
        ClusterInstance highest = others.MaxBy(other => Without(other, tracker.Name))!;
        int needed = own - Without(highest, tracker.Name) + 1;
        if (needed is < 1 or > 253 || highest.Value.Priority == TrackedPriority.Owner) return null;
        return tracker.Weight < 0
            ? $"A weight of -{needed}, or 0 for FAULT, lets {highest.At("priority")} take over."
            : $"A weight of {needed} on all hosts, or 0 for FAULT, lets {highest.At("priority")} take over.";
    }

    /// <summary>The priority with all that is tracked up, but for one tracker.</summary>
    private static int Without(ClusterInstance instance, string name) =>
        instance.Value.Priority + Counted(instance).Where(tracker => tracker.Name != name).Sum(tracker => tracker.WhileUp);

    /// <summary>Whether, with all else in some state, its change takes the priority from at least another's to below it.</summary>
    private static bool Decides(ClusterInstance member, WeightedTracker tracker, IReadOnlyList<ClusterInstance> takers)
    {
        HashSet<int> theirs = [.. takers.SelectMany(Attainable)];
        foreach (int rest in Sums(member.Trackers.Where(other => other != tracker)))
        {
            byte up = TrackedPriority.Effective(member.Value.Priority, rest + tracker.WhileUp);
            byte down = TrackedPriority.Effective(member.Value.Priority, rest + tracker.WhileDown);
            if (theirs.Any(priority => priority <= Math.Max(up, down) && priority > Math.Min(up, down))) return true;
        }
        return false;
    }

    private static IEnumerable<int> Attainable(ClusterInstance instance) =>
        Sums(Counted(instance)).Select(sum => (int)TrackedPriority.Effective(instance.Value.Priority, sum));

    private static IReadOnlyList<WeightedTracker> Counted(ClusterInstance instance) => CountsWeights(instance) ? instance.Trackers : [];

    /// <summary>What trackers can add up to, each being up or down.</summary>
    private static HashSet<int> Sums(IEnumerable<WeightedTracker> trackers)
    {
        HashSet<int> sums = [0];
        foreach (WeightedTracker tracker in trackers)
            sums = [.. sums.Select(sum => sum + tracker.WhileUp), .. sums.Select(sum => sum + tracker.WhileDown)];
        return sums;
    }

    private static string Range(ClusterInstance instance)
    {
        int[] attainable = [.. Attainable(instance)];
        return attainable.Min() == attainable.Max() ? $"{attainable[0]}" : $"{attainable.Min()} to {attainable.Max()}";
    }

    /// <summary>In a sync group the weights of single instances are not counted, unless it says so.</summary>
    private static bool CountsWeights(ClusterInstance instance) =>
        instance.Host.SyncGroups.All(group => group.Value.TracksWithWeights || !group.Value.Members.Contains(instance.Value.Name));
}
