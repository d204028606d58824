using System.Globalization;
using System.Text;

namespace Holdfast.Configuration;

/// <summary>A diagnostic as people read it: where, what, the line itself with a caret, and what to do.</summary>
internal static class DiagnosticFormatter
{
    public static string Format(Diagnostic diagnostic, string? text)
    {
        string severity = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var formatted = new StringBuilder();
        formatted.Append(CultureInfo.InvariantCulture, $"{diagnostic.Position}: {severity}: {diagnostic.Message}");
        if (diagnostic.Name is { } name) formatted.Append(CultureInfo.InvariantCulture, $" [{name}]");
        if (Line(text, diagnostic.Position.Line) is { } line)
        {
            string number = diagnostic.Position.Line.ToString(CultureInfo.InvariantCulture);
            int before = Math.Min(diagnostic.Position.Column - 1, line.Length);
            // Tabs stay tabs under the line, so that the caret stands under its word whatever their width.
            string indent = string.Concat(line.Take(before).Select(c => c == '\t' ? '\t' : ' '));
            int length = Math.Clamp(diagnostic.Length, 1, Math.Max(1, line.Length - before));
            formatted.Append(CultureInfo.InvariantCulture, $"\n  {number} | {line}\n  {new string(' ', number.Length)} | {indent}{new string('^', length)}");
        }
        if (diagnostic.Suggestion is { } suggestion) formatted.Append(CultureInfo.InvariantCulture, $"\n    {suggestion.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        return formatted.ToString();
    }

    private static string? Line(string? text, int number)
    {
        if (text is null) return null;
        int line = 1;
        foreach (ReadOnlySpan<char> candidate in text.AsSpan().EnumerateLines())
            if (line++ == number) return candidate.ToString();
        return null;
    }
}
