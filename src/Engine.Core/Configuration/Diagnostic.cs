using Holdfast.Configuration.Checks;

namespace Holdfast.Configuration;

/// <summary>Where something stands: line and column count from 1.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
/// <param name="Expansion">What the line becomes by definitions; null where it is read as it stands.</param>
internal readonly record struct SourcePosition(string File, int Line, int Column, string? Expansion = null)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

internal enum Severity : byte
{
    Error,
    Warning,
}

/// <summary>What a diagnostic does to the exit code of a configuration test, as keepalived has it; the greater prevails but for <see cref="MissingArgument"/>, which prevails over all.</summary>
internal enum Verdict : byte
{
    /// <summary>keepalived would not have said it.</summary>
    None,
    Reported,
    InsecureScripts,

    /// <summary>A line lacks an argument that it must have; keepalived stops reading there.</summary>
    MissingArgument,
}

/// <summary>Something to be said about a configuration.</summary>
/// <param name="Position">Where.</param>
/// <param name="Length">How many characters it is about, at least 1.</param>
/// <param name="Severity">An error means that the configuration does not say what its author meant.</param>
/// <param name="Verdict">What it does to the exit code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What to do, after the reason where there is one, a line each; null where there is nothing to add.</param>
/// <param name="Name">The lint that it is of; null where it is of none.</param>
internal sealed record Diagnostic(
    SourcePosition Position, int Length, Severity Severity, Verdict Verdict, string Message, string? Suggestion = null, string? Name = null);

/// <summary>Collects what is wrong; nothing is ever thrown for a mistake in a configuration.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> All => _all;

    /// <summary>What a lint found. It leaves the exit code as keepalived has it.</summary>
    public void Report(Lint lint, SyntaxWord where, string message, string? fix = null) =>
        _all.Add(new Diagnostic(where.Position, Math.Max(1, where.Text.Length), lint.Severity, Verdict.None, message, lint.Advice(fix), lint.Name));

    /// <summary>What a lint is about and keepalived reports as well: it can't be switched off.</summary>
    public void Error(SyntaxWord where, string message, Lint lint) =>
        _all.Add(new Diagnostic(where.Position, Math.Max(1, where.Text.Length), Severity.Error, Verdict.Reported, message, lint.Advice(), lint.Name));

    public void Error(SyntaxWord where, string message, string? suggestion = null, Verdict verdict = Verdict.Reported) =>
        _all.Add(new Diagnostic(where.Position, Math.Max(1, where.Text.Length), Severity.Error, verdict, message, suggestion));

    public void Warning(SyntaxWord where, string message, string? suggestion = null, Verdict verdict = Verdict.None) =>
        _all.Add(new Diagnostic(where.Position, Math.Max(1, where.Text.Length), Severity.Warning, verdict, message, suggestion));

    public void Error(SourcePosition where, string message, string? suggestion = null, Verdict verdict = Verdict.Reported, int length = 1) =>
        _all.Add(new Diagnostic(where, Math.Max(1, length), Severity.Error, verdict, message, suggestion));

    public void Warning(SourcePosition where, string message) =>
        _all.Add(new Diagnostic(where, 1, Severity.Warning, Verdict.None, message));
}
