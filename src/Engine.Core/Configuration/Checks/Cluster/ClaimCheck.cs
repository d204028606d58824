using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>Addresses that belong to two virtual routers, or to a virtual router and a host.</summary>
internal static class ClaimCheck
{
    private sealed record Claim(ClusterRouter Router, ClusterInstance Instance, VirtualAddress Address)
    {
        public SyntaxWord Place => AddressLints.PlaceOf(Instance.Bound, Address);
    }

    public static void Run(IReadOnlyList<ClusterRouter> routers, ClusterFindings findings)
    {
        ILookup<IpAddress, Claim> claims = (
            from router in routers
            from member in router.Members
            from address in member.AllAddresses
            select new Claim(router, member, address)).ToLookup(claim => claim.Address.Address);
        foreach (IGrouping<IpAddress, Claim> claimed in claims)
        {
            Claim first = claimed.First();
            foreach (Claim second in claimed.DistinctBy(claim => claim.Router).Skip(1))
            {
                if (IsSeenInOneFile(claimed, first.Router, second.Router)) continue;
                findings.Report(
                    Lints.AddressOfTwoRouters,
                    second.Place,
                    $"({second.Instance.Value.Name}) {claimed.Key} of VRID {second.Instance.Value.VirtualRouterId} is also "
                        + $"{first.Instance.Value.Name}'s, of VRID {first.Instance.Value.VirtualRouterId}: {first.Place.FileAndLine()}");
            }
        }
        CheckSources(routers, claims, findings);
    }

    /// <summary>Where one host has both, that is said of its file.</summary>
    private static bool IsSeenInOneFile(IEnumerable<Claim> claims, ClusterRouter left, ClusterRouter right) =>
        claims.Any(one => one.Router == left && claims.Any(other => other.Router == right && other.Instance.Host == one.Instance.Host));

    private static void CheckSources(IReadOnlyList<ClusterRouter> routers, ILookup<IpAddress, Claim> claims, ClusterFindings findings)
    {
        IEnumerable<ClusterInstance> sources = routers.SelectMany(router => router.Members)
            .Where(member => !member.Source.IsNone && claims.Contains(member.Source))
            .DistinctBy(member => (member.Host, member.Source));
        foreach (ClusterInstance source in sources)
        {
            Claim claim = claims[source.Source].First();
            string keyword = source.Value.UnicastSource.IsNone ? "mcast_src_ip" : "unicast_src_ip";
            findings.Report(
                Lints.AddressOfTwoRouters,
                claim.Place,
                $"({claim.Instance.Value.Name}) {source.Source} is a host's own: {source.At(keyword)}",
                "Take another address: whoever is master would take this one from the host.");
        }
    }
}
