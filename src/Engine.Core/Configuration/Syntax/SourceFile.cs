namespace Holdfast.Configuration.Syntax;

/// <summary>A file as it was read.</summary>
/// <param name="path">As diagnostics name it.</param>
/// <param name="text">All of it.</param>
internal sealed class SourceFile(string path, string text)
{
    private int[]? _starts;

    public string Path => path;

    public string Text => text;

    /// <summary>A line by its number, from 1, without its end; null where there is none.</summary>
    public string? Line(int number)
    {
        _starts ??= Starts(text);
        if (number < 1 || number > _starts.Length) return null;
        int start = _starts[number - 1];
        int end = text.IndexOf('\n', start);
        return (end < 0 ? text[start..] : text[start..end]).TrimEnd('\r');
    }

    private static int[] Starts(string text)
    {
        var starts = new List<int> { 0 };
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', end + 1)) starts.Add(end + 1);
        return [.. starts];
    }
}
