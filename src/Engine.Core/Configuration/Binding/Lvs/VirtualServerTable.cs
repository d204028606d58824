using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>virtual_server</c>.</summary>
internal static class VirtualServerTable
{
    /// <summary>A month.</summary>
    private const int MaxPersistence = 31 * 24 * 3600;

    private const string Schedulers = "rr|wrr|lc|wlc|lblc|lblcr|sh|mh|dh|fo|ovf|sed|nq|twos";

    public static readonly KeywordTable<VirtualServer> Keywords = new("virtual_server",
    [
        new("ip_family", "inet|inet6", "inet", "The address family of a service by firewall mark whose real servers are all reached through tunnels.", BindFamily) { Support = Support.ReadOnly },
        .. CheckTiming.Rows<VirtualServer>(1),
        Row<VirtualServer>.Choice("lvs_sched", Schedulers, "How IPVS chooses a real server for a connection.", (v, name) => v with { Scheduler = name }) with { Default = "wlc", Support = Support.ReadOnly, Example = "wlc" },
        Row<VirtualServer>.Choice("lb_algo", Schedulers, "Another name of lvs_sched.", (v, name) => v with { Scheduler = name }) with { Support = Support.ReadOnly, Example = "wlc" },
        .. ((string[])["hashed", "sh-port", "sh-fallback", "mh-port", "mh-fallback"]).Select(flag =>
            new Row<VirtualServer>(flag, "", "", $"The flag {flag} of the schedulers sh and mh, ipvsadm(8); it stands after lvs_sched.", BindHashFlag) { Support = Support.ReadOnly, Needs = "lvs_sched sh" }),
        .. ((string[])["flag-1", "flag-2", "flag-3"]).Select(flag => Row<VirtualServer>.Alone(flag, $"The flag {flag} of the scheduler, ipvsadm(8).")),
        Row<VirtualServer>.Alone("ops", "Choose a real server for each packet; for UDP only.", v => v with { IsOnePacket = true }) with { Support = Support.ReadOnly },
        new("lvs_method", ForwardingMethods.Arguments, "DR", "How packets get to the real servers: by address translation, on the link, or in a tunnel.", BindMethod) { Default = "NAT", Support = Support.ReadOnly },
        new("lb_kind", ForwardingMethods.Arguments, "DR", "Another name of lvs_method.", BindMethod) { Support = Support.ReadOnly },
        Row<VirtualServer>.Text("persistence_engine", "NAME", "sip", "What tells clients apart beside their address; the kernel has sip."),
        new("persistence_timeout", "[SECONDS]", "360", "How long a client stays with its real server, up to 31 days; 360 s where no time is given.", BindPersistence) { Support = Support.ReadOnly },
        new("persistence_granularity", "NETMASK|<1..128>", "255.255.255.0", "How large the networks are that count as one client: a netmask for IPv4, a prefix length for IPv6.", BindGranularity) { Support = Support.ReadOnly },
        new("protocol", "TCP|UDP|SCTP", "TCP", "The protocol of the service; one by firewall mark has none.", BindProtocol) { Support = Support.ReadOnly },
        Row<VirtualServer>.Alone("ha_suspend", "Check real servers only while this host holds the address.", v => v with { IsSuspended = true }) with { Support = Support.ReadOnly },
        Row<VirtualServer>.Alone("inhibit_on_failure", "Give real servers weight 0 when their checks fail, and keep them."),
        Row<VirtualServer>.Flag("smtp_alert", "Whether it is mailed that the quorum was reached or lost."),
        Row<VirtualServer>.Text("virtualhost", "NAME", "www.example.com", "The name in the Host line of HTTP checks that do not say.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
        new("snmp_name", "NAME", "web", "Its name in SNMP.", BindSnmpName) { Support = Support.ReadOnly },
        Row<VirtualServer>.Alone("alpha", "Real servers are down until their checks have succeeded."),
        Row<VirtualServer>.Alone("omega", "Run the scripts of real servers and of the quorum when ending too."),
        new("quorum_up", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell up\"", "Runs when the quorum is reached.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        new("quorum_down", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell down\"", "Runs when the quorum is lost.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        Row<VirtualServer>.Unsigned("quorum", 1, "What the weights of the real servers that are up have to be together for the service to be up.", (v, q) => v with { Quorum = q }) with { Default = "1", Support = Support.ReadOnly },
        Row<VirtualServer>.Unsigned("hysteresis", 0, "How much more than the quorum it takes to come back, and how much less to go; less than the quorum.", (v, h) => v with { Hysteresis = h }) with { Default = "0", Support = Support.ReadOnly },
        Row<VirtualServer>.Number("weight", 1, int.MaxValue, "The weight of real servers that do not say.", (v, w) => v with { Weight = (uint)w }) with { Default = "1", Support = Support.ReadOnly },
        new("sorry_server", "ADDRESS [PORT]", "192.0.2.99 80", "The server that gets all while the quorum is lost.", BindSorryServer) { Support = Support.ReadOnly },
        new("sorry_server_inhibit", "", "", "As inhibit_on_failure, for the sorry_server, after which it stands.", BindSorryInhibit) { Support = Support.ReadOnly, Needs = "sorry_server 192.0.2.99 80" },
        new("sorry_server_lvs_method", ForwardingMethods.Arguments, "DR", "How packets get to the sorry_server, after which it stands; as to real servers by default.", BindSorryMethod) { Support = Support.ReadOnly, Needs = "sorry_server 192.0.2.99 80" },
        new("real_server", "ADDRESS [PORT]", "192.0.2.21 80", "A server that gets a share of the load.", BindRealServer) { Support = Support.ReadOnly, Shape = KeywordShape.Block, Block = RealServerTable.Keywords },
    ]);

    /// <summary>What stands before the block: ADDRESS [PORT], fwmark NUMBER or group NAME. Null where that is wrong, which is reported.</summary>
    public static VirtualServer? Begin(StatementReader statement)
    {
        if (statement.Argument() is not { } first) return null;
        switch (first.Text)
        {
            case "fwmark":
                return statement.Unsigned(1) is { } mark ? new VirtualServer($"FWM {mark}") { IsFirewallMark = true } : null;
            case "group":
                return statement.Argument() is { } group ? new VirtualServer($"[{group.Text}]") { Group = group.Text } : null;
            default:
                return ServerAddress.Read(statement, first, "virtual server") is { } server
                    ? new VirtualServer(server.ToString()) { Address = server.Address, Port = server.Port, Family = server.Address.Family }
                    : null;
        }
    }

    private static VirtualServer BindRealServer(VirtualServer server, StatementReader statement)
    {
        if (statement.Argument() is not { } address || ServerAddress.Read(statement, address, "real server") is not { } real || statement.Block() is not { } block) return server;
        real = RealServerTable.Keywords.Bind(real, block, statement.Context);
        if ((real.Method ?? server.Method) != ForwardingMethod.Tunnel)
        {
            server = server with { Family = server.Family ?? real.Address.Family };
            if (server.Family != real.Address.Family)
            {
                statement.Context.Diagnostics.Error(
                    address, $"Address family of real server {address.Text} is not that of {server.Title}; it is left out", "only a tunnel leads to the other family: lvs_method TUN");
                return server;
            }
        }
        return server with { RealServers = [.. server.RealServers, real] };
    }

    private static VirtualServer BindSorryServer(VirtualServer server, StatementReader statement) =>
        statement.Argument() is { } address && ServerAddress.Read(statement, address, "sorry server") is { } sorry ? server with { Sorry = sorry } : server;

    private static VirtualServer BindSorryInhibit(VirtualServer server, StatementReader statement)
    {
        _ = HasSorryServer(server, statement);
        return server;
    }

    private static VirtualServer BindSorryMethod(VirtualServer server, StatementReader statement) =>
        HasSorryServer(server, statement) && ForwardingMethods.Read(statement) is { } method ? server with { Sorry = server.Sorry! with { Method = method } } : server;

    private static bool HasSorryServer(VirtualServer server, StatementReader statement)
    {
        if (server.Sorry is not null) return true;
        statement.Context.Diagnostics.Error(statement.Keyword, $"'{statement.Keyword.Text}' without a sorry_server before it has no effect", "put it after sorry_server");
        return false;
    }

    private static VirtualServer BindFamily(VirtualServer server, StatementReader statement)
    {
        if (statement.Choice("inet", "inet6") is not { } name) return server;
        IpFamily family = name == "inet" ? IpFamily.V4 : IpFamily.V6;
        if (server.Family is { } own && own != family)
        {
            statement.Context.Diagnostics.Error(statement.Statement.Words[1], $"{server.Title} is not of the family {name}", "an address tells its family; leave ip_family away");
            return server;
        }
        return server with { Family = family };
    }

    private static VirtualServer BindHashFlag(VirtualServer server, StatementReader statement)
    {
        if (server.Scheduler is not ("sh" or "mh"))
            statement.Context.Diagnostics.Error(statement.Keyword, $"'{statement.Keyword.Text}' is for the schedulers sh and mh only; it is ignored", "put it after lvs_sched sh or mh");
        return server;
    }

    private static VirtualServer BindMethod(VirtualServer server, StatementReader statement) =>
        ForwardingMethods.Read(statement) is { } method ? server with { Method = method } : server;

    private static VirtualServer BindProtocol(VirtualServer server, StatementReader statement)
    {
        if (statement.Argument() is not { } word) return server;
        string protocol = word.Text.ToUpperInvariant();
        if (protocol is "TCP" or "UDP" or "SCTP") return server with { Protocol = protocol };
        statement.Context.Diagnostics.Error(word, $"unknown protocol '{word.Text}'", "use TCP, UDP or SCTP");
        return server;
    }

    private static VirtualServer BindPersistence(VirtualServer server, StatementReader statement)
    {
        if (statement.HasMore && statement.Number(1, MaxPersistence) is null) return server;
        return server with { IsPersistent = true };
    }

    /// <summary>A netmask or, of IPv6, a prefix length; it tells the family where nothing else has.</summary>
    private static VirtualServer BindGranularity(VirtualServer server, StatementReader statement)
    {
        if (statement.Argument() is not { } word) return server;
        IpFamily family = server.Family ?? (word.Text.Contains('.', StringComparison.Ordinal) ? IpFamily.V4 : IpFamily.V6);
        bool isRight = family == IpFamily.V6
            ? int.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length is >= 1 and <= 128
            : IsNetmask(word.Text);
        if (!isRight)
        {
            string expected = family == IpFamily.V6 ? "a prefix length from 1 to 128" : "a netmask such as 255.255.255.0";
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' is no granularity", $"{server.Title} takes {expected}");
            return server;
        }
        if (family == IpFamily.V4 && !word.Text.Contains('.', StringComparison.Ordinal))
            statement.Context.Diagnostics.Warning(word, $"'{word.Text}' is read as the netmask 0.0.0.{word.Text}, not as a prefix length", "write the netmask, such as 255.255.255.0");
        return server with { IsPersistent = true, Family = family };
    }

    /// <summary>One to four numbers with dots between, as inet_aton(3) takes them.</summary>
    private static bool IsNetmask(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length <= 4 && parts.All(part => uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && (parts.Length == 1 || number <= 255));
    }

    private static VirtualServer BindSnmpName(VirtualServer server, StatementReader statement)
    {
        ServerNames.ReadSnmpName(statement);
        return server;
    }

    private static VirtualServer BindScript(VirtualServer server, StatementReader statement) =>
        statement.NotifyScript() is { } script ? server with { Scripts = [.. server.Scripts, new CheckedScript(script.Command, statement.Keyword)] } : server;
}

/// <summary>Names of virtual and real servers.</summary>
internal static class ServerNames
{
    /// <summary>One word, no less and no more.</summary>
    public static void ReadSnmpName(StatementReader statement)
    {
        if (statement.Rest().Count() != 1) statement.Context.Diagnostics.Error(statement.Keyword, "snmp_name takes one name", "put a name with spaces between quotes");
    }
}
