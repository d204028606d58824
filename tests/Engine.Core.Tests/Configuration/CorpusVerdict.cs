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
    [GeneratedRegex("Unknown keyword '(enable_(snmp|traps|dbus)|snmp_|dbus_)|on interface kvb0|Cannot specify g(arp|na)_delay on a vmac|is not a private macvlan|Config files missing|Segmentation fault")]
    private static partial Regex NotOfTheConfiguration();

    public static CorpusVerdict Read(string file)
    {
        string[] lines = File.ReadAllLines(file, System.Text.Encoding.Latin1);
        int exitCode = int.Parse(lines[0].AsSpan("exit=".Length), CultureInfo.InvariantCulture);
        string[] messages = [.. lines.Skip(1).Where(line => !NotOfTheConfiguration().IsMatch(line))];
        if (exitCode == 5 && messages.Length == 0) exitCode = 0;
        int[] placed = [.. messages.Select(line => LinePrefix().Match(line)).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        int unplaced = messages.Count(line => !LinePrefix().IsMatch(line) && !line.Contains("Non-existent interface", StringComparison.Ordinal));
        return new CorpusVerdict(exitCode, placed.ToHashSet(), unplaced, messages);
    }

    /// <summary>
    /// What ours says otherwise; null when nothing. A block's own mistake stands at its head here and at its closing brace there.
    /// What keepalived says of no line may stand at any here.
    /// </summary>
    public string? Difference(LoadedConfiguration loaded, string text)
    {
        if (loaded.ExitCode != ExitCode) return $"exit code {loaded.ExitCode} instead of {ExitCode}";
        HashSet<int> ours = [.. loaded.Diagnostics.Where(d => d.Verdict != Verdict.None).Select(d => d.Position.Line)];
        Dictionary<int, int> heads = Heads(text);
        HashSet<int> oursOrHeads = [.. ours, .. ours.Where(heads.ContainsValue).SelectMany(head => heads.Where(p => p.Value == head).Select(p => p.Key))];
        int[] missed = [.. Lines.Where(line => !oursOrHeads.Contains(line)).Order()];
        int[] surplus = [.. ours.Where(line => !Lines.Contains(line) && !Lines.Any(l => heads.GetValueOrDefault(l) == line)).Order()];
        if (missed.Length > 0) return $"line {string.Join(", ", missed.Take(8))} not flagged";
        return surplus.Length > Unplaced ? $"line {string.Join(", ", surplus.Take(8))} flagged" : null;
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

    [GeneratedRegex(@"^\((?:.*: )?Line (\d+)\)")]
    private static partial Regex LinePrefix();
}
