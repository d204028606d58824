using System.Text;
using Holdfast.Configuration.Binding;

namespace Holdfast.Configuration.Reference;

/// <summary>A keyword and where it stands.</summary>
/// <param name="Keyword">The keyword.</param>
/// <param name="Blocks">The blocks around it, the outermost first; none at the top level.</param>
internal sealed record ReferenceEntry(IKeyword Keyword, IReadOnlyList<IKeyword> Blocks)
{
    /// <summary>The keyword as it is written: its name, what follows it, and its block.</summary>
    public string Synopsis => Keyword.Shape switch
    {
        KeywordShape.Block => $"{Head(Keyword)} {{ ... }}",
        KeywordShape.Values => $"{Keyword.Name} {{ {Keyword.Arguments} ... }}",
        _ => Head(Keyword),
    };

    /// <summary>The keyword with its example in the blocks around it, as lines of a configuration.</summary>
    public IReadOnlyList<string> Example()
    {
        var lines = new List<string>();
        foreach (IKeyword block in Blocks) lines.Add(Indent(lines.Count) + Written(block) + " {");
        int depth = Blocks.Count;
        string[] own = Keyword.Shape switch
        {
            KeywordShape.Values => [$"{Keyword.Name} {{", $"    {Keyword.Example}", "}"],
            KeywordShape.Block => [$"{Written(Keyword)} {{", "}"],
            _ => [Written(Keyword)],
        };
        if (Keyword.Needs is { } before) lines.Add(Indent(depth) + before);
        lines.AddRange(own.Select(line => Indent(depth) + line));
        while (depth > 0) lines.Add(Indent(--depth) + "}");
        return lines;
    }

    private static string Head(IKeyword keyword) => $"{keyword.Name} {keyword.Arguments}".TrimEnd();

    private static string Written(IKeyword keyword) => $"{keyword.Name} {keyword.Example}".TrimEnd();

    private static string Indent(int depth) => new(' ', depth * 4);
}

/// <summary>All keywords, made from the tables that bind them.</summary>
internal static class KeywordReference
{
    /// <summary>Every keyword in every block, each block before what stands in it.</summary>
    public static IEnumerable<ReferenceEntry> All() => Of(RootTable.Keywords, []);

    /// <summary>Every place where a keyword of that name may stand.</summary>
    public static IReadOnlyList<ReferenceEntry> Find(string name) => [.. All().Where(entry => entry.Keyword.Name == name)];

    /// <summary>The nearest name to one that is none; null where none is near.</summary>
    public static string? Nearest(string name) => Spelling.Nearest(name, All().Select(entry => entry.Keyword.Name).Distinct());

    /// <summary>What is done with a keyword, where that is not just what its documentation says; null otherwise.</summary>
    public static string? Remark(IKeyword keyword) => keyword switch
    {
        { Replacement: { } replacement } => $"Deprecated: use {replacement}.",
        { Support: Support.ReadOnly } => "Read and checked, and not carried out yet: it has no effect.",
        { Support: Support.Refused, Reason: { } reason } => $"Refused: {reason}.",
        _ => null,
    };

    /// <summary>An entry as people read it at the prompt.</summary>
    public static string Format(ReferenceEntry entry)
    {
        IKeyword keyword = entry.Keyword;
        var text = new StringBuilder();
        string where = entry.Blocks.Count == 0 ? "at the top level" : "in " + string.Join(" / ", entry.Blocks.Select(block => block.Name));
        text.Append(entry.Synopsis).Append("    (").Append(where).Append(")\n");
        Line(keyword.Documentation);
        if (keyword.Default is { } value) Line($"Default: {value}.");
        if (Remark(keyword) is { } remark) Line(remark);
        if (keyword.Block is { } block) Line("Keywords: " + string.Join(' ', block.Keywords.Select(k => k.Name)));
        text.Append('\n');
        foreach (string line in entry.Example()) Line(line);
        return text.ToString();

        void Line(string line) => text.Append("    ").Append(line).Append('\n');
    }

    private static IEnumerable<ReferenceEntry> Of(IKeywordTable table, IReadOnlyList<IKeyword> blocks)
    {
        foreach (IKeyword keyword in table.Keywords)
        {
            yield return new ReferenceEntry(keyword, blocks);
            if (keyword.Block is null) continue;
            foreach (ReferenceEntry nested in Of(keyword.Block, [.. blocks, keyword])) yield return nested;
        }
    }
}
