using System.Text.RegularExpressions;
using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

/// <summary>The page for users says of each lint what the table says.</summary>
public sealed partial class LintDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/checking.md"));

    [Fact]
    public void The_page_has_every_lint_in_order() =>
        Heading().Matches(Page).Select(match => match.Groups[1].Value).ShouldBe(Lints.All.Select(lint => lint.Name));

    [Theory]
    [InlineData(LintScope.File, "Lints of one host")]
    [InlineData(LintScope.Cluster, "Lints of a cluster")]
    internal void Each_chapter_has_the_lints_of_its_scope(LintScope scope, string chapter)
    {
        string text = Page.Split($"## {chapter}\n")[1].Split("\n## ")[0];
        Heading().Matches(text).Select(match => match.Groups[1].Value)
            .ShouldBe(Lints.All.Where(lint => lint.Scope == scope).Select(lint => lint.Name));
    }

    [Fact]
    public void The_page_says_why_and_what_to_do_as_the_messages_do()
    {
        foreach (Lint lint in Lints.All)
        {
            string section = Page.Split($"### {lint.Name}\n")[1].Split("\n### ")[0];
            section.ShouldContain(lint.Finds, Case.Insensitive, lint.Name);
            section.ShouldContain(lint.Why, Case.Sensitive, lint.Name);
            section.ShouldContain($"*Fix:* {lint.Fix}", Case.Sensitive, lint.Name);
        }
    }

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
