using System.Globalization;

namespace Holdfast.Configuration.Syntax;

/// <summary>What <c>$NAME=</c> lines and <c>~SEQ</c> have defined so far, and what is defined beforehand.</summary>
internal sealed class Definitions(ExpansionOptions options)
{
    private const int DefaultRandomMax = 32767;

    private readonly Dictionary<string, string> _values = [];
    private uint _random = options.Seed | 1;

    /// <summary>Sets what <c>${_RANDOM}</c> gives from here on, the same for the same seed.</summary>
    public void Seed(uint seed) => _random = seed | 1;

    /// <param name="name">The name.</param>
    /// <param name="value">Its value; of several lines, with line ends between them.</param>
    public void Define(string name, string value) => _values[name] = value;

    /// <summary>
    /// The first reference to something defined, <c>$NAME</c> before white space or <c>${NAME}</c>. What is not defined is left
    /// as it is: scripts have dollars too.
    /// </summary>
    /// <param name="line">The line to search.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="folder">The folder of the file that is being read.</param>
    /// <param name="isInHead">Whether a comma or parenthesis may end a name, as in the head of <c>~SEQ</c>.</param>
    public Reference? Find(string line, int from, string folder, bool isInHead = false)
    {
        for (int dollar = line.IndexOf('$', from); dollar >= 0; dollar = line.IndexOf('$', dollar + 1))
        {
            int start = dollar + 1;
            bool isBraced = start < line.Length && line[start] == '{';
            int end = isBraced ? line.IndexOf('}', start) : EndOfName(line, start);
            if (end < 0 || (!isBraced && end < line.Length && !char.IsWhiteSpace(line[end]) && !(isInHead && line[end] is ',' or ')'))) continue;
            string content = isBraced ? line[(start + 1)..end] : line[start..end];
            if (Value(content, folder) is { } value) return new Reference(dollar, (isBraced ? end + 1 : end) - dollar, value);
        }
        return null;
    }

    /// <summary>Where a name that begins at <paramref name="start"/> ends: letters, digits and underscores, no digit first.</summary>
    public static int EndOfName(ReadOnlySpan<char> line, int start)
    {
        int end = start;
        while (end < line.Length && (char.IsAsciiLetter(line[end]) || line[end] == '_' || (end > start && char.IsAsciiDigit(line[end])))) end++;
        return end;
    }

    private string? Value(string content, string folder)
    {
        if (_values.TryGetValue(content, out string? value)) return value;
        if (!content.StartsWith('_')) return null;
        string[] words = content.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["_PWD"] => folder,
            ["_INSTANCE"] => options.InstanceName,
            ["_HASH"] => "#",
            ["_BANG"] => "!",
            ["_ENV", var name] => options.Environment(name) ?? "",
            ["_RANDOM", .. var limits] => Random(limits),
            _ => null,
        };
    }

    private string? Random(string[] limits)
    {
        int[] numbers = [.. limits.Select(l => int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        int min = numbers.Length > 0 ? numbers[0] : 0;
        int max = numbers.Length > 1 ? numbers[1] : DefaultRandomMax;
        if (numbers.Length > 2 || min < 0 || max < min) return null;
        // Marsaglia's xorshift: the same seed gives the same numbers on every host.
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (min + (int)(_random % ((uint)(max - min) + 1))).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A reference in a line: where it stands, how long it is, and what it stands for.</summary>
internal readonly record struct Reference(int Start, int Length, string Value);
