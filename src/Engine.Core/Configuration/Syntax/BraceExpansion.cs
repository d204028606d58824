namespace Holdfast.Configuration.Syntax;

/// <summary>Alternatives in a pattern of file names, as csh has them: <c>{a,b}.conf</c> is a.conf and b.conf.</summary>
internal static class BraceExpansion
{
    private const int MaxAlternatives = 1000;

    /// <summary>All alternatives, in order; the pattern itself where it has no braces, or too many.</summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        var found = new List<string>();
        return Expand(pattern, found) ? found : [pattern];
    }

    private static bool Expand(string pattern, List<string> found)
    {
        int open = pattern.IndexOf('{', StringComparison.Ordinal);
        int close = open < 0 ? -1 : Closing(pattern, open);
        if (close < 0)
        {
            found.Add(pattern);
            return found.Count <= MaxAlternatives;
        }
        foreach (string alternative in Split(pattern[(open + 1)..close]))
            if (!Expand(string.Concat(pattern.AsSpan(0, open), alternative, pattern.AsSpan(close + 1)), found)) return false;
        return true;
    }

    private static int Closing(string pattern, int open)
    {
        int depth = 0;
        for (int at = open; at < pattern.Length; at++)
        {
            if (pattern[at] == '{') depth++;
            if (pattern[at] == '}' && --depth == 0) return at;
        }
        return -1;
    }

    private static IEnumerable<string> Split(string alternatives)
    {
        int depth = 0;
        int start = 0;
        for (int at = 0; at < alternatives.Length; at++)
        {
            if (alternatives[at] == '{') depth++;
            if (alternatives[at] == '}') depth--;
            if (alternatives[at] != ',' || depth > 0) continue;
            yield return alternatives[start..at];
            start = at + 1;
        }
        yield return alternatives[start..];
    }
}
