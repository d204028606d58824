using Holdfast.Configuration;
using Holdfast.Configuration.Formatting;

namespace Holdfast.Engine.Core.Tests.Configuration.Formatting;

public sealed class FormatterTests
{
    [Theory]
    [InlineData("a   b\t\tc", "a b c")]
    [InlineData("a {\nb\n}", "a {\n    b\n}")]
    [InlineData("a\n{\nb\n}", "a {\n    b\n}")]
    [InlineData("a { b }", "a {\n    b\n}")]
    [InlineData("a {b c} d", "a {\n    b c\n}\nd")]
    [InlineData("a { b {\nc\n}}", "a {\n    b {\n        c\n    }\n}")]
    [InlineData("a { # why\nb # what\n! not\n}", "a { # why\n    b # what\n    ! not\n}")]
    [InlineData("a # why\n{\nb\n}", "a { # why\n    b\n}")]
    [InlineData("a\n{ # why\nb\n}", "a {\n    # why\n    b\n}")]
    [InlineData("\n\na\n\n\nb {\n\nc\n\n}\n\n", "a\n\nb {\n    c\n}")]
    [InlineData("a \"b   c\"   'd   e'", "a \"b   c\" 'd   e'")]
    [InlineData("a\r\n", "a")]
    [InlineData("@lb1   a  {\nb\n}", "@lb1 a {\n    b\n}")]
    [InlineData("@lb1 a {\n@lb2 c {\nb\n}\nd", "@lb1 a {\n@lb2 c {\n    b\n}\nd")]
    [InlineData("$A=b   {c}", "$A=b   {c}")]
    [InlineData("a {\n~LST({A, B}, {1,2})   c\n}", "a {\n    ~LST({A, B}, {1,2})   c\n}")]
    [InlineData("include {a,b}.conf", "include {a,b}.conf")]
    [InlineData("$A= \\\na { \\\n\\\n b \\\n}\nc", "$A= \\\na { \\\n    b \\\n}\nc")]
    [InlineData("$A= \\\na # why \\\n\\\nb", "$A= \\\na # why \\\n\\\nb")]
    [InlineData("$A= \\\na \\\n# why \\\nb {\n}", "$A= \\\na \\\n# why \\\nb {\n}")]
    [InlineData("", "")]
    public void A_text_is_laid_out(string text, string expected)
    {
        string formatted = ConfigurationFormatter.Format(text);
        formatted.TrimEnd('\n').ShouldBe(expected);
        ConfigurationFormatter.Format(formatted).ShouldBe(formatted);
    }

    [Theory]
    [InlineData("real")]
    [InlineData("devtools")]
    public void What_a_configuration_means_stays_the_same(string group)
    {
        foreach ((string name, string text, SampleHost host) in Corpus.Files(group))
        {
            LoadedConfiguration before = host.Load(text, $"{Corpus.Place}/{name}");
            // Where braces are not in pairs nothing is laid out.
            if (!before.IsSound) continue;
            string formatted = ConfigurationFormatter.Format(text);
            ConfigurationFormatter.Format(formatted).ShouldBe(formatted, name);
            LoadedConfiguration after = host.Load(formatted, $"{Corpus.Place}/{name}");
            after.ExitCode.ShouldBe(before.ExitCode, name);
            after.Model.ShouldBe(before.Model, name);
            after.Diagnostics.Select(d => d.Message).Order().ShouldBe(before.Diagnostics.Select(d => d.Message).Order(), name);
            Comments(formatted).ShouldBe(Comments(text), name);
        }
    }

    /// <summary>All that is said in comments, wherever it stands.</summary>
    private static string Comments(string text) => string.Join('\n', text.Split('\n')
        .Select(line => (line.TrimEnd() is [.., '\\'] and var continued ? continued[..^1] : line).Trim())
        .Select(line => (line, start: Holdfast.Configuration.Syntax.Comments.Start(line)))
        .Where(pair => pair.start >= 0)
        .Select(pair => pair.line[pair.start..].TrimEnd()));
}
