using System.Globalization;
using System.Text;

namespace Holdfast.Bench;

/// <summary>One measured number: what, and in which unit.</summary>
internal sealed record Figure(string What, string Unit, double Value);

/// <summary>Figures of several daemons side by side.</summary>
internal sealed class Table(IReadOnlyList<string> daemons)
{
    private readonly List<IReadOnlyList<Figure>> _rows = [];

    /// <summary>Adds the figures of each daemon: the same ones in the same order.</summary>
    public void Add(IEnumerable<IReadOnlyList<Figure>> figures)
    {
        IReadOnlyList<Figure>[] byDaemon = [.. figures];
        for (int i = 0; i < byDaemon[0].Count; i++) _rows.Add([.. byDaemon.Select(list => list[i])]);
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", daemons)} |\n|---|{string.Concat(daemons.Select(_ => "---:|"))}\n");
        foreach (IReadOnlyList<Figure> row in _rows)
        {
            string values = string.Join(" | ", row.Select(f => f.Value.ToString("0.##", CultureInfo.InvariantCulture) + " " + f.Unit));
            text.Append(CultureInfo.InvariantCulture, $"| {row[0].What} | {values} |\n");
        }
        return text.ToString();
    }
}

internal static class Statistics
{
    /// <summary>The value below which that part of all lies.</summary>
    public static double Percentile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new InvalidOperationException("nothing was measured");
        return sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }
}
