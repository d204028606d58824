using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_server_group</c>: ADDRESS [PORT], a range of addresses [PORT], fwmark NUMBER.</summary>
internal static class VirtualServerGroups
{
    public const string Line = "ADDRESS[-LAST|/LENGTH] [PORT] or fwmark NUMBER [inet|inet6]";

    private const string Ranges = "use FIRST-LAST, where LAST is an address or the last part of one, or ADDRESS/LENGTH";

    /// <summary>What the lines of a block add to a group; what is wrong is reported and left out.</summary>
    public static VirtualServerGroup Read(VirtualServerGroup group, SyntaxBlock block, BindingContext context)
    {
        foreach (SyntaxStatement line in block.Statements)
        {
            if (context.IsStopped) break;
            var reader = new StatementReader(line, context);
            group = line.Keyword.Text == "fwmark" ? ReadMark(group, reader) : ReadAddresses(group, line.Keyword, reader);
        }
        return group;
    }

    private static VirtualServerGroup ReadMark(VirtualServerGroup group, StatementReader reader)
    {
        if (reader.Unsigned(0) is null || (reader.HasMore && reader.Choice("inet", "inet6") is null)) return group;
        return group with { Marks = group.Marks + 1 };
    }

    private static VirtualServerGroup ReadAddresses(VirtualServerGroup group, SyntaxWord word, StatementReader reader)
    {
        if (Mistake(word.Text) is { } mistake)
        {
            reader.Context.Diagnostics.Error(word, $"{mistake}; it is left out of group {group.Name}", Ranges);
            return group;
        }
        int? port = reader.HasMore ? reader.Number(0, 65535) : 0;
        return port is { } number ? group with { Ports = [.. group.Ports, number] } : group;
    }

    /// <summary>What is wrong with an address, or a range of them; null when nothing is.</summary>
    private static string? Mistake(string text)
    {
        int mark = text.AsSpan().IndexOfAny('-', '/');
        if (!IpAddress.TryParse(mark < 0 ? text : text.AsSpan(0, mark), out IpAddress first)) return $"'{text}' is not an IP address";
        if (mark < 0) return null;
        return text[mark] == '/' ? MistakeOfNetwork(text, first, text[(mark + 1)..]) : MistakeOfRange(text, first, text[(mark + 1)..]);
    }

    private static string? MistakeOfNetwork(string text, IpAddress first, string lengthText)
    {
        if (!int.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length < 1 || length > first.MaxPrefixLength)
            return $"the prefix length of '{text}' is a number from 1 to {first.MaxPrefixLength}";
        return (Number(first) & HostBits(first, length)) == UInt128.Zero ? null : $"'{text}' is an address within a network, not the network";
    }

    /// <summary>The end is an address, or the last part of one: decimal up to 255 for IPv4, hexadecimal up to ffff for IPv6.</summary>
    private static string? MistakeOfRange(string text, IpAddress first, string end)
    {
        bool isV6 = first.Family == IpFamily.V6;
        if (end.Contains(isV6 ? ':' : '.', StringComparison.Ordinal))
        {
            if (!IpAddress.TryParse(end, out IpAddress last) || last.Family != first.Family) return $"the end of '{text}' is not an address";
            return last.CompareTo(first) < 0 ? $"the end of '{text}' is before its beginning" : null;
        }
        NumberStyles style = isV6 ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!uint.TryParse(end, style, CultureInfo.InvariantCulture, out uint part)) return $"the end of '{text}' is not a number";
        uint max = isV6 ? 0xffffu : 0xffu;
        if (part > max) return $"the end of '{text}' is too large";
        return part <= (uint)(Number(first) & max) ? $"the end of '{text}' is not behind its beginning" : null;
    }

    private static UInt128 HostBits(IpAddress address, int length) => (UInt128.One << (address.MaxPrefixLength - length)) - UInt128.One;

    private static UInt128 Number(IpAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.CopyTo(bytes[(16 - address.Length)..]);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
