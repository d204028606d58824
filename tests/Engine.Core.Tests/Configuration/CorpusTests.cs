using System.Globalization;
using System.Text;
using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>
/// Configurations that people run, and those that exercise the language, against the verdict of keepalived 2.4.3 on a host that
/// has the interfaces, scripts and users that they name. The folder stands beside the repository or where HOLDFAST_CORPUS says.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private static readonly string? Folder = Find();

    /// <summary>keepalived gives these itself; others (124, 134, 139, 143) are its own timeouts and crashes.</summary>
    private static readonly int[] Verdicts = [0, 2, 5, 6];

    // What was reached, so that it is not lost again.
    [Theory]
    [InlineData("real", 60)]
    [InlineData("devtools", 100)]
    public void The_verdict_is_keepalived_s(string group, int floor)
    {
        if (Folder is null) Assert.Skip("There is no corpus: neither HOLDFAST_CORPUS nor shared/corpus beside the repository.");
        int compared = 0;
        int agreed = 0;
        var report = new StringBuilder();
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "manifest.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (row[0] != group) continue;
            string file = Path.Combine(Folder, group, row[1]);
            if (!File.Exists(file + ".truth-2.4.3-env")) continue;
            CorpusVerdict expected = CorpusVerdict.Read(file + ".truth-2.4.3-env");
            if (!Verdicts.Contains(expected.ExitCode)) continue;
            string text = Read(file);
            LoadedConfiguration loaded = Host(row[5]).Load(text, row[1]);
            compared++;
            if (expected.Difference(loaded, text) is not { } difference) agreed++;
            else Describe(report, row[1], difference, expected, loaded);
        }
        report.Insert(0, $"{group}: {agreed} of {compared} agree.\n");
        output.WriteLine(report.ToString());
        if (Environment.GetEnvironmentVariable("HOLDFAST_CORPUS_REPORT") is { Length: > 0 } to) File.WriteAllText($"{to}.{group}", report.ToString());
        agreed.ShouldBeGreaterThanOrEqualTo(floor);
    }

    private static void Describe(StringBuilder report, string name, string difference, CorpusVerdict expected, LoadedConfiguration loaded)
    {
        report.AppendLine(CultureInfo.InvariantCulture, $"{name}: {difference}");
        foreach (string message in expected.Messages.Distinct().Take(12)) report.AppendLine(CultureInfo.InvariantCulture, $"    keepalived: {message}");
        foreach (Diagnostic d in loaded.Diagnostics.Where(d => d.Verdict != Verdict.None).Take(12))
            report.AppendLine(CultureInfo.InvariantCulture, $"    holdfast:   {d.Position.Line}: {d.Message}");
    }

    private static SampleHost Host(string interfaces) =>
        new(interfaces.Split(',', StringSplitOptions.RemoveEmptyEntries)) { HasAllUsers = true };

    private static string Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Encoding encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        return encoding.GetString(bytes);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("HOLDFAST_CORPUS") is { Length: > 0 } folder) return folder;
        for (DirectoryInfo? parent = new DirectoryInfo(Repository.Root).Parent; parent is not null; parent = parent.Parent)
        {
            string candidate = Path.Combine(parent.FullName, "shared", "corpus");
            if (File.Exists(Path.Combine(candidate, "manifest.tsv"))) return candidate;
        }
        return null;
    }
}
