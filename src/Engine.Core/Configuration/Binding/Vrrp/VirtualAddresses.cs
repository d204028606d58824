using System.Buffers.Binary;
using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_ipaddress</c> and its kin: IP[/LENGTH] and options in ip-address(8)'s words.</summary>
internal static class VirtualAddresses
{
    /// <summary>The kernel's IFNAMSIZ without the final zero.</summary>
    private const int MaxLabel = 15;

    /// <summary>A longer prefix leaves no room for a broadcast address, RFC 3021.</summary>
    private const int MaxPrefixWithBroadcast = 30;

    private static readonly string[] Flags = ["home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin", "no_track", "use_vmac"];

    private static readonly Dictionary<string, byte> Scopes = new()
    {
        ["global"] = 0,
        ["site"] = 200,
        ["link"] = 253,
        ["host"] = 254,
        ["nowhere"] = 255,
    };

    /// <param name="block">The lines.</param>
    /// <param name="context">What binding shares.</param>
    /// <param name="areStatic">Whether they are there as long as the engine runs; a track_group may decide about them then.</param>
    public static IEnumerable<VirtualAddress> Bind(SyntaxBlock block, BindingContext context, bool areStatic = false)
    {
        foreach (SyntaxStatement statement in block.Statements)
            if (Bind(new StatementReader(statement, context), statement.Keyword, areStatic) is { } address) yield return address;
    }

    private static VirtualAddress? Bind(StatementReader reader, SyntaxWord word, bool isStatic)
    {
        string[] parts = word.Text.Split('/', 2);
        if (!IpAddress.TryParse(parts[0], out IpAddress ip))
        {
            Report(reader, word, $"'{word.Text}' is not an IP address");
            return null;
        }
        int length = ip.MaxPrefixLength;
        bool hasLength = parts.Length == 2 && parts[1].Length > 0;
        if (hasLength && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= ip.MaxPrefixLength))
        {
            length = ip.MaxPrefixLength;
            Report(reader, word, $"'{word.Text}': the prefix length is a number from 0 to {length}; {length} is taken");
        }
        VirtualAddress? address = new VirtualAddress { Address = ip, PrefixLength = (byte)length };
        while (address is not null && reader.HasMore && reader.Argument() is { } option) address = BindOption(address, option, reader, isStatic);
        return address;
    }

    /// <summary>The address with an option; null where it is left out for it, which is reported.</summary>
    private static VirtualAddress? BindOption(VirtualAddress address, SyntaxWord option, StatementReader reader, bool isStatic)
    {
        bool takesValue = option.Text is "dev" or "label" or "brd" or "broadcast" or "scope" or "peer" or "preferred_lft" || (isStatic && option.Text == "track_group");
        if (takesValue)
        {
            if (reader.HasMore && reader.Argument() is { } value) return BindValue(address, option, value, reader);
            Report(reader, option, $"{option.Text} lacks its value: {address} is left out");
            return null;
        }
        if (Flags.Contains(option.Text)) reader.Context.ReportNotCarriedOut(option);
        else Report(reader, option, $"unknown option '{option.Text}' of an address", "use dev, brd, label or scope");
        return address;
    }

    private static VirtualAddress? BindValue(VirtualAddress address, SyntaxWord option, SyntaxWord value, StatementReader reader)
    {
        switch (option.Text)
        {
            case "dev":
                return BindDevice(address, option, value, reader);
            case "label":
                return BindLabel(address, value, reader);
            case "brd" or "broadcast":
                return BindBroadcast(address, value, reader);
            case "scope":
                return BindScope(address, value, reader);
            case "peer":
                reader.Context.ReportNotCarriedOut(option);
                if (!IpAddress.TryParse(value.Text, out IpAddress peer)) Report(reader, value, $"'{value.Text}' is not an IP address");
                else if (peer.Family != address.Address.Family) Report(reader, value, $"{address} and its peer {peer} are of different families");
                return address;
            case "preferred_lft":
                reader.Context.ReportNotCarriedOut(option);
                if (value.Text != "forever" && !uint.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    Report(reader, value, $"'{value.Text}' is no time", "preferred_lft takes a number of seconds, or forever");
                return address;
            default:
                reader.Context.ReportNotCarriedOut(option);
                return address;
        }
    }

    private static VirtualAddress? BindDevice(VirtualAddress address, SyntaxWord option, SyntaxWord device, StatementReader reader)
    {
        if (address.Device is not null)
        {
            Report(reader, option, $"{address} is on one interface only, and dev is given twice: it is left out");
            return null;
        }
        if (!reader.Context.MayBeInterface(device.Text)) Report(reader, device, $"WARNING - interface {device.Text} for ip address {address} doesn't exist");
        return address with { Device = device.Text };
    }

    private static VirtualAddress? BindLabel(VirtualAddress address, SyntaxWord label, StatementReader reader)
    {
        if (address.Address.Family == IpFamily.V6)
        {
            Report(reader, label, $"{address} has no label, as all of IPv6; '{label.Text}' is ignored");
            return address;
        }
        if (label.Text.Length <= MaxLabel) return address with { Label = label.Text };
        Report(reader, label, $"the label '{label.Text}' is longer than {MaxLabel} letters: {address} is left out");
        return null;
    }

    private static VirtualAddress BindScope(VirtualAddress address, SyntaxWord scope, StatementReader reader)
    {
        if (address.Address.Family == IpFamily.V6) Report(reader, scope, $"{address} has a scope of its own, as all of IPv6; '{scope.Text}' is ignored");
        else if (Scopes.TryGetValue(scope.Text, out byte number) || byte.TryParse(scope.Text, CultureInfo.InvariantCulture, out number)) return address with { Scope = number };
        else Report(reader, scope, $"unknown scope '{scope.Text}'", "use global, site, link, host, nowhere or a number");
        return address;
    }

    /// <summary>An address, or + or - for all ones or all zeros behind the prefix.</summary>
    private static VirtualAddress? BindBroadcast(VirtualAddress address, SyntaxWord word, StatementReader reader)
    {
        if (address.Address.Family == IpFamily.V6)
        {
            Report(reader, word, $"there is no broadcast in IPv6: {address} is left out");
            return null;
        }
        if (word.Text is "+" or "-") return BindBroadcastOfPrefix(address, word, reader);
        if (IpAddress.TryParse(word.Text, out IpAddress broadcast) && broadcast.Family == IpFamily.V4) return address with { Broadcast = broadcast };
        Report(reader, word, $"'{word.Text}' is not an IPv4 broadcast address: {address} is left out");
        return null;
    }

    private static VirtualAddress BindBroadcastOfPrefix(VirtualAddress address, SyntaxWord sign, StatementReader reader)
    {
        if (address.PrefixLength > MaxPrefixWithBroadcast)
        {
            Report(reader, sign, $"{address} has no broadcast address: its prefix leaves no room for one");
            return address;
        }
        Span<byte> bytes = stackalloc byte[4];
        address.Address.CopyTo(bytes);
        uint host = uint.MaxValue >> address.PrefixLength;
        uint network = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, sign.Text == "+" ? network | host : network & ~host);
        return address with { Broadcast = IpAddress.FromBytes(bytes) };
    }

    private static void Report(StatementReader reader, SyntaxWord where, string message, string? suggestion = null) =>
        reader.Context.Diagnostics.Error(where, message, suggestion);
}
