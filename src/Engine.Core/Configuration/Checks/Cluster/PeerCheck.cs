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
        HashSet<IpAddress> known = [member.Value.UnicastSource, .. others.Select(other => other.Value.UnicastSource)];
        IpAddress[] strangers = [.. member.Value.UnicastPeers.Where(peer => !known.Contains(peer))];
        // Hosts that don't say where they send from may be any of the peers.
        ClusterInstance[] silent = [.. others.Where(other => other.Value.UnicastSource.IsNone)];
        if (strangers.Length < silent.Length)
        {
            findings.Report(
                Lints.PeerNotNamed,
                where,
                $"({member.Value.Name}) unicast_peer leaves out {silent.Length - strangers.Length} of {others.Length} other hosts; "
                    + $"without unicast_src_ip: {string.Join(", ", silent.Select(other => other.At()))}");
        }
        foreach (IpAddress stranger in strangers.Skip(silent.Length))
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
