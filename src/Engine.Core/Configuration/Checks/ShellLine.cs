using System.Buffers;
using System.Text;

namespace Holdfast.Configuration.Checks;

/// <summary>One command of a shell's line.</summary>
/// <param name="Operator">What stands before it; empty before the first.</param>
/// <param name="Words">Its words, without quotes; none where the line ends with an operator.</param>
internal sealed record ShellCommand(string Operator, IReadOnlyList<string> Words);

/// <summary>Splits simple lines of sh(1) into commands.</summary>
internal static class ShellLine
{
    /// <summary>Substitutions, groups and the like, which can't be judged by the last command.</summary>
    private static readonly SearchValues<char> NotSimple = SearchValues.Create("`(){}\n\\");
    private static readonly string[] Compound = ["if", "while", "until", "for", "case", "!"];

    /// <summary>null where the line is more than commands with operators between them.</summary>
    public static IReadOnlyList<ShellCommand>? Split(string line)
    {
        if (line.AsSpan().ContainsAny(NotSimple)) return null;
        var commands = new List<ShellCommand>();
        var words = new List<string>();
        var word = new StringBuilder();
        string before = "";
        char quote = '\0';
        bool inWord = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                inWord = true;
            }
            else if (OperatorAt(line, i) is { } op)
            {
                EndCommand(op);
                i += op.Length - 1;
            }
            else if (char.IsWhiteSpace(c))
            {
                EndWord();
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }
        EndCommand("");
        return commands.Any(command => command.Words.Count > 0 && Compound.Contains(command.Words[0])) ? null : commands;

        void EndWord()
        {
            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }

        void EndCommand(string next)
        {
            EndWord();
            // A semicolon at the end separates from nothing.
            if (words.Count > 0 || before != ";" || next.Length > 0) commands.Add(new ShellCommand(before, [.. words]));
            words.Clear();
            before = next;
        }
    }

    private static string? OperatorAt(string line, int at)
    {
        string two = line.Length - at >= 2 ? line.Substring(at, 2) : "";
        if (two is "||" or "&&") return two;
        // 2>&1 and &>file are redirections.
        bool isRedirection = line[at] == '&' && ((at > 0 && line[at - 1] is '>' or '<') || two == "&>");
        return line[at] is '|' or ';' or '&' && !isRedirection ? line[at].ToString() : null;
    }
}
