using Holdfast.Configuration;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Core.Tests.Configuration.Syntax;

/// <summary>Lines before their words are read.</summary>
public sealed class ExpansionTests
{
    private readonly DiagnosticBag _diagnostics = new();

    [Theory]
    [InlineData("a # b", "a")]
    [InlineData("a ! b", "a")]
    [InlineData("a#b", "a")]
    [InlineData("a \"# b\" # c", "a \"# b\"")]
    [InlineData("a \\# b", "a \\# b")]
    [InlineData("# \"a\n b", " b")]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("a\n\nb", "a\n\nb")]
    public void Comments_and_line_ends_go(string text, string expected) => Expand(text).ShouldBe(expected + "\n");

    [Theory]
    [InlineData("@lb1 a\n@lb2 b\n@^lb1 c\n@^lb2 d", " a\n d")]
    [InlineData("$A=@lb2\n$A a\n$B=@lb1\n$B b", " b")]
    [InlineData("@lb2 $A=1\n@lb1 $A=2\na $A", "a 2")]
    [InlineData("$A= \\\nx \\\ny\n@lb2 $A= \\\nz\n$A", "x\ny")]
    public void Conditions_keep_or_drop_a_line(string text, string expected) => Expand(text).ShouldBe(expected + "\n");

    [Theory]
    [InlineData("$A=1\n$A a", "1 a")]
    [InlineData("$A=1\n${A}a$A", "1a1")]
    [InlineData("$A=1\n$Aa a", "$Aa a")]
    [InlineData("$A=1\n$A/24", "$A/24")]
    [InlineData("$A=\na${A}b", "ab")]
    [InlineData("$A=10.${B}\n$B=0\n${A}.1\n$B=9\n${A}.1", "10.0.1\n10.9.1")]
    [InlineData("$2=1\n$2", "$2=1\n$2")]
    [InlineData("$A=x#comment\n$A", "x")]
    [InlineData("a ${_HASH} ${_BANG} b", "a # ! b")]
    [InlineData("${_PWD} ${_INSTANCE} ${_ENV HOME} ${_ENV NONE}.", "/etc lb1 /root .")]
    [InlineData("${_RANDOM 7 7}", "7")]
    [InlineData("$A= \\\nx ${B} \\\ny\n$B=2\nbefore $A behind", "before x 2\ny behind")]
    [InlineData("$A= \\\n$B=1 \\\n$C\n$C= \\\n${B}a \\\n${B}b\n$A", "1a\n1b")]
    public void Definitions_are_put_in_where_they_are_used(string text, string expected) => Expand(text).ShouldBe(expected + "\n");

    [Theory]
    [InlineData("~SEQ(A, 0, 3) x${A}", "x0 x1 x2 x3")]
    [InlineData("~SEQ(A, 2) x${A}", "x1 x2")]
    [InlineData("~SEQ(A, -2) x${A}", "x-1 x-2")]
    [InlineData("~SEQ(A, 3, 1) x${A}", "x3 x2 x1")]
    [InlineData("~SEQ(A, 144, 16, 192) x${A}", "x144 x160 x176 x192")]
    [InlineData("~SEQx(A, 0x90, 0x10, 0xc0) x${A}", "x90 xa0 xb0 xc0")]
    [InlineData("~SEQx(A, 0x12, -1, 0x10) x${A}", "x12 x11 x10")]
    [InlineData("~SEQ(A,1,2) ~SEQ(B,1,2) x${A}${B}", "x11 x12 x21 x22")]
    [InlineData("$N=2\n~SEQ(A,1,$N ) x${A}", "x1 x2")]
    [InlineData("$N=2\n~SEQ(A,1,${N}) x${A}", "x1 x2")]
    [InlineData("~LST(A, p, q) x${A}", "xp xq")]
    [InlineData("~LST({A, B}, {10,1},{20,4}) x${A}.${B}", "x10.1 x20.4")]
    [InlineData("~LST({A,B},{,1}, {6,2}) x${A}.${B}", "x.1 x6.2")]
    [InlineData("$A=5\n~SEQ(A,1,2) x${A}\ny${A}", "x1 x2 y2")]
    [InlineData("~SEQ(A,1,2) @lb2 x${A}\n~SEQ(A,1,2) @lb1 y${A}", "y1 y2")]
    public void Sequences_and_lists_repeat_the_rest_of_the_line(string text, string expected) =>
        Expand(text).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ShouldBe(expected.Split(' '));

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        string text = "random_seed 7\n" + string.Concat(Enumerable.Repeat("${_RANDOM}\n", 100));
        string once = Expand(text);
        Expand(text).ShouldBe(once);
        once.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(int.Parse).ShouldAllBe(number => number >= 0 && number <= 32767);
    }

    [Fact]
    public void A_position_leads_back_to_the_file()
    {
        (ExpandedText text, _) = ExpandText("$A=long\n# gone\na ${A} b\n~SEQ(N,1,2) c${N}");
        text.Position(1, 1).ShouldBe(new SourcePosition("sample.conf", 3, 1, "a long b"));
        text.Position(1, 8).ShouldBe(new SourcePosition("sample.conf", 3, 8, "a long b"));
        text.Position(1, 4).Column.ShouldBe(3);
        text.Position(3, 2).ShouldBe(new SourcePosition("sample.conf", 4, 13, "c2"));
    }

    [Fact]
    public void What_grows_without_end_is_reported_and_ends()
    {
        Expand("$A=${B}${B}\n$B=${A}${A}\nx ${A}");
        _diagnostics.All.Single().Message.ShouldContain("leads back to itself");
    }

    [Fact]
    public void A_sequence_of_sequences_ends_where_no_configuration_is_as_long()
    {
        Expand("~SEQ(A,1,10000) ~SEQ(B,1,10000) x");
        _diagnostics.All.Single().Message.ShouldContain("more than a configuration can be");
    }

    private string Expand(string text) => ExpandText(text).Text.ToString();

    private (ExpandedText Text, IReadOnlyList<SourceFile> Sources) ExpandText(string text) => Expander.Expand(
        new SourceFile("sample.conf", text),
        new SampleFiles(),
        new ExpansionOptions { ConfigurationId = "lb1", InstanceName = "lb1", Environment = name => name == "HOME" ? "/root" : null },
        _diagnostics);
}
