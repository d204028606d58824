namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>Who becomes master, and who may take it back.</summary>
internal static class PriorityCheck
{
    public static void Run(ClusterRouter router, ClusterFindings findings)
    {
        foreach (IGrouping<byte, ClusterInstance> equal in router.Members.GroupBy(member => member.Value.Priority))
        {
            ClusterInstance first = equal.First();
            foreach (ClusterInstance other in equal.Skip(1))
            {
                findings.Report(
                    Lints.EqualPriorities,
                    other.Place("priority"),
                    $"({other.Value.Name}) priority {equal.Key} is also that of {first.At("priority")}; {Winner(first, other)}");
            }
        }
        foreach (ClusterInstance member in router.Members.Where(member => member.Value.NoPreempt)) CheckNoPreempt(member, router, findings);
    }

    /// <summary>Of two masters of equal priority the one with the higher address stays (RFC 9568, section 6.4.3).</summary>
    private static string Winner(ClusterInstance first, ClusterInstance other)
    {
        if (first.Source.IsNone || other.Source.IsNone || first.Source == other.Source)
            return "if both are master, the higher address on the interface stays so";
        ClusterInstance winner = first.Source.CompareTo(other.Source) > 0 ? first : other;
        return $"if both are master, {winner.Source} ({winner.Host.Path}) stays so";
    }

    private static void CheckNoPreempt(ClusterInstance member, ClusterRouter router, ClusterFindings findings)
    {
        // It stops a host from taking over from one of lower priority, and here there is none.
        if (router.Members.Any(other => other.Value.Priority < member.Value.Priority)) return;
        ClusterInstance? preempts = router.Members
            .Where(other => other.Value.Priority > member.Value.Priority && !other.Value.NoPreempt)
            .MaxBy(other => other.Value.Priority);
        if (preempts is null) return;
        findings.Report(
            Lints.NoPreemptWithoutEffect,
            member.Statement.Block.Last("nopreempt")?.Keyword ?? member.Statement.Value(),
            $"({member.Value.Name}) nopreempt at priority {member.Value.Priority} stops nothing: "
                + $"{preempts.At("priority")} has {preempts.Value.Priority} and takes over whenever it is there");
    }
}
