namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>What no single file shows: where the configurations of a cluster's hosts don't fit together.</summary>
internal static class ClusterCheck
{
    /// <summary>What is left to the files together when they are at hand, since it can be computed then and need not be guessed.</summary>
    public static IReadOnlyList<Lint> Superseded { get; } = [Lints.NarrowWeight];

    /// <param name="configurations">One of each host, with the path that was given for it; those that could not be read count as empty.</param>
    /// <param name="selection">Which lints are on.</param>
    /// <returns>What was found, each at its place and with the other place in its message.</returns>
    public static IReadOnlyList<Diagnostic> Run(IReadOnlyList<(string Path, LoadedConfiguration Loaded)> configurations, LintSelection selection)
    {
        var findings = new ClusterFindings(selection);
        ClusterHost[] hosts = [.. configurations.Select(one => new ClusterHost(one.Path, one.Loaded))];
        IReadOnlyList<ClusterRouter> routers = RouterMatching.Match(hosts);
        foreach (ClusterRouter router in routers)
        {
            if (router.Members.Count == 1)
            {
                if (hosts.Length > 1) ReportAlone(findings, router.First);
                continue;
            }
            AgreementCheck.Run(router, findings);
            PeerCheck.Run(router, findings);
            PriorityCheck.Run(router, findings);
            WeightCheck.Run(router, findings);
        }
        ClaimCheck.Run(routers, findings);
        SyncGroupCheck.Run(hosts, routers, findings);
        return findings.All;
    }

    private static void ReportAlone(ClusterFindings findings, ClusterInstance alone) =>
        findings.Report(
            Lints.NoCounterpart,
            alone.Place("virtual_router_id"),
            $"({alone.Value.Name}) no other host has VRID {alone.Value.VirtualRouterId} on {alone.Value.Interface}, nor with these addresses");
}

/// <summary>Collects what is found in a cluster.</summary>
internal sealed class ClusterFindings(LintSelection selection)
{
    private readonly DiagnosticBag _diagnostics = new();

    public IReadOnlyList<Diagnostic> All => _diagnostics.All;

    /// <inheritdoc cref="LintContext.Report"/>
    public void Report(Lint lint, SyntaxWord where, string message, string? fix = null)
    {
        if (selection.Includes(lint)) _diagnostics.Report(lint, where, message, fix);
    }
}
