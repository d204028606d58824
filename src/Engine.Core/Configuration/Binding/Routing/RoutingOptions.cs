using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>What an option of a route or a rule takes.</summary>
internal enum RoutingArgument : byte
{
    None,
    Word,
    Number,

    /// <summary>[lock] NUMBER.</summary>
    Lockable,

    /// <summary>[lock] MILLISECONDS, 200 to 960000.</summary>
    RoundTrip,
    Address,
    Interface,
    Bool,
}

/// <summary>Reads the options of a line of routes or rules, ip-route(8) and ip-rule(8).</summary>
internal static class RoutingOptions
{
    private const int MinRoundTrip = 200;
    private const int MaxRoundTrip = 960_000;

    /// <summary>Reads what an option takes; what is wrong is reported.</summary>
    /// <returns>Whether it was right.</returns>
    public static bool Read(RoutingArgument argument, SyntaxWord option, StatementReader reader) => argument switch
    {
        RoutingArgument.None => true,
        RoutingArgument.Word => reader.Argument() is not null,
        RoutingArgument.Bool => reader.Argument() is not null,
        RoutingArgument.Interface => IsInterface(reader),
        RoutingArgument.Address => IsAddress(reader),
        RoutingArgument.Lockable => IsLockable(reader, option),
        RoutingArgument.RoundTrip => IsRoundTrip(reader, option),
        _ => IsNumber(reader, option),
    };

    /// <summary>An address or a network, ADDRESS[/LENGTH].</summary>
    public static bool IsNetwork(string text)
    {
        string[] parts = text.Split('/');
        if (!IpAddress.TryParse(parts[0], out IpAddress address)) return false;
        return parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= address.MaxPrefixLength);
    }

    private static bool IsInterface(StatementReader reader)
    {
        if (reader.Argument() is not { } name) return false;
        if (!reader.Context.MayBeInterface(name.Text)) reader.Context.Diagnostics.Error(name, $"WARNING - interface {name.Text} doesn't exist");
        return true;
    }

    private static bool IsAddress(StatementReader reader)
    {
        if (reader.Argument() is not { } word) return false;
        if (word.Text is "inet" or "inet6" && reader.Argument() is { } next) word = next;
        if (IsNetwork(word.Text)) return true;
        reader.Context.Diagnostics.Error(word, $"'{word.Text}' is not an IP address");
        return false;
    }

    private static bool IsLockable(StatementReader reader, SyntaxWord option)
    {
        if (reader.Argument() is not { } word) return false;
        if (word.Text != "lock") reader.Again();
        return IsNumber(reader, option);
    }

    private static bool IsRoundTrip(StatementReader reader, SyntaxWord option)
    {
        if (reader.Argument() is not { } word) return false;
        if (word.Text == "lock" && reader.Argument() is { } next) word = next;
        reader.Again();
        if (!IsNumber(reader, option)) return false;
        if (!long.TryParse(word.Text, CultureInfo.InvariantCulture, out long milliseconds)) return true;
        if (milliseconds < MinRoundTrip) reader.Context.Diagnostics.Error(word, $"{option.Text} {milliseconds} is less than {MinRoundTrip} ms, which is taken");
        if (milliseconds > MaxRoundTrip) reader.Context.Diagnostics.Error(word, $"number '{word.Text}' outside range [0, {MaxRoundTrip}]", $"{option.Text} takes milliseconds");
        return true;
    }

    /// <summary>A number, decimal or hexadecimal, with a unit of time or a mask behind it where ip(8) takes one.</summary>
    private static bool IsNumber(StatementReader reader, SyntaxWord option)
    {
        if (reader.Argument() is not { } word) return false;
        string digits = word.Text.Split('/')[0].TrimEnd('s', 'm', 'u', 'n');
        bool isNumber = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
            : double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (!isNumber) reader.Context.Diagnostics.Error(word, $"'{word.Text}' is not a number, which {option.Text} takes");
        return isNumber;
    }
}
