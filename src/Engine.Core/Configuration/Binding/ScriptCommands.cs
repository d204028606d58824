using System.Buffers;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Command lines to programs and arguments.</summary>
internal static class ScriptCommands
{
    /// <summary>What only a shell understands. A line without any of it is run without a shell.</summary>
    private static readonly SearchValues<char> ShellOnly = SearchValues.Create("|&;<>()$`*?[]~{}\n");

    /// <summary>A line as it stood between quotes: its words are split as a shell would.</summary>
    public static ScriptCommand Read(string line)
    {
        List<string> words = Split(line.Trim());
        bool needsShell = NeedsShell(line) || (words.Count > 0 && words[0].Contains('='));
        return new ScriptCommand(line.Trim(), [.. words], needsShell);
    }

    /// <summary>Words that were split already.</summary>
    public static ScriptCommand Read(IReadOnlyList<SyntaxWord> words) =>
        words.Count == 1 ? Read(words[0].Text) : new ScriptCommand(string.Join(' ', words.Select(w => w.Text)), [.. words.Select(w => w.Text)], NeedsShell(words));

    /// <summary>Whether a text has what only a shell understands.</summary>
    public static bool NeedsShell(string text) => text.AsSpan().ContainsAny(ShellOnly);

    private static bool NeedsShell(IReadOnlyList<SyntaxWord> words) =>
        words.Any(word => !word.IsQuoted && NeedsShell(word.Text));

    private static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c == '\\' && quote == '"' && i + 1 < line.Length ? line[++i] : c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                inWord = true;
            }
            else if (char.IsWhiteSpace(c))
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else
            {
                word.Append(c == '\\' && i + 1 < line.Length ? line[++i] : c);
                inWord = true;
            }
        }
        if (inWord) words.Add(word.ToString());
        return words;
    }
}
