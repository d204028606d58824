using System.Globalization;
using System.Text;

namespace Holdfast.Configuration;

/// <summary>A diagnostic as people read it: where, what, the line itself with a caret, and what to do.</summary>
internal static class DiagnosticFormatter
{
    /// <param name="diagnostics">What is wrong.</param>
    /// <param name="sources">The files that it is about, as far as they could be read.</param>
    public static IEnumerable<string> FormatAll(IEnumerable<Diagnostic> diagnostics, IEnumerable<SourceFile> sources)
    {
        Dictionary<string, SourceFile> byPath = sources.DistinctBy(source => source.Path).ToDictionary(source => source.Path);
        return diagnostics.Select(d => Format(d, byPath.GetValueOrDefault(d.Position.File)));
    }

    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="source">The file that it is about; null where that could not be read.</param>
    public static string Format(Diagnostic diagnostic, SourceFile? source)
    {
        string severity = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var formatted = new StringBuilder();
        formatted.Append(CultureInfo.InvariantCulture, $"{diagnostic.Position}: {severity}: {diagnostic.Message}");
        if (source?.Line(diagnostic.Position.Line) is { } line)
        {
            string number = diagnostic.Position.Line.ToString(CultureInfo.InvariantCulture);
            int before = Math.Min(diagnostic.Position.Column - 1, line.Length);
            // Tabs stay tabs under the line, so that the caret stands under its word whatever their width.
            string indent = string.Concat(line.Take(before).Select(c => c == '\t' ? '\t' : ' '));
            int length = Math.Clamp(diagnostic.Length, 1, Math.Max(1, line.Length - before));
            formatted.Append(CultureInfo.InvariantCulture, $"\n  {number} | {line}\n  {new string(' ', number.Length)} | {indent}{new string('^', length)}");
        }
        if (diagnostic.Position.Expansion is { } expansion) formatted.Append(CultureInfo.InvariantCulture, $"\n    which becomes: {expansion}");
        if (diagnostic.Suggestion is { } suggestion) formatted.Append(CultureInfo.InvariantCulture, $"\n    {suggestion}");
        return formatted.ToString();
    }
}
