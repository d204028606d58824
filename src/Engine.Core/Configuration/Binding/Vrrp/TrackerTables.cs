using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>A file whose content counts, or processes that have to run, as far as others refer to them.</summary>
internal sealed record Tracker(string Name)
{
    public bool HasFile { get; init; }

    public bool HasProcess { get; init; }

    public int? Quorum { get; init; }

    public int? MaxQuorum { get; init; }
}

/// <summary>The keywords of <c>track_file</c> and <c>vrrp_track_process</c>.</summary>
internal static class TrackerTables
{
    private const int MaxWeight = 254;

    public static readonly KeywordTable<Tracker> File = new("track_file",
    [
        Row<Tracker>.Text("file", "PATH", "/run/weight", "The file; the number in it times the weight is added to the priority.", (t, _) => t with { HasFile = true }) with { IsSkippedWithoutArgument = true },
        new("weight", "<-254..254> [reverse|noreverse]", "1", "What the number is multiplied by; 0: any number but 0 means Fault.", BindWeight) { Default = "1", Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        new("init_file", "[NUMBER] [overwrite]", "0", "Make the file at start, with that number in it; overwrite: though it is there.", BindInitFile) { Support = Support.ReadOnly },
    ]);

    public static readonly KeywordTable<Tracker> Process = new("vrrp_track_process",
    [
        new("process", "COMMAND [ARGUMENT ...]", "/usr/sbin/nginx", "The program, by name or path, and arguments.", BindProcess) { Support = Support.ReadOnly },
        new("param_match", "[initial|partial]", "initial", "Compare the arguments too: all, the first ones, or each as a part.", BindMatch) { Support = Support.ReadOnly },
        new("weight", "<-254..254> [reverse|noreverse]", "-20", "What it adds to the priority; 0: too few processes mean Fault.", BindWeight) { Default = "0", Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        Row<Tracker>.Number("quorum", 1, 65535, "How many have to run.", (t, v) => t with { Quorum = v }) with { Default = "1", Support = Support.ReadOnly },
        Row<Tracker>.Number("quorum_max", 0, 65535, "How many may run at most.", (t, v) => t with { MaxQuorum = v }) with { Support = Support.ReadOnly },
        Row<Tracker>.Seconds("delay", 0.000001, 3600, "How long a change has to last."),
        Row<Tracker>.Seconds("fork_delay", 0.000001, 3600, "How long more processes have to last."),
        Row<Tracker>.Seconds("terminate_delay", 0.000001, 3600, "How long fewer processes have to last."),
        Row<Tracker>.Alone("full_command", "Compare the whole command line, not only the name."),
    ]);

    private static Tracker BindWeight(Tracker tracker, StatementReader statement)
    {
        if (statement.Number(-254, 254) is not null && statement.HasMore) _ = statement.Choice("reverse", "noreverse");
        return tracker;
    }

    private static Tracker BindInitFile(Tracker tracker, StatementReader statement)
    {
        foreach (SyntaxWord word in statement.Rest().Where(word => word.Text != "overwrite"))
        {
            if (!int.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || word.Text.StartsWith('+'))
                statement.Context.Diagnostics.Error(word, $"unknown init_file option '{word.Text}'", "use a number and overwrite");
            else if (number is < -MaxWeight or > MaxWeight)
                statement.Context.Diagnostics.Error(word, $"init_file {number} is outside of what a priority can change by, {-MaxWeight} to {MaxWeight}");
        }
        return tracker;
    }

    private static Tracker BindProcess(Tracker tracker, StatementReader statement) =>
        statement.Argument() is null ? tracker : tracker with { HasProcess = true };

    private static Tracker BindMatch(Tracker tracker, StatementReader statement)
    {
        if (statement.HasMore) _ = statement.Choice("initial", "partial");
        return tracker;
    }
}
