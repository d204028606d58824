using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Reads the arguments of one statement; what is wrong with one is reported and gives null, and the default stays.</summary>
/// <param name="statement">The statement.</param>
/// <param name="context">What all of them share.</param>
/// <param name="first">The first word to read: that behind the keyword, or the keyword where it is a value.</param>
internal sealed class StatementReader(SyntaxStatement statement, BindingContext context, int first = 1)
{
    /// <summary>To the microsecond.</summary>
    private const int MaxDecimals = 6;

    private int _next = first;

    public SyntaxStatement Statement => statement;

    public SyntaxWord Keyword => statement.Keyword;

    public BindingContext Context => context;

    public bool HasMore => _next < statement.Words.Count;

    /// <summary>The next word; where there is none, that is reported and reading stops.</summary>
    public SyntaxWord? Argument()
    {
        if (HasMore) return statement.Words[_next++];
        context.Diagnostics.Error(Keyword, $"'{Keyword.Text}' lacks its argument", verdict: Verdict.MissingArgument);
        context.Stop();
        return null;
    }

    /// <summary>The word before.</summary>
    public SyntaxWord Last => statement.Words[_next - 1];

    /// <summary>Gives the word before once more.</summary>
    public void Again() => _next--;

    /// <summary>The words not read yet.</summary>
    public IEnumerable<SyntaxWord> Rest()
    {
        while (HasMore) yield return statement.Words[_next++];
    }

    public SyntaxBlock? Block()
    {
        if (statement.Block is { } block) return block;
        context.Diagnostics.Error(Keyword, $"'{{' missing from beginning of the block of '{Keyword.Text}'");
        return null;
    }

    /// <summary>The block, if there is one.</summary>
    public SyntaxBlock? OptionalBlock => statement.Block;

    public int? Number(int min, int max)
    {
        if (Argument() is not { } word) return null;
        bool isNumber = int.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= min && number <= max) return number;
        context.Diagnostics.Error(
            word,
            isNumber ? $"number '{word.Text}' outside range [{min}, {max}]" : $"'{word.Text}' is not a number",
            $"{Keyword.Text} takes a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A number that may be as large as a word of the kernel's: a firewall mark, a count.</summary>
    public uint? Unsigned(uint min, uint max = uint.MaxValue)
    {
        if (Argument() is not { } word) return null;
        bool isNumber = long.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (isNumber && number >= min && number <= max) return (uint)number;
        context.Diagnostics.Error(
            word,
            isNumber ? $"number '{word.Text}' outside range [{min}, {max}]" : $"'{word.Text}' is not a number",
            $"{Keyword.Text} takes a whole number from {min} to {max}");
        return null;
    }

    public TimeSpan? Seconds(double min, double max) =>
        Decimal(min, max, MaxDecimals, "seconds") is { } seconds ? TimeSpan.FromMicroseconds(Math.Round(seconds * 1e6)) : null;

    /// <summary>A number with a fraction.</summary>
    /// <param name="min">The least.</param>
    /// <param name="max">The greatest.</param>
    /// <param name="decimals">How many places it may have; it is reported when it has more, and taken.</param>
    /// <param name="unit">What it counts.</param>
    public double? Decimal(double min, double max, int decimals, string unit)
    {
        if (Argument() is not { } word) return null;
        bool isNumber = double.TryParse(
            word.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double number);
        int given = word.Text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? word.Text.Length - point - 1 : 0;
        if (isNumber && given > decimals) context.Diagnostics.Error(word, $"number '{word.Text}' has more than {decimals} decimal places: it is rounded");
        if (isNumber && number >= min && number <= max) return number;
        context.Diagnostics.Error(
            word,
            isNumber ? FormattableString.Invariant($"number '{word.Text}' outside range [{min:0.######}, {max:0.######}]") : $"'{word.Text}' is not a number of {unit}",
            FormattableString.Invariant($"{Keyword.Text} takes {unit} from {min:0.######} to {max:0.######}"));
        return null;
    }

    public bool? Flag()
    {
        if (!HasMore) return true;
        SyntaxWord word = statement.Words[_next++];
        switch (word.Text)
        {
            case "on" or "true" or "yes": return true;
            case "off" or "false" or "no": return false;
            default:
                context.Diagnostics.Error(word, $"'{word.Text}' is neither on nor off", $"{Keyword.Text} takes on, true, yes, off, false or no");
                return null;
        }
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(params IReadOnlyList<string> choices)
    {
        if (Argument() is not { } word) return null;
        if (choices.Contains(word.Text)) return word.Text;
        context.Diagnostics.Error(word, $"unknown {Keyword.Text} '{word.Text}'", choices.Count == 1 ? $"use {choices[0]}" : $"use {string.Join(", ", choices.SkipLast(1))} or {choices[^1]}");
        return null;
    }

    /// <param name="mayHaveLength">Whether a prefix length may stand behind it.</param>
    public IpAddress? Address(bool mayHaveLength = false)
    {
        if (Argument() is not { } word) return null;
        string text = mayHaveLength && RoutingOptions.IsNetwork(word.Text) ? word.Text.Split('/')[0] : word.Text;
        if (IpAddress.TryParse(text, out IpAddress address)) return address;
        context.Diagnostics.Error(word, $"'{word.Text}' is not an IP address");
        return null;
    }

    /// <summary>USER [GROUP], both of which have to exist.</summary>
    /// <param name="verdict">What it does to the exit code where one doesn't.</param>
    /// <param name="suggestion">What to do then; null where that is plain.</param>
    public ScriptUser? User(Verdict verdict = Verdict.Reported, string? suggestion = null)
    {
        if (Argument() is not { } user) return null;
        SyntaxWord? group = HasMore ? Argument() : null;
        if (!context.Host.UserExists(user.Text))
        {
            context.Diagnostics.Error(user, $"user '{user.Text}' does not exist", suggestion, verdict);
            return null;
        }
        if (group is not null && !context.Host.GroupExists(group.Text))
        {
            context.Diagnostics.Error(group, $"group '{group.Text}' does not exist", suggestion, verdict);
            return null;
        }
        return new ScriptUser(user.Text, group?.Text);
    }

    /// <summary>A script and the user who runs it; quoted where it has arguments. One whose user is not known is not run by anybody else.</summary>
    public NotifyScript? NotifyScript()
    {
        if (Argument() is not { } script) return null;
        ScriptCommand command = ScriptCommands.Read(script.Text);
        ScriptUser? user = HasMore ? User(Verdict.None, script.IsQuoted ? null : "what follows a script is who runs it; a script with arguments stands between quotes, with them") : null;
        if (command.Words.Count == 0) context.Diagnostics.Warning(script, $"{Keyword.Text} names no script: nothing is run");
        else if (user is not null || statement.Words.Count == 2) return new NotifyScript(command, user);
        return null;
    }

    /// <summary>A script that is not carried out; it is checked as others are.</summary>
    public NotifyScript? ReadOnlyScript()
    {
        NotifyScript? script = NotifyScript();
        if (script is not null) context.ReadOnlyScripts.Add((script, Keyword));
        return script;
    }
}
