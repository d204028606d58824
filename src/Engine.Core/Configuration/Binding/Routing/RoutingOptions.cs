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

    /// <summary>ADDRESS[/LENGTH], or what stands for all of them.</summary>
    Network,

    /// <summary>[lock] WORD.</summary>
    LockableWord,

    /// <summary>[lock] 0 to 255.</summary>
    HopLimit,

    /// <summary>1 to 256.</summary>
    Weight,

    /// <summary>enabled or disabled.</summary>
    Switch,

    /// <summary>What the kernel knows as a feature of a route.</summary>
    Feature,

    /// <summary>What packets are wrapped into; what follows is that one's own.</summary>
    Encapsulation,

    /// <summary>A name or a number.</summary>
    Scope,

    /// <summary>FIRST-LAST.</summary>
    Range,

    /// <summary>A protocol of IP, by name or number.</summary>
    Protocol,
}

/// <summary>Reads the options of a line of routes or rules, ip-route(8) and ip-rule(8).</summary>
internal static class RoutingOptions
{
    private const int MinRoundTrip = 200;
    private const int MaxRoundTrip = 960_000;

    /// <summary>The protocols that packets of virtual addresses have, as /etc/protocols names them.</summary>
    private static readonly string[] Protocols = ["ip", "icmp", "tcp", "udp", "sctp", "ipv6-icmp", "gre", "esp", "ah", "ospf", "vrrp", "udplite", "dccp"];

    /// <summary>Reads what an option takes; what is wrong is reported.</summary>
    /// <returns>Whether it was right.</returns>
    public static bool Read(RoutingArgument argument, SyntaxWord option, StatementReader reader) => argument switch
    {
        RoutingArgument.None => true,
        RoutingArgument.Word => reader.Argument() is not null,
        RoutingArgument.LockableWord => SkipLock(reader) && reader.Argument() is not null,
        RoutingArgument.Interface => IsInterface(reader),
        RoutingArgument.Address => IsAddress(reader),
        RoutingArgument.Network => Is(reader, option, "an address or a network", word => word is "all" or "any" or "default" || IsNetwork(word)),
        RoutingArgument.Lockable => SkipLock(reader) && IsNumber(reader, option),
        RoutingArgument.RoundTrip => IsRoundTrip(reader, option),
        RoutingArgument.HopLimit => SkipLock(reader) && IsWithin(reader, option, 0, byte.MaxValue),
        RoutingArgument.Weight => IsWithin(reader, option, 1, byte.MaxValue + 1),
        RoutingArgument.Switch => Is(reader, option, "enabled or disabled", word => word is "enabled" or "disabled"),
        RoutingArgument.Feature => Is(reader, option, "ecn", word => word == "ecn"),
        RoutingArgument.Encapsulation => Is(reader, option, "ip, ip6, mpls or ila", word => word is "ip" or "ip6" or "mpls" or "ila"),
        RoutingArgument.Scope => Is(reader, option, "global, site, link, host, nowhere or a number", IsScope),
        RoutingArgument.Range => Is(reader, option, "two numbers with - between them", IsRange),
        RoutingArgument.Protocol => Is(reader, option, "a protocol of IP", word => Protocols.Contains(word) || byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)),
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

    private static bool SkipLock(StatementReader reader)
    {
        if (reader.Argument() is not { } word) return false;
        if (word.Text != "lock") reader.Again();
        return true;
    }

    private static bool Is(StatementReader reader, SyntaxWord option, string what, Func<string, bool> isRight)
    {
        if (reader.Argument() is not { } word) return false;
        if (isRight(word.Text)) return true;
        reader.Context.Diagnostics.Error(word, $"{option.Text} takes {what}, and '{word.Text}' is none of that");
        return false;
    }

    private static bool IsWithin(StatementReader reader, SyntaxWord option, int min, int max) =>
        Is(reader, option, $"a number from {min} to {max}", word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max);

    private static bool IsScope(string word) =>
        word is "global" or "site" or "link" or "host" or "nowhere" || byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsRange(string word)
    {
        string[] ends = word.Split('-');
        return ends.Length == 2 && ends.All(end => uint.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out _));
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
