namespace Holdfast.Configuration.Checks;

/// <summary>Finds in a tree what a finding is to point at.</summary>
internal static class StatementLookup
{
    /// <summary>Every statement of that keyword.</summary>
    public static IEnumerable<SyntaxStatement> All(this SyntaxBlock? block, string keyword) =>
        block is null ? [] : block.Statements.Where(statement => statement.Keyword.Text == keyword);

    /// <summary>The last statement of that keyword, which is the one that counts; null where there is none.</summary>
    public static SyntaxStatement? Last(this SyntaxBlock? block, string keyword)
    {
        // Asked a dozen times of each instance, of which there may be thousands.
        for (int i = (block?.Statements.Count ?? 0) - 1; i >= 0; i--)
            if (block!.Statements[i].Keyword.Text == keyword) return block.Statements[i];
        return null;
    }

    /// <summary>The first argument, or the keyword where it stands alone.</summary>
    public static SyntaxWord Value(this SyntaxStatement statement) => statement.Words.Count > 1 ? statement.Words[1] : statement.Keyword;

    /// <summary>The value of a keyword in a block, <paramref name="path"/> being the way to it; as far as it is there.</summary>
    public static SyntaxWord Place(this SyntaxStatement statement, params ReadOnlySpan<string> path)
    {
        SyntaxStatement found = statement;
        foreach (string keyword in path)
        {
            if (found.Block.Last(keyword) is not { } next) break;
            found = next;
        }
        return found.Value();
    }

    /// <summary>A word within a block of values; the block's keyword, or the statement's value, where it is not there.</summary>
    public static SyntaxWord PlaceOf(this SyntaxStatement statement, string block, Func<string, bool> isIt)
    {
        foreach (SyntaxStatement values in statement.Block.All(block))
        {
            foreach (SyntaxStatement line in values.Block?.Statements ?? [])
            {
                foreach (SyntaxWord word in line.Words)
                    if (isIt(word.Text)) return word;
            }
        }
        return statement.Place(block);
    }

    /// <summary>The last such word within a block of values.</summary>
    /// <inheritdoc cref="PlaceOf"/>
    public static SyntaxWord LastPlaceOf(this SyntaxStatement statement, string block, Func<string, bool> isIt) =>
        statement.Block.All(block).SelectMany(values => values.Block?.Statements ?? []).SelectMany(line => line.Words).LastOrDefault(word => isIt(word.Text))
            ?? statement.Place(block);

    /// <summary>Whether a switch is on: the keyword alone means yes.</summary>
    public static bool IsOn(this SyntaxStatement statement) => statement.Words.Count < 2 || statement.Words[1].Text is not ("off" or "false" or "no");

    /// <summary>File and line, as one finding mentions another place.</summary>
    public static string FileAndLine(this SyntaxWord word) => $"{word.Position.File}:{word.Position.Line}";
}
