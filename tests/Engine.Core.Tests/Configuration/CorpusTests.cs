using System.Globalization;
using System.Text;
using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>
/// Configurations that people run, and those that exercise the language, against the verdict of keepalived 2.4.3 on a host that
/// has the interfaces, scripts and users that they name.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    /// <summary>keepalived gives these itself; others (124, 134, 139, 143) are its own timeouts and crashes.</summary>
    private static readonly int[] Verdicts = [0, 2, 5, 6];

    // What was reached, so that it is not lost again.
    [Theory]
    [InlineData("real", 60)]
    [InlineData("devtools", 100)]
    public void The_verdict_is_keepalived_s(string group, int floor)
    {
        int compared = 0;
        int agreed = 0;
        var report = new StringBuilder();
        foreach ((string name, string text, SampleHost host) in Corpus.Files(group))
        {
            CorpusVerdict? expected = Corpus.Verdict(group, name);
            if (expected is null || !Verdicts.Contains(expected.ExitCode)) continue;
            LoadedConfiguration loaded = host.Load(text, $"{Corpus.Place}/{name}");
            if (!expected.IsJudged(loaded)) continue;
            compared++;
            if (expected.Difference(loaded, text) is not { } difference) agreed++;
            else Describe(report, name, difference, expected, loaded);
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
}
