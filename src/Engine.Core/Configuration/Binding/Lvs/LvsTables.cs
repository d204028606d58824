using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of the top level about IPVS and BFD.</summary>
internal static class LvsTables
{
    private static readonly KeywordTable<object> Ssl = new("SSL",
    [
        Row<object>.Text("password", "PASSWORD", "secret", "The password of the key.") with { IsUnique = true },
        Row<object>.Text("ca", "FILE", "/etc/ssl/ca.pem", "The certificates of authorities.") with { IsUnique = true },
        Row<object>.Text("certificate", "FILE", "/etc/ssl/lb1.pem", "The certificate that checks show.") with { IsUnique = true },
        Row<object>.Text("key", "FILE", "/etc/ssl/lb1.key", "Its key.") with { IsUnique = true },
    ]);

    private static readonly KeywordTable<BfdInstance> Bfd = new("bfd_instance",
    [
        Row<BfdInstance>.Address("neighbor_ip", "192.0.2.12", "The other end.", (b, v) => b with { Neighbor = v }) with { Support = Support.ReadOnly },
        Row<BfdInstance>.Address("neighbour_ip", "192.0.2.12", "As neighbor_ip.", (b, v) => b with { Neighbor = v }) with { Support = Support.ReadOnly },
        Row<BfdInstance>.Address("source_ip", "192.0.2.11", "The address to send from."),
        Row<BfdInstance>.Number("min_rx", 1, 1000, "The shortest time between packets that we can take, in milliseconds.") with { Default = "10" },
        Row<BfdInstance>.Number("min_tx", 1, 1000, "The shortest time between packets that we send, in milliseconds.") with { Default = "10" },
        Row<BfdInstance>.Number("idle_tx", 1000, 10000, "The time between packets while the session is down, in milliseconds.") with { Default = "1000" },
        Row<BfdInstance>.Number("multiplier", 1, 255, "How many packets may be missed before the session is down.") with { Default = "5" },
        Row<BfdInstance>.Alone("passive", "Send nothing before the other end does."),
        Row<BfdInstance>.Number("ttl", 1, 255, "The TTL of our packets over IPv4.") with { Default = "255" },
        Row<BfdInstance>.Number("hoplimit", 1, 255, "The hop limit of our packets over IPv6.") with { Default = "64" },
        Row<BfdInstance>.Number("max_hops", 0, 255, "How many hops away the other end may be.") with { Default = "0" },
        Row<BfdInstance>.Alone("multihop", "The other end is more than a hop away, RFC 5883."),
        new("weight", "<-253..253> [reverse|noreverse]", "-20", "What the session adds to a priority; 0: it being down means Fault.", BindWeight) { Default = "0", Support = Support.ReadOnly },
        Row<BfdInstance>.Alone("vrrp", "For VRRP only."),
        Row<BfdInstance>.Alone("checker", "For real servers only."),
    ]);

    public static Row<BoundFile>[] Rows() =>
    [
        Row<BoundFile>.Nested("SSL", "What checks over TLS show of themselves.", Ssl, _ => new object(), (f, _, _) => f) with { Support = Support.ReadOnly, IsUnique = true },
        new("virtual_server_group", "NAME", "one", "Addresses that share one set of real servers; on each line ADDRESS[-LAST] [PORT] or fwmark NUMBER.", BindGroup)
        {
            Support = Support.ReadOnly,
            Shape = KeywordShape.Block,
        },
        new("virtual_server", "ADDRESS [PORT]|fwmark NUMBER|group NAME", "192.0.2.1 80", "A service whose load is shared.", BindVirtualServer)
        {
            Support = Support.ReadOnly,
            Shape = KeywordShape.Block,
            Block = VirtualServerTable.Keywords,
        },
        Row<BoundFile>.Named("bfd_instance", "A session of Bidirectional Forwarding Detection, RFC 5880.", Bfd, (name, _) => new BfdInstance(name.Text), (f, bfd, s) => f.Bfds.Add(new(bfd, s.Statement))) with { Support = Support.ReadOnly },
    ];

    private static BoundFile BindVirtualServer(BoundFile file, StatementReader statement)
    {
        if (VirtualServerTable.Begin(statement) is not { } server || statement.Block() is not { } block) return file;
        server = VirtualServerTable.Keywords.Bind(server, block, statement.Context);
        file.VirtualServers.Add(new Bound<VirtualServer>(server, statement.Statement));
        return file;
    }

    private static BoundFile BindGroup(BoundFile file, StatementReader statement)
    {
        if (statement.Argument() is not { } name || statement.Block() is not { } block) return file;
        var group = new VirtualServerGroup(name.Text);
        foreach (SyntaxStatement line in block.Statements) group = BindEntry(group, line, statement.Context);
        file.VirtualServerGroups.Add(new Bound<VirtualServerGroup>(group, statement.Statement));
        return file;
    }

    private static VirtualServerGroup BindEntry(VirtualServerGroup group, SyntaxStatement line, BindingContext context)
    {
        var reader = new StatementReader(line, context);
        if (line.Keyword.Text == "fwmark")
            return reader.Number(1, int.MaxValue) is null ? group : group with { Entries = group.Entries + 1, Marks = group.Marks + 1 };
        string text = line.Keyword.Text;
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        string first = (dash < 0 ? text : text[..dash]).Split('/')[0];
        if (!IpAddress.TryParse(first, out IpAddress address))
        {
            context.Diagnostics.Error(line.Keyword, $"'{text}' is not an IP address");
            return group;
        }
        if (dash >= 0 && !IsRangeEnd(text[(dash + 1)..], address.Family))
        {
            context.Diagnostics.Error(line.Keyword, $"'{text}' is no range of addresses", "use FIRST-LAST, where LAST is the last part of an address");
            return group;
        }
        int? port = reader.HasMore ? reader.Number(0, 65535) : 0;
        return group with { Entries = group.Entries + 1, Family = address.Family, Port = port };
    }

    /// <summary>The last part of an address, decimal or, of IPv6, hexadecimal; or a whole address.</summary>
    private static bool IsRangeEnd(string text, IpFamily family) =>
        family == IpFamily.V6
            ? int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int last) && last <= 0xffff
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out last) && last <= 255;

    private static BfdInstance BindWeight(BfdInstance bfd, StatementReader statement)
    {
        if (statement.Number(-253, 253) is not null && statement.HasMore) _ = statement.Choice("reverse", "noreverse");
        return bfd;
    }
}
