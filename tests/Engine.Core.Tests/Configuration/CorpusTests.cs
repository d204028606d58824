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

    [Theory]
    [InlineData("real")]
    [InlineData("devtools")]
    public void The_verdict_is_keepalived_s_but_where_a_reason_is_given(string group)
    {
        int compared = 0;
        var differing = new List<string>();
        var unexpected = new StringBuilder();
        var report = new StringBuilder();
        HashSet<string> there = [];
        foreach ((string name, string text, SampleHost host) in Corpus.Files(group))
        {
            CorpusVerdict? expected = Corpus.Verdict(group, name);
            if (expected is null || !Verdicts.Contains(expected.ExitCode)) continue;
            LoadedConfiguration loaded = host.Load(text, $"{Corpus.Place}/{name}");
            if (!expected.IsJudged(loaded))
            {
                report.AppendLine(CultureInfo.InvariantCulture, $"{name}: not compared, since its network namespace was not there and keepalived judged nothing");
                continue;
            }
            compared++;
            there.Add(name);
            if (expected.Difference(loaded, text) is not { } difference) continue;
            differing.Add(name);
            string? reason = CorpusDifferences.Reasons.GetValueOrDefault(name);
            Describe(reason is null ? unexpected : report, name, $"{difference}; {reason}", expected, loaded);
        }
        output.WriteLine($"{group}: {compared - differing.Count} of {compared} agree.\n{report}{unexpected}");
        if (Environment.GetEnvironmentVariable("HOLDFAST_CORPUS_REPORT") is { Length: > 0 } to) File.WriteAllText($"{to}.{group}", $"{group}: {compared - differing.Count} of {compared} agree.\n{report}{unexpected}");
        unexpected.ToString().ShouldBeEmpty();
        CorpusDifferences.Reasons.Keys.Where(there.Contains).ShouldBe(differing, ignoreOrder: true, "a reason is given for what no longer differs");
    }

    private static void Describe(StringBuilder report, string name, string difference, CorpusVerdict expected, LoadedConfiguration loaded)
    {
        report.AppendLine(CultureInfo.InvariantCulture, $"{name}: {difference}");
        foreach (string message in expected.Messages.Distinct().Take(12)) report.AppendLine(CultureInfo.InvariantCulture, $"    keepalived: {message}");
        foreach (Diagnostic d in loaded.Diagnostics.Where(d => d.Verdict != Verdict.None).Take(12))
            report.AppendLine(CultureInfo.InvariantCulture, $"    holdfast:   {d.Position.Line}: {d.Message}");
    }
}
