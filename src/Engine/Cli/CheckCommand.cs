using System.CommandLine;
using Holdfast.Configuration;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Checks.Cluster;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine check</c>: what is wrong with the configurations of a cluster's hosts, each for itself and together.</summary>
internal static class CheckCommand
{
    /// <param name="flags">What it shares with a configuration test.</param>
    public static Command Create(ReportFlags flags)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The configuration of each host; FILE@ID for one that hosts share, ID being what its @ lines compare with",
            Arity = ArgumentArity.OneOrMore,
        };
        const string Description = "Check the configurations of all hosts of a cluster together; exit with 0 where there is nothing to mend, else 5";
        var command = new Command("check", Description) { files };
        foreach (Option option in flags.All) command.Add(option);
        command.SetAction(parsed => Run(parsed.GetValue(files)!, flags.Read(parsed, messages: null)));
        return command;
    }

    private static int Run(string[] files, ReportOptions report)
    {
        // Together the files show what one alone lets only guess.
        LintSelection ofFiles = files.Length > 1 ? report.Lints.Except(ClusterCheck.Superseded) : report.Lints;
        (string Path, LoadedConfiguration Loaded)[] hosts = [.. files.Select(file => (file, Load(file, ofFiles)))];
        // A file that several hosts include is judged with each of them and reported once.
        Diagnostic[] diagnostics = [.. hosts.SelectMany(host => host.Loaded.Diagnostics).Concat(ClusterCheck.Run(hosts, report.Lints)).Distinct()];
        if (!DiagnosticReport.Write(diagnostics, hosts.SelectMany(host => host.Loaded.Sources), report, StandardStream.Output)) return ExitCode.Fatal;
        // That a keyword is not carried out yet is nothing to mend.
        bool isFound = report.IsStrict
            ? diagnostics.Length > 0
            : diagnostics.Any(d => d.Severity == Severity.Error || d.Verdict != Verdict.None || d.Name is not null);
        return isFound ? ExitCode.Reported : ExitCode.Success;
    }

    private static LoadedConfiguration Load(string file, LintSelection lints)
    {
        // What this host has or lacks, its name too, says nothing of the others.
        string id = "";
        int at = file.LastIndexOf('@');
        if (at > 0 && !File.Exists(file)) (file, id) = (file[..at], file[(at + 1)..]);
        return ConfigurationLoader.Load(file, new ConfigurationFiles(), ConfigurationFiles.Options(id), new AnyHost(), lints);
    }
}
