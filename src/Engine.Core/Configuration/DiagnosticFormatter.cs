using System.Globalization;
using System.Text;

namespace Holdfast.Configuration;

/// <summary>A diagnostic as people read it: where, what, the line itself with a caret, and what to do.</summary>
internal static class DiagnosticFormatter
{
    // Of ECMA-48, select graphic rendition.
    private const string Bold = "1";
    private const string Red = "1;31";
    private const string Green = "1;32";
    private const string Magenta = "35";

    /// <param name="diagnostics">What is wrong.</param>
    /// <param name="sources">The files that it is about, as far as they could be read.</param>
    /// <param name="colour">Whether it goes to a terminal that shows colours.</param>
    public static IEnumerable<string> FormatAll(IEnumerable<Diagnostic> diagnostics, IEnumerable<SourceFile> sources, bool colour = false)
    {
        Dictionary<string, SourceFile> byPath = sources.DistinctBy(source => source.Path).ToDictionary(source => source.Path);
        return diagnostics.Select(d => Format(d, byPath.GetValueOrDefault(d.Position.File), colour));
    }

    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="source">The file that it is about; null where that could not be read.</param>
    /// <param name="colour">Whether it goes to a terminal that shows colours.</param>
    public static string Format(Diagnostic diagnostic, SourceFile? source, bool colour = false)
    {
        string severity = Paint(Name(diagnostic.Severity), diagnostic.Severity == Severity.Error ? Red : Magenta, colour);
        var formatted = new StringBuilder();
        formatted.Append(CultureInfo.InvariantCulture, $"{Paint($"{diagnostic.Position}", Bold, colour)}: {severity}: {diagnostic.Message}");
        if (diagnostic.Name is { } name) formatted.Append(CultureInfo.InvariantCulture, $" {Paint($"[{name}]", Magenta, colour)}");
        if (source?.Line(diagnostic.Position.Line) is { } line)
        {
            string number = diagnostic.Position.Line.ToString(CultureInfo.InvariantCulture);
            int before = Math.Min(diagnostic.Position.Column - 1, line.Length);
            // Tabs stay tabs under the line, so that the caret stands under its word whatever their width.
            string indent = string.Concat(line.Take(before).Select(c => c == '\t' ? '\t' : ' '));
            int length = Math.Clamp(diagnostic.Length, 1, Math.Max(1, line.Length - before));
            string carets = Paint(new string('^', length), Green, colour);
            formatted.Append(CultureInfo.InvariantCulture, $"\n  {number} | {line}\n  {new string(' ', number.Length)} | {indent}{carets}");
        }
        if (diagnostic.Position.Expansion is { } expansion) formatted.Append(CultureInfo.InvariantCulture, $"\n    which becomes: {expansion}");
        if (diagnostic.Suggestion is { } suggestion)
            formatted.Append(CultureInfo.InvariantCulture, $"\n    {suggestion.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        return formatted.ToString();
    }

    /// <summary>A severity as messages name it.</summary>
    public static string Name(Severity severity) => severity == Severity.Error ? "error" : "warning";

    private static string Paint(string text, string code, bool colour) => colour ? $"\e[{code}m{text}\e[0m" : text;
}
