using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_ipaddress</c>: IP[/LENGTH] and options in ip-address(8)'s words.</summary>
internal static class VirtualAddresses
{
    private static readonly Dictionary<string, byte> Scopes = new()
    {
        ["global"] = 0,
        ["site"] = 200,
        ["link"] = 253,
        ["host"] = 254,
        ["nowhere"] = 255,
    };

    public static IEnumerable<VirtualAddress> Bind(SyntaxBlock block, BindingContext context)
    {
        foreach (SyntaxStatement statement in block.Statements)
            if (Bind(new StatementReader(statement, context), statement.Keyword) is { } address) yield return address;
    }

    private static VirtualAddress? Bind(StatementReader reader, SyntaxWord word)
    {
        DiagnosticBag diagnostics = reader.Context.Diagnostics;
        string[] parts = word.Text.Split('/');
        if (!IpAddress.TryParse(parts[0], out IpAddress ip))
        {
            diagnostics.Error(word, $"'{word.Text}' is not an IP address");
            return null;
        }
        int length = ip.MaxPrefixLength;
        bool isLengthRight = parts.Length == 1
            || (parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out length) && length >= 0 && length <= ip.MaxPrefixLength);
        if (!isLengthRight)
        {
            diagnostics.Error(word, $"'{word.Text}': the prefix length is a number from 0 to {ip.MaxPrefixLength}");
            return null;
        }
        var address = new VirtualAddress { Address = ip, PrefixLength = (byte)length };
        while (reader.HasMore && reader.Argument() is { } option) address = BindOption(address, option, reader);
        return address;
    }

    private static VirtualAddress BindOption(VirtualAddress address, SyntaxWord option, StatementReader reader)
    {
        switch (option.Text)
        {
            case "dev":
                if (reader.Argument() is not { } device) return address;
                if (!reader.Context.MayBeInterface(device.Text))
                    reader.Context.Diagnostics.Error(device, $"WARNING - interface {device.Text} for ip address {address} doesn't exist");
                return address with { Device = device.Text };
            case "label":
                return reader.Argument() is { } label ? address with { Label = label.Text } : address;
            case "brd" or "broadcast":
                return BindBroadcast(address, reader);
            case "scope":
                if (reader.Argument() is not { } scope) return address;
                if (address.Address.Family == IpFamily.V6)
                {
                    reader.Context.Diagnostics.Error(scope, $"{address} has a scope of its own, as all of IPv6; '{scope.Text}' is ignored");
                    return address;
                }
                if (Scopes.TryGetValue(scope.Text, out byte number) || byte.TryParse(scope.Text, CultureInfo.InvariantCulture, out number))
                    return address with { Scope = number };
                reader.Context.Diagnostics.Error(scope, $"unknown scope '{scope.Text}'", "use global, site, link, host, nowhere or a number");
                return address;
            case "peer":
                reader.Context.ReportNotCarriedOut(option);
                if (reader.Argument() is { } peer && !RoutingOptions.IsNetwork(peer.Text)) reader.Context.Diagnostics.Error(peer, $"'{peer.Text}' is not an IP address");
                return address;
            case "preferred_lft":
                reader.Context.ReportNotCarriedOut(option);
                if (reader.Argument() is { } life && life.Text != "forever" && !uint.TryParse(life.Text, CultureInfo.InvariantCulture, out _))
                    reader.Context.Diagnostics.Error(life, $"'{life.Text}' is no time", "preferred_lft takes a number of seconds, or forever");
                return address;
            case "track_group":
                reader.Context.ReportNotCarriedOut(option);
                _ = reader.Argument();
                return address;
            case "use_vmac":
                reader.Context.ReportNotCarriedOut(option);
                if (reader.HasMore && reader.Argument() is { } name && IsOption(name.Text)) reader.Again();
                return address;
            case "home" or "-nodad" or "nodad" or "mngtmpaddr" or "noprefixroute" or "autojoin" or "no_track":
                reader.Context.ReportNotCarriedOut(option);
                return address;
            default:
                reader.Context.Diagnostics.Error(option, $"unknown option '{option.Text}' of an address", "use dev, brd, label or scope");
                return address;
        }
    }

    private static bool IsOption(string word) =>
        word is "dev" or "label" or "brd" or "broadcast" or "scope" or "peer" or "preferred_lft" or "track_group" or "home"
            or "-nodad" or "nodad" or "mngtmpaddr" or "noprefixroute" or "autojoin" or "no_track";

    /// <summary>An address, or + or - for all ones or all zeros behind the prefix.</summary>
    private static VirtualAddress BindBroadcast(VirtualAddress address, StatementReader reader)
    {
        if (reader.Argument() is not { } word) return address;
        if (word.Text is "+" or "-")
        {
            Span<byte> bytes = stackalloc byte[4];
            address.Address.CopyTo(bytes);
            uint host = address.PrefixLength == 32 ? 0 : uint.MaxValue >> address.PrefixLength;
            uint network = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, word.Text == "+" ? network | host : network & ~host);
            return address with { Broadcast = IpAddress.FromBytes(bytes) };
        }
        if (IpAddress.TryParse(word.Text, out IpAddress broadcast) && broadcast.Family == IpFamily.V4) return address with { Broadcast = broadcast };
        reader.Context.Diagnostics.Error(word, $"'{word.Text}' is not an IPv4 broadcast address");
        return address;
    }
}
