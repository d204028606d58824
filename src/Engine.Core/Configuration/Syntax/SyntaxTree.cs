namespace Holdfast.Configuration.Syntax;

/// <summary>One word of a line; of a quoted one, what stands between the quotes.</summary>
internal sealed record SyntaxWord(string Text, SourcePosition Position, bool IsQuoted);

/// <summary>A line: its words and, where it has one, the block that it opens.</summary>
internal sealed record SyntaxStatement(IReadOnlyList<SyntaxWord> Words, SyntaxBlock? Block)
{
    public SyntaxWord Keyword => Words[0];

    public IEnumerable<SyntaxWord> Arguments => Words.Skip(1);
}

/// <summary>What stands between two braces, or in a whole file.</summary>
internal sealed record SyntaxBlock(IReadOnlyList<SyntaxStatement> Statements)
{
    /// <summary>Whether both have the same words in the same order, wherever they stand.</summary>
    public bool HasSameText(SyntaxBlock other) =>
        Statements.Count == other.Statements.Count
        && Statements.Zip(other.Statements).All(pair =>
            pair.First.Words.Select(w => w.Text).SequenceEqual(pair.Second.Words.Select(w => w.Text))
            && (pair.First.Block is null
                ? pair.Second.Block is null
                : pair.Second.Block is not null && pair.First.Block.HasSameText(pair.Second.Block)));
}
