namespace Holdfast.Configuration.Formatting;

/// <summary>A line as it will be written.</summary>
internal sealed record FormattedLine
{
    public required int Depth { get; init; }

    /// <summary>Its words, a single space between them; empty for a comment of its own or an empty line.</summary>
    public required string Code { get; init; }

    /// <summary>With its mark; null where there is none.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether a backslash at its end continues it; one that is a word must not be the last character.</summary>
    public bool IsContinued { get; init; }

    public bool IsEmpty => Code.Length == 0 && Comment is null;

    public bool IsOpening => Code.EndsWith('{');

    public bool IsClosing => Code == "}" || Code.EndsWith(" }");

    public string Text
    {
        get
        {
            if (IsEmpty) return "";
            string text = new string(' ', Depth * ConfigurationFormatter.Indent) + Code + (Code.Length > 0 && Comment is not null ? " " : "") + Comment;
            return Code.EndsWith('\\') && Comment is null && !IsContinued ? text + " " : text;
        }
    }
}
