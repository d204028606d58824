namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>Whether the instances that change together on one host do so on all.</summary>
internal static class SyncGroupCheck
{
    public static void Run(IReadOnlyList<ClusterHost> hosts, IReadOnlyList<ClusterRouter> routers, ClusterFindings findings)
    {
        if (hosts.All(host => host.SyncGroups.Count == 0)) return;
        var routerOf = new Dictionary<ClusterInstance, ClusterRouter>();
        foreach (ClusterRouter router in routers)
            foreach (ClusterInstance member in router.Members) routerOf.Add(member, router);
        foreach (ClusterHost host in hosts)
        {
            foreach (SyncGroup group in host.SyncGroups)
            {
                ClusterInstance[] members = [.. host.Instances.Where(instance => group.Holds(instance.Value.Name))];
                foreach (ClusterHost other in hosts.Where(other => other != host)) Compare(group, members, other, routerOf, findings);
            }
        }
    }

    private static void Compare(
        SyncGroup group, ClusterInstance[] members, ClusterHost other, Dictionary<ClusterInstance, ClusterRouter> routerOf, ClusterFindings findings)
    {
        // Only what both hosts have can be compared; that the rest is missing is said elsewhere.
        ClusterInstance[] there = [.. members.SelectMany(member => routerOf[member].Members.Where(m => m.Host == other))];
        if (there.Length < 2) return;
        SyncGroup?[] theirs = [.. there.Select(instance => other.SyncGroups.FirstOrDefault(g => g.Holds(instance.Value.Name)))];
        if (theirs.All(one => one is not null && one == theirs[0])) return;
        IEnumerable<string> together = members.Where(member => routerOf[member].Members.Any(m => m.Host == other)).Select(member => member.Value.Name);
        IEnumerable<string> apart = there.Zip(theirs, Describe);
        findings.Report(
            Lints.SyncGroupsDiffer,
            group.Name,
            $"({group.Name.Text}) {string.Join(" and ", together)} change together here, and not there: {string.Join(", ", apart)}");
    }

    private static string Describe(ClusterInstance instance, SyncGroup? group) =>
        group is null ? $"{instance.Value.Name} alone ({instance.At()})" : $"{instance.Value.Name} in {group.Name.Text} ({group.Name.FileAndLine()})";
}
