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
                ClusterInstance[] members = [.. host.Instances.Where(instance => group.Instances.Any(name => name.Text == instance.Value.Name))];
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
        SyncGroup?[] theirs = [.. there.Select(instance => other.SyncGroups.FirstOrDefault(g => g.Instances.Any(name => name.Text == instance.Value.Name)))];
        if (theirs.All(one => one is not null && one == theirs[0])) return;
        string[] apart = [.. there.Zip(theirs, (instance, its) => $"{instance.Value.Name} {(its is null ? $"alone ({instance.At()})" : $"in {its.Name.Text} ({its.Name.FileAndLine()})")}")];
        findings.Report(
            Lints.SyncGroupsDiffer,
            group.Name,
            $"({group.Name.Text}) {string.Join(" and ", members.Where(m => routerOf[m].Members.Any(i => i.Host == other)).Select(m => m.Value.Name))} change together here, and apart there: {string.Join(", ", apart)}");
    }
}
