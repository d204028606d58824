namespace Holdfast.Configuration.Syntax;

/// <summary>The lines of a text as editors count them: a line feed ends one, with or without a carriage return before it.</summary>
internal ref struct LineEnumerator(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;
    private bool _isAtEnd;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly LineEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_isAtEnd) return false;
        int end = _rest.IndexOf('\n');
        _isAtEnd = end < 0;
        Current = _isAtEnd ? _rest : _rest[..end];
        if (Current is [.., '\r']) Current = Current[..^1];
        if (!_isAtEnd) _rest = _rest[(end + 1)..];
        return true;
    }
}
