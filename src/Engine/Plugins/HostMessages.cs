using Holdfast.Configuration;
using Holdfast.Configuration.Model;
using Holdfast.Configuration.Syntax;
using Holdfast.Engine.Cli;
using Holdfast.Engine.Instances;
using Holdfast.Plugins.Channel;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Plugins;

/// <summary>From what the engine knows to what it says to the host.</summary>
internal static class HostMessages
{
    /// <summary>The keyword by which a check in C# is known among the plugins' checks.</summary>
    private const string CSharpKeyword = "csx";

    public static ConfigureMessage Configure(ConfigurationModel model, EngineOptions options) => new(
        Path.GetFullPath(options.Plugins!),
        Path.GetFullPath(options.StateDirectory),
        Path.GetDirectoryName(Path.GetFullPath(options.Configuration))!,
        new GlobalMessage(
            model.Global.RouterId ?? Environment.MachineName,
            Environment.MachineName,
            [.. model.Global.NotificationEmail],
            model.Global.NotificationEmailFrom,
            model.Global.SmtpServer,
            model.Global.SmtpPort,
            model.Global.SmtpHeloName,
            model.Global.SmtpConnectTimeout.TotalSeconds),
        [.. model.Scripts.Where(s => s.Program is not ShellProgram).Select(ToCheck)]);

    /// <summary>Why the state changed, in words for people.</summary>
    public static string Reason(StateChange change) => change.Cause switch
    {
        TransitionCause.Started => "the engine started",
        TransitionCause.OwnerStarted => "the engine started, and owns the addresses",
        TransitionCause.MasterDownExpired => "the master fell silent",
        TransitionCause.HigherPriorityHeard => $"{change.Instance.Router.LastHeard.Source} has a higher priority, {change.Instance.Router.LastHeard.Priority}",
        TransitionCause.HigherAddressHeard => $"{change.Instance.Router.LastHeard.Source} has the same priority and a higher address",
        TransitionCause.Faulted => string.Join("; ", change.Instance.Faults),
        TransitionCause.FaultCleared => "what was missing is back",
        TransitionCause.Stopped => "the engine ends, or the instance was taken out of its configuration",
        _ => "an internal error",
    };

    private static CheckMessage ToCheck(VrrpScript script) => new(
        script.Name, script.Interval.TotalSeconds, (script.Timeout ?? script.Interval).TotalSeconds, ToStatement(script));

    private static StatementMessage ToStatement(VrrpScript script)
    {
        if (script.Program is PluginProgram plugin)
            return new StatementMessage([new WordMessage(plugin.Keyword, "", 0, 0)], [.. plugin.Block.Statements.Select(ToStatement)]);
        var program = (CSharpProgram)script.Program;
        SourcePosition at = program.Position;
        return new StatementMessage(
            [.. program.Arguments.Prepend(program.Path).Prepend(CSharpKeyword).Select(text => new WordMessage(text, at.File, at.Line, at.Column))],
            null);
    }

    private static StatementMessage ToStatement(SyntaxStatement statement) => new(
        [.. statement.Words.Select(w => new WordMessage(w.Text, w.Position.File, w.Position.Line, w.Position.Column))],
        statement.Block is { } block ? [.. block.Statements.Select(ToStatement)] : null);
}
