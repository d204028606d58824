using System.Globalization;
using System.Text.RegularExpressions;
using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>What keepalived said of one configuration, and how ours differs.</summary>
/// <param name="ExitCode">Of its configuration test.</param>
/// <param name="Lines">The lines that it named, of the file that was tested.</param>
/// <param name="Unplaced">How many more things it said, of no line.</param>
/// <param name="Messages">What it said, for the report.</param>
internal sealed partial record CorpusVerdict(int ExitCode, IReadOnlySet<int> Lines, int Unplaced, IReadOnlyList<string> Messages)
{
    /// <summary>What it says of the host that it ran on, or of how it was built: there were neither SNMP nor D-Bus, and every interface was a macvlan of one bridge.</summary>
    [GeneratedRegex("Unknown keyword '(enable_(snmp|traps|dbus)|snmp_|dbus_|vrrp_ipsets)|on interface kvb0|Cannot specify g(arp|na)_delay on a vmac|is not a private macvlan|Config files missing|Segmentation fault")]
    private static partial Regex NotOfTheConfiguration();

    /// <summary>The lines of what it says of its host, and of how it was built.</summary>
    private IReadOnlyList<int> Dropped { get; init; } = [];

    /// <summary>From where on its lines are not compared.</summary>
    private int LastLine { get; init; }

    /// <summary>Whether it ended at an interface that is not there: it says nothing of what it would have checked next, and we do.</summary>
    private bool IsCutShort { get; init; }

    /// <summary>
    /// Whether it judged at all: where a configuration names a network namespace that is not there, keepalived leaves for it, and ends with 0.
    /// </summary>
    public bool IsJudged(LoadedConfiguration loaded) =>
        ExitCode != 0 || !loaded.Bound.Tree.Statements.Any(statement => statement.Keyword.Text == "net_namespace");

    public static CorpusVerdict Read(string file)
    {
        string[] lines = File.ReadAllLines(file, System.Text.Encoding.Latin1);
        int exitCode = int.Parse(lines[0].AsSpan("exit=".Length), CultureInfo.InvariantCulture);
        string[] messages = [.. lines.Skip(1).Where(line => !NotOfTheConfiguration().IsMatch(line))];
        if (exitCode == 5 && messages.Length == 0) exitCode = 0;
        int[] placed = [.. messages.Select(line => LinePrefix().Match(line)).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        // One brace too many or too few gives keepalived a tail of messages about what follows, and us one: lines are compared up to there.
        int cascade = messages.Where(line => Cascade().IsMatch(line)).Select(line => int.Parse(LinePrefix().Match(line).Groups[1].ValueSpan, CultureInfo.InvariantCulture)).DefaultIfEmpty(int.MaxValue).Min();
        int unplaced = messages.Count(line => !LinePrefix().IsMatch(line) && !line.Contains("Non-existent interface", StringComparison.Ordinal));
        return new CorpusVerdict(exitCode, placed.Where(line => line < cascade).ToHashSet(), unplaced, messages) { Dropped = [.. lines.Skip(1).Except(messages).Select(line => LinePrefix().Match(line)).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Except(placed)], LastLine = cascade, IsCutShort = messages.Any(line => line.Contains("Non-existent interface", StringComparison.Ordinal)) };
    }

    /// <summary>
    /// What ours says otherwise; null when nothing. A block's own mistake stands at its head here and at its closing brace there.
    /// What keepalived says of no line may stand at any here.
    /// </summary>
    public string? Difference(LoadedConfiguration loaded, string text)
    {
        if (loaded.ExitCode != ExitCode) return $"exit code {loaded.ExitCode} instead of {ExitCode}";
        HashSet<int> ours = [.. loaded.Diagnostics.Where(d => d.Verdict != Verdict.None && d.Position.Line < LastLine).Select(d => d.Position.Line)];
        Dictionary<int, int> heads = Heads(text);
        HashSet<int> oursOrHeads = [.. ours, .. ours.Where(heads.ContainsValue).SelectMany(head => heads.Where(p => p.Value == head).Select(p => p.Key))];
        int[] missed = [.. Lines.Where(line => !oursOrHeads.Contains(line)).Order()];
        ours.ExceptWith(Dropped);
        int[] beyond = [.. heads.Where(p => p.Key >= LastLine).Select(p => p.Value)];
        int[] surplus = [.. ours.Where(line => !beyond.Contains(line) && !Lines.Contains(line) && !Lines.Any(l => heads.GetValueOrDefault(l) == line)).Order()];
        if (missed.Length > 0) return $"line {string.Join(", ", missed.Take(8))} not flagged";
        return surplus.Length > Unplaced && !IsCutShort ? $"line {string.Join(", ", surplus.Take(8))} flagged" : null;
    }

    /// <summary>From the line of a closing brace to that of the block's head, by counting braces.</summary>
    private static Dictionary<int, int> Heads(string text)
    {
        var heads = new Dictionary<int, int>();
        var open = new Stack<int>();
        int number = 0;
        int lastWords = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string code = line.Split('#', '!')[0];
            if (code.Trim() is not ("" or "{" or "}")) lastWords = number;
            foreach (char c in code)
            {
                if (c == '{') open.Push(code.TrimStart().StartsWith('{') ? lastWords : number);
                if (c == '}' && open.TryPop(out int head)) heads[number] = head;
            }
        }
        return heads;
    }

    [GeneratedRegex("Line [0-9]+[)] (Unexpected '[{]'|Extra '[}]'|Missing '[{]'|Unknown keyword '[{}]'|Block [a-z_]+ has extra)")]
    private static partial Regex Cascade();

    [GeneratedRegex(@"^\((?:.*: )?Line (\d+)\)")]
    private static partial Regex LinePrefix();
}
