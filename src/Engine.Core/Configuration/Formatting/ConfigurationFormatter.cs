using System.Text;
using Superpower.Model;

namespace Holdfast.Configuration.Formatting;

/// <summary>
/// Lays a configuration out anew: four spaces a block, one statement a line, <c>{</c> behind its keyword, single spaces and
/// single empty lines. What it says does not change, and comments stay. What has been laid out once stays as it is.
/// </summary>
internal sealed class ConfigurationFormatter
{
    public const int Indent = 4;

    private static readonly ConfigurationTokenizer Tokenizer = new();

    private readonly List<FormattedLine> _lines = [];
    private int _depth;
    private bool _isAlternative;

    private ConfigurationFormatter()
    {
    }

    /// <summary>Lays out the text of one file; what it includes is left alone.</summary>
    public static string Format(string text)
    {
        var formatter = new ConfigurationFormatter();
        formatter.Read(text);
        var formatted = new StringBuilder();
        foreach (string line in WithoutSurplusEmptyLines(formatter._lines).Select(line => line.Text)) formatted.Append(line).Append('\n');
        return formatted.ToString();
    }

    private void Read(string text)
    {
        ConfigurationFormatter? definition = null;
        string opening = "";
        foreach (ReadOnlySpan<char> raw in new LineEnumerator(text))
        {
            bool isContinued = Split(raw, out string code, out string? comment);
            if (definition is null && isContinued && IsDefinition(code))
            {
                definition = new ConfigurationFormatter();
                opening = code;
                continue;
            }
            if (definition is null)
            {
                // A backslash that continues no definition is a word like any other.
                Add(isContinued && code.Length > 0 ? code + " \\" : code, comment, isContinued);
                continue;
            }
            definition.Add(code, comment);
            if (isContinued) continue;
            Close(opening, definition);
            definition = null;
        }
        if (definition is not null) Close(opening, definition);
    }

    /// <summary>Takes a definition of several lines: every line but the last ends with a backslash.</summary>
    private void Close(string opening, ConfigurationFormatter definition)
    {
        List<FormattedLine> lines = [.. WithoutSurplusEmptyLines(definition._lines)];
        _lines.Add(new FormattedLine { Depth = _depth, Code = lines.Count > 0 ? opening + " \\" : opening, IsContinued = lines.Count > 0 });
        for (int i = 0; i < lines.Count; i++)
        {
            string text = i < lines.Count - 1 ? lines[i].Text + " \\" : lines[i].Text;
            _lines.Add(new FormattedLine { Depth = 0, Code = text == " \\" ? "\\" : text, IsContinued = true });
        }
    }

