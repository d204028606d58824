using System.Text;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// The text that is parsed: the lines of all files in the order in which they count, comments and false conditions gone,
/// definitions put in. Of each line it is known where it stands in a file.
/// </summary>
internal sealed class ExpandedText
{
    private readonly StringBuilder _text = new();
    private readonly List<LineOrigin> _origins = [];

    public int LineCount => _origins.Count;

    public int Length => _text.Length;

    /// <summary>Whether reading ended before the files did, which is reported; what the rest would have closed stays open.</summary>
    public bool IsCut { get; set; }

    public override string ToString() => _text.ToString();

    public void Add(ReadOnlySpan<char> line, LineOrigin origin)
    {
        _text.Append(line).Append('\n');
        _origins.Add(origin);
    }

    /// <summary>Where a character of the text stands in a file.</summary>
    /// <param name="line">Its line in the text, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    public SourcePosition Position(int line, int column)
    {
        if (line > _origins.Count) return _origins.Count == 0 ? new SourcePosition("", 1, 1) : Position(_origins.Count, 1);
        LineOrigin origin = _origins[line - 1];
        return new SourcePosition(origin.File, origin.Line, origin.Column(column), origin.Expansion);
    }
}

/// <summary>Where a line of the expanded text comes from.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">The line's number there, from 1; of a line that a definition gave, where the definition is used.</param>
/// <param name="Columns">For each character the column it comes from; null where they are the same.</param>
/// <param name="Expansion">What the line has become; null where it is as in the file.</param>
internal readonly record struct LineOrigin(string File, int Line, int[]? Columns = null, string? Expansion = null)
{
    public int Column(int column) => Columns is null ? column : Columns.Length == 0 ? 1 : Columns[Math.Min(column, Columns.Length) - 1];
}
