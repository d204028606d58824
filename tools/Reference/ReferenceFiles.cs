using Holdfast.Configuration.Reference;

namespace Holdfast.Reference;

/// <summary>The files that are made from the keyword tables, by their paths in docs/.</summary>
internal static class ReferenceFiles
{
    public static IReadOnlyDictionary<string, string> Make()
    {
        IReadOnlyList<BlockPage> pages = BlockPage.All();
        var files = new Dictionary<string, string> { ["reference/README.md"] = MarkdownReference.Index(pages), ["holdfast.conf.5"] = ManualPage.Write(pages) };
        foreach (BlockPage page in pages) files[$"reference/{page.FileName}"] = MarkdownReference.Page(page, pages);
        return files;
    }
}

/// <summary>A block of keywords, which has a page of its own, and every place where it may stand.</summary>
/// <param name="Name">The page's name: the block's, with that of the block around it where several blocks share a name.</param>
/// <param name="Places">The block in each of its places; none for the top level.</param>
/// <param name="Keywords">What stands in it.</param>
internal sealed record BlockPage(string Name, IReadOnlyList<ReferenceEntry> Places, IReadOnlyList<ReferenceEntry> Keywords)
{
    public string FileName => $"{Name}.md";

    public static IReadOnlyList<BlockPage> All()
    {
        List<ReferenceEntry> all = [.. KeywordReference.All()];
        var pages = new List<BlockPage> { new("top-level", [], [.. all.Where(entry => entry.Blocks.Count == 0)]) };
        List<IGrouping<object, ReferenceEntry>> blocks = [.. all.Where(entry => entry.Keyword.Block is not null).GroupBy(entry => (object)entry.Keyword.Block!)];
        foreach (IGrouping<object, ReferenceEntry> block in blocks)
        {
            ReferenceEntry first = block.First();
            string name = first.Keyword.Name;
            bool isShared = blocks.Count(other => other.First().Keyword.Name == name) > 1;
            pages.Add(new BlockPage(
                isShared && first.Blocks.Count > 0 ? $"{first.Blocks[^1].Name}-{name}" : name,
                [.. block],
                [.. all.Where(entry => entry.Blocks.Count == first.Blocks.Count + 1 && entry.Blocks[^1] == first.Keyword && entry.Blocks.SkipLast(1).SequenceEqual(first.Blocks))]));
        }
        return pages;
    }
}
