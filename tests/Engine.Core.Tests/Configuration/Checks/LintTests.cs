using Holdfast.Configuration;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

/// <summary>
/// Every lint has a case of its name: configurations in which it finds something, their sound twins, and what is said of the former.
/// The hosts have eth0 and eth1, both with 10.0.0.2/24. UPDATE_CASES=1 writes what is said now, to be read in the diff; such a run
/// always fails, so that it can't pass for a test.
/// </summary>
public sealed class LintTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Engine.Core.Tests/Configuration/Checks/Cases");

    public static TheoryData<string> Names => [.. Lints.All.Select(lint => lint.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lint_finds_what_it_is_for(string name)
    {
        LintCase sample = LintCase.Read(Path.Combine(Folder, name + ".txt"));
        (IReadOnlyList<Diagnostic> diagnostics, IEnumerable<SourceFile> sources) = LintCase.Check(sample.Flawed, name);
        string actual = string.Concat(DiagnosticFormatter.FormatAll(diagnostics, sources).Select(line => line + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") is "1")
        {
            sample.WriteExpected(actual);
            Assert.Fail($"{name} was written anew, not tested: read the diff and run without UPDATE_CASES.");
        }
        diagnostics.ShouldNotBeEmpty();
        actual.ShouldBe(sample.Expected);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lint_is_silent_where_all_is_well(string name)
    {
        LintCase sample = LintCase.Read(Path.Combine(Folder, name + ".txt"));
        LintCase.Check(sample.Sound, name).Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lint_that_is_off_is_silent_unless_keepalived_reports_the_same(string name)
    {
        LintCase sample = LintCase.Read(Path.Combine(Folder, name + ".txt"));
        LintSelection without = LintSelection.All.Except(Lints.All.Where(lint => lint.Name == name));
        LintCase.Check(sample.Flawed, name, without).Diagnostics.ShouldAllBe(diagnostic => diagnostic.Verdict != Verdict.None);
    }

    [Fact]
    public void No_lint_changes_the_exit_code()
    {
        foreach (string name in Lints.All.Select(lint => lint.Name))
        {
            LintCase sample = LintCase.Read(Path.Combine(Folder, name + ".txt"));
            foreach (string text in sample.Flawed)
                LintCase.Host.Load(text, lints: LintSelection.All).ExitCode.ShouldBe(LintCase.Host.Load(text).ExitCode, name);
        }
    }

    [Fact]
    public void Every_case_is_of_a_lint() =>
        Directory.GetFiles(Folder).Select(path => Path.GetFileNameWithoutExtension(path)).ShouldBe(Names.Select(row => row.Data), ignoreOrder: true);

    [Fact]
    public void Names_are_unique_and_easily_typed()
    {
        Lints.All.Select(lint => lint.Name).ShouldBeUnique();
        foreach (Lint lint in Lints.All) lint.Name.ShouldMatch("^[a-z0-9]+(-[a-z0-9]+)*$");
    }
}
