using System.Buffers;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// Comments: from <c>#</c> or <c>!</c> to the end of the line, but not between double quotes, nor behind a backslash. A
/// backslash at the very end of a line, in a comment behind words too, joins the next line to a definition.
/// </summary>
internal static class Comments
{
    /// <summary>What separates words; other spaces are letters.</summary>
    public const string Blank = " \t\r\v\f\0";

    private static readonly SearchValues<char> Marks = SearchValues.Create("#!\"\\");

    /// <summary>A line without its comment, and without white space and a backslash at its end.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="isContinued">Whether a backslash ends it.</param>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> line, out bool isContinued)
    {
        isContinued = line is [.., '\\'];
        if (isContinued) line = line[..^1];
        line = line.TrimEnd(Blank);
        int comment = Start(line);
        // A line that is a comment as a whole continues nothing.
        if (comment >= 0 && line[..comment].Trim(Blank).IsEmpty) isContinued = false;
        return (comment < 0 ? line : line[..comment]).TrimEnd(Blank);
    }

    /// <summary>Where the comment of a line begins; -1 where there is none.</summary>
    public static int Start(ReadOnlySpan<char> line)
    {
        bool isQuoted = false;
        for (int at = line.IndexOfAny(Marks); at >= 0 && at < line.Length;)
        {
            switch (line[at])
            {
                case '"': isQuoted = !isQuoted; break;
                case '\\': at++; break;
                default:
                    if (!isQuoted) return at;
                    break;
            }
            int next = at + 1 >= line.Length ? -1 : line[(at + 1)..].IndexOfAny(Marks);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return -1;
    }
}
