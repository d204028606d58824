using System.Globalization;
using System.Text;

namespace Holdfast.Configuration.Syntax;

/// <summary>Quotes and what a backslash means between them: the escapes of a shell's <c>$'…'</c>.</summary>
internal static class Quoting
{
    /// <summary>A word without its quotes; a quote without its fellow is a letter like any other.</summary>
    public static string Unquote(ReadOnlySpan<char> word)
    {
        if (!word.ContainsAny('"', '\'')) return word.ToString();
        var text = new StringBuilder(word.Length);
        for (int at = 0; at < word.Length;)
        {
            int end = word[at] is '"' or '\'' ? Closing(word, at) : -1;
            if (end < 0)
            {
                text.Append(word[at++]);
                continue;
            }
            Unescape(word[(at + 1)..end], text);
            at = end + 1;
        }
        return text.ToString();
    }

    /// <summary>What stands between quotes, with its escapes replaced.</summary>
    public static string Unescape(ReadOnlySpan<char> content)
    {
        if (!content.Contains('\\')) return content.ToString();
        var text = new StringBuilder(content.Length);
        Unescape(content, text);
        return text.ToString();
    }

    private static int Closing(ReadOnlySpan<char> word, int open)
    {
        for (int at = open + 1; at < word.Length; at++)
        {
            if (word[at] == word[open]) return at;
            if (word[at] == '\\') at++;
        }
        return -1;
    }

    private static void Unescape(ReadOnlySpan<char> content, StringBuilder text)
    {
        for (int at = 0; at < content.Length; at++)
        {
            if (content[at] != '\\' || at + 1 == content.Length)
            {
                text.Append(content[at]);
                continue;
            }
            char escape = content[++at];
            int digits = escape == 'x' ? Digits(content[(at + 1)..], 16, content.Length) : Digits(content[at..], 8, 3);
            switch (escape)
            {
                case 'a': text.Append('\a'); break;
                case 'b': text.Append('\b'); break;
                case 'E': text.Append('\e'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'v': text.Append('\v'); break;
                case 'c' when at + 1 < content.Length: text.Append((char)(content[++at] & 0x1f)); break;
                case 'x' when digits > 0:
                    text.Append((char)(ulong.Parse(content.Slice(at + 1, Math.Min(digits, 16)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & 0xff));
                    at += digits;
                    break;
                case var _ when digits > 0:
                    text.Append((char)(Octal(content.Slice(at, digits)) & 0xff));
                    at += digits - 1;
                    break;
                default: text.Append(escape); break;
            }
        }
    }

    private static int Digits(ReadOnlySpan<char> text, int radix, int max)
    {
        int count = 0;
        while (count < max && count < text.Length && (radix == 16 ? char.IsAsciiHexDigit(text[count]) : text[count] is >= '0' and <= '7')) count++;
        return count;
    }

    private static int Octal(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char digit in digits) value = (value * 8) + (digit - '0');
        return value;
    }
}
