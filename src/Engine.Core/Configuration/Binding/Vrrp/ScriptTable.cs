using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>vrrp_script</c>.</summary>
internal static class ScriptTable
{
    public static readonly KeywordTable<VrrpScript> Keywords = new("vrrp_script",
    [
        new("script", "COMMAND [ARGUMENT ...]", "\"/usr/bin/pgrep nginx\"", "What to run: a program with arguments, or a C# script, x.csx.", BindProgram) { IsSkippedWithoutArgument = true },
        new("check", "NAME { ... }", "nginx", "A check of a plugin's, with its own block.", BindPluginCheck) { Shape = KeywordShape.Block },
        Row<VrrpScript>.Seconds("interval", 0.001, 86400, "Time between runs.", (s, v) => s with { Interval = v }) with { Default = "1" },
        Row<VrrpScript>.Seconds("timeout", 0.001, 86400, "Time limit of a run; the interval by default.", (s, v) => s with { Timeout = v }),
        new("weight", "<-253..253> [reverse|noreverse]", "-20", "What it adds to the priority, and whether in reverse; 0: a failure means Fault.", BindWeight) { Default = "0" },
        Row<VrrpScript>.Number("rise", 1, int.MaxValue, "Successes in a row that make it up.", (s, v) => s with { Rise = v }) with { Default = "1", Example = "2" },
        Row<VrrpScript>.Number("fall", 1, int.MaxValue, "Failures in a row that make it down.", (s, v) => s with { Fall = v }) with { Default = "1", Example = "2" },
        new("user", "USER [GROUP]", "root", "The user, and the group, that it runs as.", (s, r) => r.User() is { } user ? s with { User = user } : s),
        Row<VrrpScript>.Alone("init_fail", "It counts as down until it has run.", s => s with { InitFail = true }),
    ]);

    private static VrrpScript BindProgram(VrrpScript script, StatementReader statement)
    {
        if (statement.Argument() is not { } first) return script;
        ScriptCommand command = first.IsQuoted ? ScriptCommands.Read(first.Text) : ScriptCommands.Read([first, .. statement.Rest()]);
        bool isCSharp = command.Words.Count > 0 && command.Words[0].EndsWith(".csx", StringComparison.Ordinal) && !command.NeedsShell;
        return script with
        {
            Program = isCSharp
                ? new CSharpProgram(command.Words[0], [.. command.Words.Skip(1)], statement.Keyword.Position)
                : new ShellProgram(command),
        };
    }

    private static VrrpScript BindPluginCheck(VrrpScript script, StatementReader statement)
    {
        if (statement.Argument() is not { } name) return script;
        return script with { Program = new PluginProgram(name.Text, statement.OptionalBlock ?? new SyntaxBlock([])) };
    }

    private static VrrpScript BindWeight(VrrpScript script, StatementReader statement)
    {
        if (statement.Number(-253, 253) is { } weight) script = script with { Weight = weight };
        foreach (SyntaxWord word in statement.Rest())
        {
            if (word.Text is "reverse" or "noreverse") script = script with { WeightReverse = word.Text == "reverse" };
            else statement.Context.Diagnostics.Error(word, $"unknown weight option '{word.Text}'", "only reverse and noreverse may follow a weight");
        }
        return script;
    }
}
