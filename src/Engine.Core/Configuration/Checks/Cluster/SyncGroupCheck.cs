using Holdfast.Configuration.Binding;

namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>Whether the instances that change together on one host do so on all.</summary>
internal static class SyncGroupCheck
{
    public static void Run(IReadOnlyList<ClusterHost> hosts, IReadOnlyList<ClusterRouter> routers, ClusterFindings findings)
    {
        if (hosts.All(host => host.SyncGroups.Count == 0)) return;
        Dictionary<ClusterInstance, ClusterRouter> routerOf = routers
            .SelectMany(router => router.Members.Select(member => (member, router)))
            .ToDictionary(pair => pair.member, pair => pair.router);
        foreach (ClusterHost host in hosts)
        {
            foreach (Bound<SyncGroup> syncGroup in host.SyncGroups)
            {
                foreach (ClusterHost other in hosts.Where(other => other != host))
                {
                    // Only what both hosts have can be compared; that the rest is missing is said elsewhere.
                    (ClusterInstance Here, ClusterInstance There)[] pairs =
                    [
                        .. from here in host.Instances
                           where syncGroup.Value.Members.Contains(here.Value.Name)
                           from there in routerOf[here].Members
                           where there.Host == other
                           select (here, there),
                    ];
                    if (pairs.Length > 1) Compare(syncGroup, pairs, findings);
                }
            }
        }
    }

    private static void Compare(Bound<SyncGroup> group, (ClusterInstance Here, ClusterInstance There)[] pairs, ClusterFindings findings)
    {
        Bound<SyncGroup>?[] theirs = [.. pairs.Select(pair => GroupOf(pair.There))];
        if (theirs[0] is not null && theirs.All(one => one == theirs[0])) return;
        string together = string.Join(" and ", pairs.Select(pair => pair.Here.Value.Name));
        string apart = string.Join(", ", pairs.Zip(theirs, (pair, its) => Describe(pair.There, its)));
        findings.Report(
            Lints.SyncGroupsDiffer, group.Statement.Value(), $"({group.Value.Name}) {together} change together here, and not there: {apart}");
    }

    private static Bound<SyncGroup>? GroupOf(ClusterInstance instance) =>
        instance.Host.SyncGroups.FirstOrDefault(group => group.Value.Members.Contains(instance.Value.Name));

    private static string Describe(ClusterInstance instance, Bound<SyncGroup>? group) => group is null
        ? $"{instance.Value.Name} alone ({instance.At()})"
        : $"{instance.Value.Name} in {group.Value.Name} ({group.Statement.Value().FileAndLine()})";
}
