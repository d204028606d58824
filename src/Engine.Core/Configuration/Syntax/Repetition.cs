using System.Globalization;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// The head of a line that is read several times: <c>~SEQ(VAR, [START,] [STEP,] END)</c>, <c>~SEQx(…)</c> in hexadecimal,
/// <c>~LST(VAR, VALUE, …)</c>, <c>~LST({VAR, VAR}, {VALUE, VALUE}, …)</c>.
/// </summary>
/// <param name="Names">What is defined each time.</param>
/// <param name="Rows">The values of each time.</param>
/// <param name="Rest">Where the line goes on behind it.</param>
internal sealed record Repetition(IReadOnlyList<string> Names, IReadOnlyList<string[]> Rows, int Rest)
{
    /// <summary>More rounds than a configuration that is meant to be loaded has.</summary>
    public const int MaxRounds = 1_000_000;

    public static bool IsAt(ReadOnlySpan<char> line) => line.StartsWith("~SEQ(") || line.StartsWith("~SEQx(") || line.StartsWith("~LST(");

    /// <summary>Reads the head that a line begins with.</summary>
    /// <param name="line">The line, from its tilde on.</param>
    /// <param name="reason">What is wrong with it, when null is returned.</param>
    public static Repetition? Read(string line, out string reason)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.IndexOf(')', StringComparison.Ordinal);
        reason = "its closing parenthesis is missing";
        if (close < 0) return null;
        string inside = line[(open + 1)..close];
        return line.StartsWith("~LST", StringComparison.Ordinal)
            ? ReadList(inside, close + 1, out reason)
            : ReadSequence(inside, isHexadecimal: line[4] == 'x', close + 1, out reason);
    }

    private static Repetition? ReadSequence(string inside, bool isHexadecimal, int rest, out string reason)
    {
        string[] parts = [.. inside.Split(',').Select(part => part.Trim())];
        reason = "it takes a name and one to three numbers: ~SEQ(NAME, START, STEP, END)";
        if (parts.Length is < 2 or > 4 || !IsName(parts[0])) return null;
        var numbers = new long[parts.Length - 1];
        for (int i = 0; i < numbers.Length; i++)
            if (!TryParse(parts[i + 1], out numbers[i])) return null;
        long end = numbers[^1];
        long start = numbers.Length > 1 ? numbers[0] : end > 0 ? 1 : -1;
        long step = numbers.Length > 2 ? numbers[1] : end >= start ? 1 : -1;
        reason = "its step leads away from its end";
        if (step == 0 || (end - start) / step < 0) return null;
        reason = $"it has more than {MaxRounds} rounds";
        if ((end - start) / step >= MaxRounds) return null;
        var rows = new List<string[]>();
        for (long value = start; step > 0 ? value <= end : value >= end; value += step)
            rows.Add([isHexadecimal ? Hexadecimal(value) : value.ToString(CultureInfo.InvariantCulture)]);
        return new Repetition([parts[0]], rows, rest);
    }

    private static Repetition? ReadList(string inside, int rest, out string reason)
    {
        List<string[]> groups = Groups(inside);
        reason = "it takes a name and its values: ~LST(NAME, VALUE, ...) or ~LST({NAME, NAME}, {VALUE, VALUE}, ...)";
        if (groups.Count < 2 || !groups[0].All(IsName)) return null;
        string[] names = groups[0];
        reason = $"each group of values has {names.Length} of them, one for each name";
        return groups.Skip(1).All(values => values.Length == names.Length) ? new Repetition(names, groups[1..], rest) : null;
    }

    /// <summary>Splits at the commas; what stands between braces is one group.</summary>
    private static List<string[]> Groups(string inside)
    {
        var groups = new List<string[]>();
        for (int at = 0; at <= inside.Length;)
        {
            while (at < inside.Length && char.IsWhiteSpace(inside[at])) at++;
            bool isGroup = at < inside.Length && inside[at] == '{';
            int close = isGroup ? inside.IndexOf('}', at) : -1;
            int comma = inside.IndexOf(',', Math.Max(at, close));
            int end = comma < 0 ? inside.Length : comma;
            groups.Add(close >= 0 ? [.. inside[(at + 1)..close].Split(',').Select(v => v.Trim())] : [inside[at..end].Trim()]);
            at = end + 1;
        }
        return groups;
    }

    private static bool IsName(string text) => text.Length > 0 && Definitions.EndOfName(text, 0) == text.Length;

    private static bool TryParse(string text, out long number)
    {
        bool isNegative = text.StartsWith('-');
        ReadOnlySpan<char> digits = isNegative ? text.AsSpan(1) : text;
        bool isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNumber = isHexadecimal
            ? long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        // Far beyond what anything here counts, and no sum of two overflows.
        if (!isNumber || number is < 0 or > int.MaxValue) return false;
        if (isNegative) number = -number;
        return true;
    }

    private static string Hexadecimal(long value) =>
        value < 0 ? "-" + (-value).ToString("x", CultureInfo.InvariantCulture) : value.ToString("x", CultureInfo.InvariantCulture);
}
