namespace Holdfast.Configuration.Syntax;

/// <summary>What is an error when a file is included, <c>include_check</c>.</summary>
[Flags]
internal enum IncludeChecks : byte
{
    None,

    /// <summary>A file that can't be read.</summary>
    Readable = 1,

    /// <summary>No file at all, but where there is a wildcard.</summary>
    Match = 2,

    /// <summary>A wildcard that matches no file.</summary>
    WildcardMatch = 4,

    /// <summary>An alternative between braces that matches no file.</summary>
    BraceMatch = 8,

    All = Readable | Match | WildcardMatch | BraceMatch,
}

/// <summary>The words of <c>include_check</c>, and the keywords that include.</summary>
internal static class IncludeWords
{
    /// <summary>What an including keyword adds to the checks in force; null when the word is none of them.</summary>
    public static IncludeChecks? Keyword(ReadOnlySpan<char> word) => word switch
    {
        "include" => IncludeChecks.None,
        "includer" => IncludeChecks.Readable,
        "includem" => IncludeChecks.Match | IncludeChecks.Readable,
        "includew" => IncludeChecks.WildcardMatch | IncludeChecks.Readable,
        "includeb" => IncludeChecks.BraceMatch | IncludeChecks.Readable,
        "includea" => IncludeChecks.All,
        _ => null,
    };

    /// <summary>The checks after an <c>include_check</c> line; words that it does not know are for the binder to report.</summary>
    /// <param name="now">The checks before it.</param>
    /// <param name="words">What follows the keyword; nothing means all.</param>
    public static IncludeChecks Apply(IncludeChecks now, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return IncludeChecks.All;
        IncludeChecks checks = words[0] is ['+' or '-', ..] ? now : IncludeChecks.None;
        foreach (string word in words)
        {
            IncludeChecks one = Option(word.TrimStart('+', '-')) ?? IncludeChecks.None;
            // The other checks stand on that for readable files: it goes only by its own name.
            bool isRemoved = word.StartsWith('-');
            checks = !isRemoved ? checks | one : checks & ~(one == IncludeChecks.Readable ? one : one & ~IncludeChecks.Readable);
        }
        return checks;
    }

    public static IncludeChecks? Option(string word) => word switch
    {
        "readable" => IncludeChecks.Readable,
        "match" => IncludeChecks.Match | IncludeChecks.Readable,
        "wildcard_match" => IncludeChecks.WildcardMatch | IncludeChecks.Readable,
        "brace_match" => IncludeChecks.BraceMatch | IncludeChecks.Readable,
        _ => null,
    };
}
