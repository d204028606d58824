using System.CommandLine;
using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Cli;

/// <summary>The flags that configuration tests share.</summary>
internal sealed class ReportFlags
{
    private const string Text = "text";
    private const string Json = "json";

    private readonly Option<string[]> _lint = new("--lint")
    {
        Description = "Only these lints: names, with commas between; docs/checking.md has them",
        HelpName = "NAMES",
    };

    private readonly Option<string[]> _noLint = new("--no-lint")
    {
        Description = "All lints but these; 'all' for none",
        HelpName = "NAMES",
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Exit with 5 for any error or warning, where it would be 0" };

    private readonly Option<string> _format = new("--format")
    {
        Description = "text, or json: an array of objects with file, line, column, length, severity, name, message and suggestion",
        DefaultValueFactory = _ => Text,
    };

    private readonly Option<bool> _noHost = new("--no-host")
    {
        Description = "Do not ask this host for interfaces, users and scripts: the configuration is another's",
    };

    public ReportFlags()
    {
        _format.AcceptOnlyFromAmong(Text, Json);
        foreach (Option<string[]> names in (Option<string[]>[])[_lint, _noLint])
        {
            names.Validators.Add(result =>
            {
                if (LintSelection.Read(Split(result.GetValueOrDefault<string[]>()), [], out string problem) is null) result.AddError(problem);
            });
        }
    }

    public IEnumerable<Option> All => [_lint, _noLint, _strict, _format];

    /// <summary>Has a meaning only where a host is asked.</summary>
    public Option NoHost => _noHost;

    public LintSelection Lints(ParseResult parsed) =>
        LintSelection.Read(Split(parsed.GetValue(_lint)), Split(parsed.GetValue(_noLint)), out _) ?? LintSelection.All;

    public ReportOptions Read(ParseResult parsed, string? messages) => new()
    {
        Messages = messages,
        Format = parsed.GetValue(_format) == Json ? ReportFormat.Json : ReportFormat.Text,
        IsStrict = parsed.GetValue(_strict),
        NoHost = parsed.GetResult(_noHost) is not null && parsed.GetValue(_noHost),
        Lints = Lints(parsed),
    };

    private static string[] Split(string[]? lists) =>
        [.. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
