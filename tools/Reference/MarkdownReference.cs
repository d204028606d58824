using System.Text;
using Holdfast.Configuration.Reference;

namespace Holdfast.Reference;

/// <summary>The reference as Markdown: a page for each block.</summary>
internal static class MarkdownReference
{
    private const string Made = "<!-- Made from the keyword tables by `make reference`. -->\n";

    public static string Index(IReadOnlyList<BlockPage> pages)
    {
        var text = new StringBuilder(Made);
        text.Append("# Reference\n\nEvery keyword of keepalived.conf that the engine knows. [The language](language.md) says how a configuration is written; ");
        text.Append("`engine explain KEYWORD` says the same as these pages at the prompt.\n\n| Block | What it is |\n| --- | --- |\n");
        foreach (BlockPage page in pages) text.Append($"| [{page.Name}]({page.FileName}) | {Documentation(page)} |\n");
        int total = pages.Sum(page => page.Keywords.Count);
        int carriedOut = pages.Sum(page => page.Keywords.Count(entry => KeywordReference.Remark(entry.Keyword) is null));
        text.Append($"\nOf {total} keywords, counted in each block that knows them, {carriedOut} are carried out; the others are read and checked, and the start names those that are used.\n");
        return text.ToString();
    }

    public static string Page(BlockPage page, IReadOnlyList<BlockPage> pages)
    {
        var text = new StringBuilder(Made);
        text.Append($"# {page.Name}\n\n{Documentation(page)}\n");
        foreach (ReferenceEntry place in page.Places)
            text.Append($"\nStands {(place.Blocks.Count == 0 ? "at the [top level](top-level.md)" : "in " + string.Join(" / ", place.Blocks.Select(block => $"`{block.Name}`")))}.\n");
        foreach (ReferenceEntry entry in page.Keywords)
        {
            text.Append($"\n## {entry.Keyword.Name}\n\n    {entry.Synopsis}\n\n");
            if (entry.Keyword.Documentation.Length > 0) text.Append($"{Escape(entry.Keyword.Documentation)}\n");
            if (entry.Keyword.Default is { } value) text.Append($"\nDefault: `{value}`.\n");
            if (KeywordReference.Remark(entry.Keyword) is { } remark) text.Append($"\n*{remark}*\n");
            if (pages.FirstOrDefault(other => other.Places.Any(place => place.Keyword == entry.Keyword)) is { } own)
                text.Append($"\nIts keywords: [{own.Name}]({own.FileName}).\n");
            text.Append($"\n```\n{string.Join('\n', entry.Example())}\n```\n");
        }
        return text.ToString();
    }

    private static string Documentation(BlockPage page) =>
        page.Places.Count == 0 ? "What stands outside of all blocks." : Escape(page.Places[0].Keyword.Documentation);

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
