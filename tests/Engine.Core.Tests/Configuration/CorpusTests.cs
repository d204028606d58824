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
    [InlineData("real", 105)]
    [InlineData("devtools", 258)]
    public void The_exit_code_is_keepalived_s(string group, int floor)
    {
        if (Folder is null) Assert.Skip("There is no corpus: neither HOLDFAST_CORPUS nor shared/corpus beside the repository.");
        int compared = 0;
        int agreed = 0;
        var differences = new StringBuilder();
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "manifest.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (row[0] != group) continue;
            LoadedConfiguration loaded = Load(Path.Combine(Folder, group, row[1]), row[5]);
            int expected = int.Parse(row[4], CultureInfo.InvariantCulture);
            if (!Verdicts.Contains(expected)) continue;
            compared++;
            if (loaded.ExitCode == expected) agreed++;
            else differences.AppendLine(CultureInfo.InvariantCulture, $"{row[1]}: {loaded.ExitCode}, keepalived {expected}; {Reason(loaded)}");
        }
        output.WriteLine($"{group}: {agreed} of {compared} agree.\n{differences}");
        agreed.ShouldBeGreaterThanOrEqualTo(floor);
    }

    private static LoadedConfiguration Load(string path, string interfaces)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Encoding encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        var host = new SampleHost(interfaces.Split(',', StringSplitOptions.RemoveEmptyEntries)) { HasAllUsers = true };
        return host.Load(encoding.GetString(bytes), Path.GetFileName(path));
    }

    private static string Reason(LoadedConfiguration loaded) =>
        loaded.Diagnostics.FirstOrDefault(d => d.Verdict != Verdict.None) is { } first
            ? $"line {first.Position.Line}: {first.Message}"
            : "nothing reported";

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
