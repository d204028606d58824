using Holdfast.Configuration.Reference;

namespace Holdfast.Engine.Core.Tests.Configuration.Reference;

/// <summary>The keywords that keepalived 2.4.3 knows, as a list beside the corpus has them.</summary>
public sealed class KeywordListTests
{
    /// <summary>What includes files is no keyword of a block, and read before there are any.</summary>
    private static readonly string[] ReadBefore = ["include", "includer", "includem", "includew", "includeb", "includea"];

    [Fact]
    public void Every_keyword_of_keepalived_is_known()
    {
        string[] known = [.. KeywordReference.All().Select(entry => entry.Keyword.Name), .. ReadBefore];
        string[] listed = [.. Corpus.Keywords()];
        listed.Length.ShouldBe(363);
        listed.Except(known).ShouldBeEmpty();
    }
}
