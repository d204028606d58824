namespace Holdfast.Configuration.Syntax;

/// <summary>A line on its way from a file to the expanded text.</summary>
/// <param name="Text">What it is by now.</param>
/// <param name="Columns">For each character the column in the file that it comes from; null where they are the same.</param>
/// <param name="IsExpanded">Whether it is no longer as in the file.</param>
internal readonly record struct WorkLine(string Text, int[]? Columns, bool IsExpanded)
{
    public int Column(int index) => Columns is null ? index + 1 : Columns.Length == 0 ? 1 : Columns[Math.Min(index, Columns.Length - 1)];

    /// <summary>What begins at an index.</summary>
    public WorkLine From(int index) => new(Text[index..], ColumnsOf(index, Text.Length - index), IsExpanded);

    /// <summary>With a reference replaced by what it stands for; all of that comes from where the reference stands.</summary>
    public WorkLine Replace(Reference reference)
    {
        int end = reference.Start + reference.Length;
        int behind = reference.Start + reference.Value.Length;
        int[] columns = new int[behind + Text.Length - end];
        Fill(columns.AsSpan(0, reference.Start), from: 0);
        columns.AsSpan(reference.Start, reference.Value.Length).Fill(Column(reference.Start));
        Fill(columns.AsSpan(behind), from: end);
        return new WorkLine(string.Concat(Text.AsSpan(0, reference.Start), reference.Value, Text.AsSpan(end)), columns, IsExpanded: true);
    }

    private int[] ColumnsOf(int start, int length)
    {
        int[] columns = new int[length];
        Fill(columns, start);
        return columns;
    }

    private void Fill(Span<int> columns, int from)
    {
        for (int i = 0; i < columns.Length; i++) columns[i] = Column(from + i);
    }
}
