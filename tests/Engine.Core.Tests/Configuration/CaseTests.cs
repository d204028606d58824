using System.Globalization;
using System.Text;
using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>
/// What is said of a configuration: NAME.conf, and beside it NAME.expected with the exit code, whether the blocks can be told apart,
/// and every diagnostic as people read it. The host has eth0, eth1 and ens33, the user root, and the scripts that
/// <see cref="SampleHost"/> says. UPDATE_CASES=1 writes what is said now, to be read in the diff; such a run always fails, so that it
/// can't pass for a test.
/// </summary>
public sealed class CaseTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Engine.Core.Tests/Configuration/Cases");

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.conf").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_configuration_is_judged_as_its_case_says(string name)
    {
        string path = Path.Combine(Folder, name + ".expected");
        string actual = Judge(name);
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") is "1")
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"{name} was written anew, not tested: read the diff and run without UPDATE_CASES.");
        }
        actual.ShouldBe(File.ReadAllText(path));
    }

    [Fact]
    public void Every_expectation_has_its_configuration() =>
        Directory.GetFiles(Folder, "*.expected").Select(path => Path.GetFileNameWithoutExtension(path)).Order()
            .ShouldBe(Names.Select(row => row.Data));

    private static string Judge(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, name + ".conf"));
        LoadedConfiguration loaded = new SampleHost("eth0", "eth1", "ens33").Load(text, name + ".conf");
        var judged = new StringBuilder();
        judged.Append(CultureInfo.InvariantCulture, $"exit {loaded.ExitCode}, {(loaded.IsSound ? "sound" : "not sound")}\n");
        foreach (string diagnostic in loaded.FormatDiagnostics()) judged.Append(diagnostic).Append('\n');
        return judged.ToString();
    }
}
