using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Core.Tests.Configuration.Syntax;

public sealed class QuotingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("abcd\" efg h jkl \"mnop", "abcd efg h jkl mnop")]
    [InlineData("a'b c'd", "ab cd")]
    [InlineData("it's", "it's")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    public void Quotes_are_dropped_where_they_come_in_pairs(string word, string expected) => Quoting.Unquote(word).ShouldBe(expected);

    [Theory]
    [InlineData(@"\a\b\E\f\n\r\t\v", "\a\b\e\f\n\r\t\v")]
    [InlineData(@"\101\7\0", "A\a\0")]
    [InlineData(@"\1014", "A4")]
    [InlineData(@"\x41", "A")]
    [InlineData(@"\x", "x")]
    [InlineData(@"\cA\cz", "\u0001\u001a")]
    [InlineData(@"\\\$\.", @"\$.")]
    [InlineData(@"end\", @"end\")]
    public void A_backslash_means_what_it_means_to_a_shell(string content, string expected) => Quoting.Unescape(content).ShouldBe(expected);
}
