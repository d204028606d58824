using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Cli;

internal enum ReportFormat
{
    /// <summary>For people: with the line itself and a caret.</summary>
    Text,

    /// <summary>For editors and builds: an array of objects.</summary>
    Json,
}

/// <summary>What is said of a configuration, and how.</summary>
internal sealed record ReportOptions
{
    /// <summary>The file that gets the messages; null or empty: standard error.</summary>
    public string? Messages { get; init; }

    public ReportFormat Format { get; init; }

    /// <summary>Whether any error or warning makes the exit code 5 where it would be 0.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the host's interfaces, users and scripts are not asked for, since the configuration is another host's.</summary>
    public bool NoHost { get; init; }

    public LintSelection Lints { get; init; } = LintSelection.All;
}
