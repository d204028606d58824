using System.Buffers;
using Superpower;
using Superpower.Model;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// Expanded text to tokens. Permissive: every text has tokens, and what is wrong with it is for the grammar and the binder to say.
/// </summary>
internal sealed class ConfigurationTokenizer : Tokenizer<ConfigurationToken>
{
    /// <summary>What ends a word, or changes how it is read.</summary>
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n\v\f\0{}\"'");

    protected override IEnumerable<Result<ConfigurationToken>> Tokenize(TextSpan span)
    {
        string text = span.Source!;
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < text.Length;)
        {
            char first = text[at];
            int end = at + 1;
            ConfigurationToken kind;
            switch (first)
            {
                case '\n': kind = ConfigurationToken.NewLine; break;
                case '{': kind = ConfigurationToken.OpenBrace; break;
                case '}': kind = ConfigurationToken.CloseBrace; break;
                case '"' or '\'':
                    kind = ConfigurationToken.QuotedWord;
                    end = EndOfQuoted(text, at);
                    break;
                case ' ' or '\t' or '\r' or '\v' or '\f' or '\0':
                    at++;
                    continue;
                default:
                    kind = ConfigurationToken.Word;
                    end = EndOfWord(text, at);
                    break;
            }
            yield return Result.Value(kind, From(text, at, line, lineStart), From(text, end, line, lineStart));
            at = end;
            if (kind != ConfigurationToken.NewLine) continue;
            line++;
            lineStart = end;
        }
    }

    private static TextSpan From(string text, int at, int line, int lineStart) =>
        new(text, new Position(at, line, at - lineStart + 1), text.Length - at);

    /// <summary>To behind the closing quote; where there is none, to the end of the line.</summary>
    private static int EndOfQuoted(string text, int start)
    {
        char quote = text[start];
        int at = start + 1;
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == quote) return at + 1;
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n') at++;
        }
        return at;
    }

    /// <summary>
    /// To the next white space or brace. Quotes that open and close within the word belong to it, as do the braces of a
    /// reference to something undefined, <c>${NAME}</c>.
    /// </summary>
    private static int EndOfWord(string text, int start)
    {
        int at = start;
        while (true)
        {
            int next = text.AsSpan(at).IndexOfAny(WordEnds);
            if (next < 0) return text.Length;
            at += next;
            switch (text[at])
            {
                case '"' or '\'':
                    int end = EndOfQuoted(text, at);
                    at = text[end - 1] == text[at] && end > at + 1 ? end : at + 1;
                    break;
                case '{' when at > start && text[at - 1] == '$' && text.AsSpan(at).IndexOfAny('}', '\n') is var close and > 0 && text[at + close] == '}':
                    at += close + 1;
                    break;
                default:
                    return at;
            }
        }
    }
}
