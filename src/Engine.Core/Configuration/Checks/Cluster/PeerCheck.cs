namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>Whether hosts that speak by unicast reach each other.</summary>
internal static class PeerCheck
{
    public static void Run(ClusterRouter router, ClusterFindings findings)
    {
        if (!router.Members.Any(member => member.IsUnicast)) return;
        foreach (ClusterInstance member in router.Members)
        {
            if (member.IsUnicast) CheckPeers(member, router, findings);
            else ReportMulticast(member, router.Members.First(other => other.IsUnicast), findings);
        }
    }

    private static void CheckPeers(ClusterInstance member, ClusterRouter router, ClusterFindings findings)
    {
        ClusterInstance[] others = [.. router.Members.Where(other => other != member)];
        SyntaxWord where = member.Statement.Block.Last("unicast_peer")?.Keyword ?? member.Statement.Value();
        foreach (ClusterInstance other in others)
        {
            if (other.Value.UnicastSource.IsNone || member.Value.UnicastPeers.Contains(other.Value.UnicastSource)) continue;
            findings.Report(
                Lints.PeerNotNamed,
                where,
                $"({member.Value.Name}) unicast_peer does not name {other.Value.UnicastSource}, which {other.At("unicast_src_ip")} sends from");
        }
        IpAddress[] strangers = [.. member.Value.UnicastPeers.Where(peer => peer != member.Value.UnicastSource && !others.Any(other => other.Value.UnicastSource == peer))];
        // Hosts that don't say where they send from may be any of the peers.
        int silent = others.Count(other => other.Value.UnicastSource.IsNone);
        if (strangers.Length < silent)
        {
            findings.Report(
                Lints.PeerNotNamed,
                where,
                $"({member.Value.Name}) unicast_peer leaves out {silent - strangers.Length} of {others.Length} other hosts: {others.First(other => other.Value.UnicastSource.IsNone).At()} has no unicast_src_ip either");
        }
        foreach (IpAddress stranger in strangers.Skip(silent))
        {
            findings.Report(
                Lints.UnknownPeer,
                member.Statement.PlaceOf("unicast_peer", word => IpAddress.TryParse(word, out IpAddress peer) && peer == stranger),
                $"({member.Value.Name}) no host of this virtual router sends from {stranger}");
        }
    }

    private static void ReportMulticast(ClusterInstance member, ClusterInstance unicast, ClusterFindings findings) =>
        findings.Report(
            Lints.PeerNotNamed,
            member.Statement.Value(),
            $"({member.Value.Name}) sends to the multicast group, while {unicast.At("unicast_peer")} sends by unicast: they don't hear each other");
}
