using System.Text;
using Holdfast.Configuration.Binding;

namespace Holdfast.Configuration.Formatting;

/// <summary>
/// What is in force: the statements after includes, conditions and definitions, each with the file and line that it comes
/// from, and behind them the defaults of the keywords that are not given.
/// </summary>
internal sealed class ConfigurationListing
{
    private readonly List<(string Text, string Origin)> _lines = [];

    private ConfigurationListing()
    {
    }

    public static string List(SyntaxBlock tree, IKeywordTable table)
    {
        var listing = new ConfigurationListing();
        listing.Add(tree, table, 0);
        int width = Math.Min(60, listing._lines.Select(line => line.Text.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        foreach ((string line, string origin) in listing._lines)
            text.Append(origin.Length == 0 ? line : $"{line.PadRight(width)}  # {origin}").Append('\n');
        return text.ToString();
    }

    private void Add(SyntaxBlock block, IKeywordTable? table, int depth)
    {
        string indent = new(' ', depth * ConfigurationFormatter.Indent);
        foreach (SyntaxStatement statement in block.Statements)
        {
            IKeyword? keyword = table?.Keywords.FirstOrDefault(k => k.Name == statement.Keyword.Text);
            string words = indent + string.Join(' ', statement.Words.Select(Written));
            SourcePosition position = statement.Keyword.Position;
            string origin = $"{position.File}:{position.Line}{(table is not null && keyword is null ? ", unknown" : "")}";
            _lines.Add((statement.Block is null ? words : words + " {", origin));
            if (statement.Block is null) continue;
            Add(statement.Block, keyword?.Block, depth + 1);
            _lines.Add((indent + "}", ""));
        }
        if (depth == 0 || table is null) return;
        HashSet<string> given = [.. block.Statements.Select(statement => statement.Keyword.Text)];
        foreach (IKeyword keyword in table.Keywords)
            if (keyword.Default is { } value && !given.Contains(keyword.Name)) _lines.Add(($"{indent}{keyword.Name} {value}", "default"));
    }

    private static string Written(SyntaxWord word) =>
        word.IsQuoted || word.Text.AsSpan().ContainsAny(" \t{}") ? $"\"{word.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : word.Text;
}
