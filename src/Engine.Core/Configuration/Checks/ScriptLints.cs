using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks;

/// <summary>Checks that are run too seldom, for nothing, or in vain.</summary>
internal static class ScriptLints
{
    private static readonly string[] Trackers = ["vrrp_instance", "vrrp_sync_group"];

    public static void Run(LintContext context)
    {
        HashSet<string> tracked = Tracked(context.Tree);
        foreach (Bound<VrrpScript> bound in context.Scripts)
        {
            VrrpScript script = bound.Value;
            if (script.Timeout is { } timeout && timeout > script.Interval)
            {
                context.Report(
                    Lints.TimeoutExceedsInterval,
                    bound.Statement.Place("timeout"),
                    FormattableString.Invariant($"({script.Name}) timeout {timeout.TotalSeconds} exceeds interval {script.Interval.TotalSeconds}"));
            }
            if (script.Program is ShellProgram { Command: var command } && ExitStatus.WhyAlwaysZero(command) is { } reason)
                context.Report(Lints.CheckNeverFails, bound.Statement.Place("script"), $"({script.Name}) the check can never fail: {reason}");
            if (tracked.Contains(script.Name)) continue;
            context.Report(
                Lints.ScriptNotTracked, bound.Statement.Value(), $"({script.Name}) no track_script names it: whether it fails changes nothing");
        }
    }

    private static HashSet<string> Tracked(SyntaxBlock tree) =>
    [
        .. from statement in tree.Statements
           where Trackers.Contains(statement.Keyword.Text)
           from block in statement.Block.All("track_script")
           from line in block.Block?.Statements ?? []
           from word in line.Words
           select word.Text,
    ];
}
