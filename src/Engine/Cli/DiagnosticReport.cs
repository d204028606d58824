using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Holdfast.Configuration;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Cli;

/// <summary>One diagnostic as programs read it. Names and meanings stay as they are between versions; new ones may be added.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units, as editors count.</param>
/// <param name="Length">How many of these it is about, at least 1.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Name">The lint that it is of; null where it is of none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to do, after the reason where there is one; null where there is nothing to add.</param>
internal sealed record ReportedDiagnostic(
    string File, int Line, int Column, int Length, string Severity, string? Name, string Message, string? Suggestion)
{
    public static ReportedDiagnostic Of(Diagnostic diagnostic) => new(
        diagnostic.Position.File,
        diagnostic.Position.Line,
        diagnostic.Position.Column,
        diagnostic.Length,
        DiagnosticFormatter.Name(diagnostic.Severity),
        diagnostic.Name,
        diagnostic.Message,
        diagnostic.Suggestion);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReportedDiagnostic[]))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Writes diagnostics: to a file, or to a stream that may be a terminal.</summary>
internal static class DiagnosticReport
{
    // A name in quotes stays readable; nothing of it goes into a page.
    private static readonly ReportJson Json = new(
        new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="diagnostics">What is to be said.</param>
    /// <param name="sources">The files that it is about.</param>
    /// <param name="options">How it is to be said.</param>
    /// <param name="text">Where text goes where no file is given; JSON goes to standard output.</param>
    /// <returns>Whether it could be written.</returns>
    public static bool Write(
        IReadOnlyList<Diagnostic> diagnostics, IEnumerable<SourceFile> sources, ReportOptions options, StandardStream text)
    {
        bool toFile = !string.IsNullOrEmpty(options.Messages);
        StandardStream stream = options.Format == ReportFormat.Json ? StandardStream.Output : text;
        string report = options.Format == ReportFormat.Json
            ? JsonSerializer.Serialize([.. diagnostics.Select(ReportedDiagnostic.Of)], Json.ReportedDiagnosticArray) + "\n"
            : string.Concat(DiagnosticFormatter.FormatAll(diagnostics, sources, !toFile && HasColour(stream)).Select(line => line + "\n"));
        try
        {
            if (toFile) File.WriteAllText(options.Messages!, report);
            else if (stream == StandardStream.Output) Console.Out.Write(report);
            else Console.Error.Write(report);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"engine: messages can't be written to {options.Messages}: {exception.Message}");
            return false;
        }
    }

    /// <summary>On a terminal that has colours, unless they are unwanted: https://no-color.org.</summary>
    private static bool HasColour(StandardStream stream) =>
        !(stream == StandardStream.Output ? Console.IsOutputRedirected : Console.IsErrorRedirected)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";
}

internal enum StandardStream
{
    Output,
    Error,
}
