using Superpower;
using Superpower.Model;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// Text to tokens. Permissive: every text has tokens, and what is wrong with it is for the grammar and the binder to say.
/// </summary>
internal sealed class ConfigurationTokenizer : Tokenizer<ConfigurationToken>
{
    protected override IEnumerable<Result<ConfigurationToken>> Tokenize(TextSpan span)
    {
        Result<char> next = span.ConsumeChar();
        while (next.HasValue)
        {
            TextSpan start = next.Location;
            switch (next.Value)
            {
                case '\n':
                    yield return Token(ConfigurationToken.NewLine, start, next.Remainder);
                    next = next.Remainder.ConsumeChar();
                    break;
                case '#' or '!':
                    while (next.HasValue && next.Value != '\n') next = next.Remainder.ConsumeChar();
                    break;
                case '{' or '}':
                    ConfigurationToken brace = next.Value == '{' ? ConfigurationToken.OpenBrace : ConfigurationToken.CloseBrace;
                    yield return Token(brace, start, next.Remainder);
                    next = next.Remainder.ConsumeChar();
                    break;
                case '"' or '\'':
                    TextSpan afterQuoted = SkipQuoted(next);
                    yield return Token(ConfigurationToken.QuotedWord, start, afterQuoted);
                    next = afterQuoted.ConsumeChar();
                    break;
                case var c when char.IsWhiteSpace(c) || c == '\0':
                    next = next.Remainder.ConsumeChar();
                    break;
                default:
                    TextSpan afterWord = SkipWord(next);
                    yield return Token(ConfigurationToken.Word, start, afterWord);
                    next = afterWord.ConsumeChar();
                    break;
            }
        }
    }

    /// <summary>To behind the closing quote; where there is none, to the end of the line.</summary>
    private static TextSpan SkipQuoted(Result<char> next)
    {
        char quote = next.Value;
        TextSpan rest = next.Remainder;
        for (Result<char> at = rest.ConsumeChar(); at.HasValue && at.Value is not '\n'; at = rest.ConsumeChar())
        {
            rest = at.Remainder;
            if (at.Value == quote) break;
            if (at.Value == '\\' && rest.ConsumeChar() is { HasValue: true } escaped && escaped.Value != '\n') rest = escaped.Remainder;
        }
        return rest;
    }

    /// <summary>To the next white space, comment or brace; braces after a dollar belong to the word, <c>${NAME}</c>.</summary>
    private static TextSpan SkipWord(Result<char> next)
    {
        TextSpan rest = next.Location;
        bool afterDollar = false;
        bool inDefinition = false;
        for (; next.HasValue && !char.IsWhiteSpace(next.Value) && next.Value is not ('#' or '!'); next = rest.ConsumeChar())
        {
            if (next.Value == '{' && !afterDollar) break;
            if (next.Value == '}' && !inDefinition) break;
            if (next.Value is '{') inDefinition = true;
            else if (next.Value is '}') inDefinition = false;
            afterDollar = next.Value == '$';
            rest = next.Remainder;
        }
        return rest;
    }

    private static Result<ConfigurationToken> Token(ConfigurationToken kind, TextSpan from, TextSpan to) => Result.Value(kind, from, to);
}