    private void Add(string code, string? comment, bool isContinued = false)
    {
        if (code.Length == 0)
        {
            _lines.Add(new FormattedLine { Depth = _depth, Code = "", Comment = comment });
            return;
        }
        if (IsRaw(code))
        {
            _lines.Add(new FormattedLine { Depth = _depth, Code = code, Comment = comment, IsContinued = isContinued });
            return;
        }
        // A condition holds for its line, and so for each of the lines that it becomes.
        int start = code.Length - AfterConditions(code).Length;
        string condition = string.Concat(code[..start].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word + " "));
        List<string> statements = Statements(code[start..]);
        for (int i = 0; i < statements.Count; i++)
        {
            bool isLast = i == statements.Count - 1;
            AddStatement(condition, statements[i], isLast ? comment : null, isLast && isContinued);
        }
    }

    private void AddStatement(string condition, string statement, string? comment, bool isContinued)
    {
        // Of several heads under conditions, one after another, only one will count: they share one block.
        bool isHead = condition.Length > 0 && statement.EndsWith('{');
        bool sharesBlock = isHead && _isAlternative;
        if (statement == "}") _depth = Math.Max(0, _depth - 1);
        if (statement == "{" && condition.Length == 0 && _lines.FindLastIndex(line => !line.IsEmpty) is var last and >= 0 && CanTakeBrace(_lines[last]))
        {
            _lines.RemoveRange(last + 1, _lines.Count - last - 1);
            _lines[last] = _lines[last] with { Code = _lines[last].Code + " {" };
            if (comment is not null) _lines.Add(new FormattedLine { Depth = _depth + 1, Code = "", Comment = comment });
        }
        else
        {
            _lines.Add(new FormattedLine { Depth = sharesBlock ? _depth - 1 : _depth, Code = condition + statement, Comment = comment, IsContinued = isContinued });
        }
        if (statement.EndsWith('{') && !sharesBlock) _depth++;
        _isAlternative = isHead;
    }

    private static bool CanTakeBrace(FormattedLine line) => line.Code.Length > 0 && !line.IsOpening && !line.IsClosing && !line.Code.StartsWith('@') && !IsRaw(line.Code);

    /// <summary>The statements of a line: up to an opening brace, and a closing one by itself.</summary>
    private static List<string> Statements(string code)
    {
        var statements = new List<string>();
        var words = new StringBuilder();
        foreach (Token<ConfigurationToken> token in Tokenizer.Tokenize(code))
        {
            if (token.Kind == ConfigurationToken.CloseBrace && words.Length > 0) Flush();
            if (words.Length > 0) words.Append(' ');
            words.Append(token.Span.Source.AsSpan(token.Position.Absolute, token.Span.Length).TrimEnd(Comments.Blank));
            if (token.Kind is ConfigurationToken.OpenBrace or ConfigurationToken.CloseBrace) Flush();
        }
        if (words.Length > 0) Flush();
        return statements;

        void Flush()
        {
            statements.Add(words.ToString());
            words.Clear();
        }
    }

    /// <returns>Whether a backslash ends the line.</returns>
    private static bool Split(ReadOnlySpan<char> raw, out string code, out string? comment)
    {
        bool isContinued = raw is [.., '\\'];
        ReadOnlySpan<char> line = (isContinued ? raw[..^1] : raw).Trim(Comments.Blank);
        int start = Comments.Start(line);
        code = (start < 0 ? line : line[..start]).TrimEnd(Comments.Blank).ToString();
        comment = start < 0 ? null : line[start..].ToString();
        if (start != 0) return isContinued;
        // A line that is a comment as a whole continues nothing.
        if (isContinued) comment += " \\";
        return false;
    }

    /// <summary>
    /// Whether the words of a line mean something before they are words, so that their spaces and braces stay: a definition, a
    /// sequence, or a reference at its beginning, which may make a comment or a condition of it.
    /// </summary>
    private static bool IsRaw(string code)
    {
        ReadOnlySpan<char> rest = AfterConditions(code);
        return rest.Length == 0 || rest[0] is '~' or '$' || rest.StartsWith("include");
    }

    private static ReadOnlySpan<char> AfterConditions(ReadOnlySpan<char> code)
    {
        while (code.StartsWith('@'))
        {
            int end = code.IndexOfAny(' ', '\t');
            code = end < 0 ? [] : code[end..].TrimStart(Comments.Blank);
        }
        return code;
    }

    private static bool IsDefinition(ReadOnlySpan<char> code)
    {
        code = AfterConditions(code);
        if (!code.StartsWith('$')) return false;
        int end = Definitions.EndOfName(code, 1);
        return end > 1 && end < code.Length && code[end] == '=';
    }

    /// <summary>At most one empty line in a row, and none at the beginning or the end of a block or of the text.</summary>
    private static IEnumerable<FormattedLine> WithoutSurplusEmptyLines(List<FormattedLine> lines)
    {
        FormattedLine? last = null;
        for (int i = 0; i < lines.Count; i++)
        {
            FormattedLine? next = lines.Skip(i + 1).FirstOrDefault(line => !line.IsEmpty);
            bool isSurplus = lines[i].IsEmpty && (last is null || last.IsEmpty || last.IsOpening || next is null || next.IsClosing);
            if (isSurplus) continue;
            last = lines[i];
            yield return last;
        }
    }
}
