namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>
/// Finds which instances of different hosts are one virtual router. A VRID alone does not say it, since it may be used again on
/// another link: they have the same VRID and family, and share an address, name each other as peers, or stand on interfaces of one name.
/// </summary>
internal static class RouterMatching
{
    private enum Likeness
    {
        None,
        SameInterface,
        Peers,
        SharedAddress,
    }

    public static IReadOnlyList<ClusterRouter> Match(IReadOnlyList<ClusterHost> hosts)
    {
        var routers = new List<ClusterRouter>();
        foreach (var alike in hosts.SelectMany(host => host.Instances).GroupBy(i => (i.Value.VirtualRouterId, i.Family)))
            routers.AddRange(Match([.. alike]));
        return routers;
    }

    /// <summary>The likest are joined first, so that each host has at most one instance in a router.</summary>
    private static IEnumerable<ClusterRouter> Match(ClusterInstance[] instances)
    {
        List<ClusterInstance>[] groups = [.. instances.Select(instance => new List<ClusterInstance> { instance })];
        var pairs =
            from left in Enumerable.Range(0, instances.Length)
            from right in Enumerable.Range(left + 1, instances.Length - left - 1)
            let likeness = Compare(instances[left], instances[right])
            where likeness != Likeness.None
            orderby likeness descending
            select (left, right);
        foreach ((int left, int right) in pairs)
        {
            (List<ClusterInstance> into, List<ClusterInstance> from) = (groups[left], groups[right]);
            if (into == from || into.Any(one => from.Any(other => other.Host == one.Host))) continue;
            into.AddRange(from);
            foreach (int index in Enumerable.Range(0, groups.Length).Where(index => groups[index] == from).ToArray()) groups[index] = into;
        }
        return groups.Distinct().Select(members => new ClusterRouter(members));
    }

    private static Likeness Compare(ClusterInstance left, ClusterInstance right)
    {
        if (left.Host == right.Host) return Likeness.None;
        if (left.AllAddresses.Any(address => right.AllAddresses.Any(other => other.Address == address.Address))) return Likeness.SharedAddress;
        if (Names(left, right) || Names(right, left)) return Likeness.Peers;
        return left.Value.Interface == right.Value.Interface ? Likeness.SameInterface : Likeness.None;
    }

    private static bool Names(ClusterInstance left, ClusterInstance right) =>
        !right.Source.IsNone && left.Value.UnicastPeers.Contains(right.Source);
}
