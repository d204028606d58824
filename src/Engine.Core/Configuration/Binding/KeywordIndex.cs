namespace Holdfast.Configuration.Binding;

/// <summary>Which block knows which keyword.</summary>
internal sealed class KeywordIndex
{
    private readonly Dictionary<string, HashSet<string>> _keywords = [];

    public KeywordIndex(IKeywordTable top) => Add("", top);

    /// <param name="block">The keyword of a block; empty for the top level.</param>
    /// <param name="keyword">What may stand in it.</param>
    public bool IsKnown(string block, string keyword) => _keywords.TryGetValue(block, out HashSet<string>? known) && known.Contains(keyword);

    private void Add(string block, IKeywordTable table)
    {
        // Some keywords open a block in several places, each with keywords of its own: together they are what may stand there.
        HashSet<string> known = _keywords.TryGetValue(block, out HashSet<string>? there) ? there : _keywords[block] = [];
        foreach (IKeyword keyword in table.Keywords)
            if (known.Add(keyword.Name) && keyword.Block is { } nested) Add(keyword.Name, nested);
    }
}
