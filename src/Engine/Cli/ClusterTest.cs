using Holdfast.Configuration;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Checks.Cluster;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine check FILE…</c>: what is wrong with the configurations of a cluster's hosts, each for itself and together.</summary>
internal static class ClusterTest
{
    /// <returns>0 where there is nothing to mend, else 5.</returns>
    public static int Run(IReadOnlyList<string> files, ReportOptions report)
    {
        // The files are of different hosts: what this one has or lacks says nothing of them.
        LintSelection ofFiles = files.Count > 1 ? report.Lints.Except(ClusterCheck.Superseded) : report.Lints;
        (string Path, LoadedConfiguration Loaded)[] hosts =
            [.. files.Select(file => (file, ConfigurationLoader.Load(file, HostFacts.ReadText, new AnyHost(), ofFiles)))];
        // A file that several hosts include is judged with each of them and reported once.
        Diagnostic[] diagnostics = [.. hosts.SelectMany(host => host.Loaded.Diagnostics).Concat(ClusterCheck.Run(hosts, report.Lints)).Distinct()];
        string Format(Diagnostic diagnostic, bool colour) =>
            (hosts.Select(host => host.Loaded).FirstOrDefault(loaded => loaded.Has(diagnostic.Position.File)) ?? hosts[0].Loaded).Format(diagnostic, colour);
        if (!DiagnosticReport.Write(diagnostics, Format, report, StandardStream.Output)) return ExitCode.Fatal;
        // That a keyword is not carried out yet is nothing to mend.
        bool isFound = report.IsStrict ? diagnostics.Length > 0 : diagnostics.Any(d => d.Severity == Severity.Error || d.Verdict != Verdict.None || d.Name is not null);
        return isFound ? ExitCode.Reported : ExitCode.Success;
    }
}
