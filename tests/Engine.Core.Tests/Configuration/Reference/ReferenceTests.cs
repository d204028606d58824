using Holdfast.Configuration;
using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Reference;
using Holdfast.Configuration.Syntax;
using Holdfast.Reference;

namespace Holdfast.Engine.Core.Tests.Configuration.Reference;

public sealed class ReferenceTests
{
    [Fact]
    public void The_reference_says_what_the_tables_say()
    {
        foreach ((string path, string text) in ReferenceFiles.Make())
        {
            string file = Path.Combine(Repository.Root, "docs", path);
            File.Exists(file).ShouldBeTrue($"docs/{path} is missing: run make reference");
            File.ReadAllText(file).ShouldBe(text, $"docs/{path} is not what the tables say: run make reference");
        }
    }

    [Fact]
    public void No_page_is_left_of_a_block_that_is_gone()
    {
        string[] made = [.. ReferenceFiles.Make().Keys.Select(Path.GetFileName)!, "language.md"];
        Directory.GetFiles(Path.Combine(Repository.Root, "docs/reference")).Select(Path.GetFileName).Except(made).ShouldBeEmpty();
    }

    [Fact]
    public void Every_keyword_is_documented_with_an_example_that_is_taken()
    {
        var refused = new List<string>();
        foreach (ReferenceEntry entry in KeywordReference.All())
        {
            entry.Keyword.Documentation.ShouldNotBeEmpty(entry.Keyword.Name);
            string text = string.Join('\n', entry.Example());
            string[] wrong = [.. Bound(text).Where(d => d.Position.Line > entry.Blocks.Count && d.Verdict is Verdict.Reported or Verdict.MissingArgument).Select(d => d.Message)];
            // What an empty block lacks stands in the examples of its keywords.
            if (entry.Keyword is { Replacement: null, Shape: not KeywordShape.Block } && wrong.Length > 0) refused.Add($"{string.Join("; ", wrong)}\n{text}");
        }
        refused.ShouldBeEmpty();
    }

    [Fact]
    public void A_keyword_that_is_refused_has_a_reason() =>
        KeywordReference.All().Where(entry => entry.Keyword.Support == Support.Refused).ShouldAllBe(entry => entry.Keyword.Reason != null);

    /// <summary>What binding says of a text by itself, whatever the blocks around it lack.</summary>
    private static IReadOnlyList<Diagnostic> Bound(string text)
    {
        var diagnostics = new DiagnosticBag();
        (SyntaxBlock? tree, _) = ConfigurationLoader.ReadTree("sample.conf", new SampleFiles { ["sample.conf"] = text }, new ExpansionOptions(), diagnostics);
        _ = RootTable.Keywords.Bind(new BoundFile { Tree = tree! }, tree!, new BindingContext(diagnostics, new SampleHost("eth0", "eth1") { HasAllUsers = true }));
        return diagnostics.All;
    }
}
