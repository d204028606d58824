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
    /// <summary>What it says without a line, and of the host or of the run, not of the configuration.</summary>
    private static readonly string[] NotOfTheConfiguration = ["Non-existent interface specified", "Segmentation fault"];

    public static CorpusVerdict Read(string file)
    {
        string[] lines = File.ReadAllLines(file, System.Text.Encoding.Latin1);
        var placed = new HashSet<int>();
        int unplaced = 0;
        foreach (string line in lines.Skip(1))
        {
            if (LinePrefix().Match(line) is { Success: true } match) placed.Add(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            else if (!NotOfTheConfiguration.Any(line.Contains)) unplaced++;
        }
        return new CorpusVerdict(int.Parse(lines[0].AsSpan("exit=".Length), CultureInfo.InvariantCulture), placed, unplaced, lines[1..]);
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
