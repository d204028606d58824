using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks;

/// <summary>
/// Whether a command line gives exit status 0 whatever happens. Only what is certain counts: the last command decides, and these are
/// commands whose exit status says nothing of what was asked.
/// </summary>
internal static class ExitStatus
{
    private static readonly string[] Shells = ["sh", "bash", "dash"];
    private static readonly string[] AlwaysZero = ["true", ":", "echo", "printf", "date", "sleep", "logger"];

    /// <summary>What ends a pipe and is content with any input.</summary>
    private static readonly string[] ContentWithAnything = ["cat", "wc", "tail", "head", "tee", "sort", "uniq"];

    /// <summary>What may end a line before its last command.</summary>
    private static readonly string[] EndsTheLine = ["exit", "exec", "set", "kill"];

    /// <summary>Options of ps(1) that list whole command lines of all processes.</summary>
    private static readonly string[] ListsCommandLines = ["aux", "ax", "ef"];

    /// <summary>null where it may fail.</summary>
    public static string? WhyAlwaysZero(ScriptCommand command)
    {
        if (command.Words.Count == 0) return null;
        return command.NeedsShell ? OfLine(command.Line) : OfCommand(command.Words);
    }

    private static string? OfLine(string line)
    {
        if (ShellLine.Split(line) is not { Count: > 0 } commands) return null;
        ShellCommand last = commands[^1];
        if (last.Operator == "&" && last.Words.Count == 0) return "'&' puts it into the background and succeeds at once";
        bool mayEndBefore = commands.SkipLast(1).Any(command => command.Words.Count > 0 && EndsTheLine.Contains(command.Words[0]));
        if (last.Words.Count == 0 || mayEndBefore) return null;
        return last.Operator switch
        {
            // The failure of what stands before && is the line's.
            "&&" => null,
            "|" => OfPipe(commands),
            "" => OfCommand(last.Words),
            _ => OfCommand(last.Words) is { } reason ? $"{reason}, and the line ends with '{last.Operator} {string.Join(' ', last.Words)}'" : null,
        };
    }

    private static string? OfCommand(IReadOnlyList<string> words) => Name(words[0]) switch
    {
        var name when Shells.Contains(name) && words.Count > 2 && words[1] == "-c" => OfLine(words[2]),
        "exit" when words.Count > 1 && words[1] == "0" => "'exit 0' is success",
        var name when AlwaysZero.Contains(name) => $"'{name}' always succeeds",
        _ => null,
    };

    private static string? OfPipe(IReadOnlyList<ShellCommand> commands)
    {
        IReadOnlyList<string> words = commands[^1].Words;
        string name = Name(words[0]);
        if (ContentWithAnything.Contains(name)) return $"the exit status is that of '{name}', which succeeds with any input";
        IReadOnlyList<string> source = commands[^2].Words;
        bool isProcessList = source.Count > 1 && Name(source[0]) == "ps"
            && ListsCommandLines.Any(option => source[1].TrimStart('-').StartsWith(option, StringComparison.Ordinal));
        if (!isProcessList || name is not ("grep" or "egrep")) return null;
        // The shell that runs the line has the sought word in its own command line, and so has grep, unless it is written n[ginx].
        string? sought = words.Skip(1).FirstOrDefault(word => !word.StartsWith('-'));
        bool isInverted = words.Any(word => word.StartsWith('-') && word.Contains('v'));
        return sought is not null && !isInverted && !sought.Contains('[') && !sought.Contains('^') ? $"the list of processes always has 'grep {sought}' in it" : null;
    }

    private static string Name(string program) => program[(program.LastIndexOf('/') + 1)..];
}
