using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>virtual_server</c> and <c>real_server</c>.</summary>
internal static class VirtualServerTable
{
    /// <summary>A month.</summary>
    private const int MaxPersistence = 31 * 24 * 3600;

    private static readonly string[] Methods = ["NAT", "DR", "TUN"];

    private static readonly KeywordTable<RealServer> RealServerKeywords = new("real_server",
    [
        Row<RealServer>.Number("weight", 0, 65535, "How much of the load it gets.", (r, v) => r with { Weight = v }) with { Default = "1", Support = Support.ReadOnly },
        new("lvs_method", MethodArguments, "DR", "How packets are forwarded to it; as the virtual server says by default.", (r, s) => ReadMethod(s) is null ? r : r) { Support = Support.ReadOnly },
        Row<RealServer>.Number("uthreshold", 0, int.MaxValue, "How many connections it gets at most; 0: any number."),
        Row<RealServer>.Number("lthreshold", 0, int.MaxValue, "How few connections it has to have to get more again."),
        Row<RealServer>.Flag("inhibit_on_failure", "Give it weight 0 when its checks fail, and keep it."),
        new("notify_up", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell up\"", "Runs when it comes.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        new("notify_down", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell down\"", "Runs when it goes.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        Row<RealServer>.Alone("alpha", "It is down until a check has succeeded."),
        Row<RealServer>.Flag("smtp_alert", "Whether it is mailed that it came or went."),
        Row<RealServer>.Text("virtualhost", "NAME", "www.example.com", "The name in the Host line of its checks."),
        Row<RealServer>.Text("snmp_name", "NAME", "web1", "Its name in SNMP."),
        Row<RealServer>.Flag("log_all_failures", "Log every failed check."),
        .. CheckerTables.Timing<RealServer>(),
        .. CheckerTables.Rows(),
    ]);

    public static readonly KeywordTable<VirtualServer> Keywords = new("virtual_server",
    [
        Row<VirtualServer>.Choice("ip_family", "inet|inet6", "The family of a service by firewall mark.", (v, family) => v with { Family = family == "inet" ? IpFamily.V4 : IpFamily.V6 }) with { Support = Support.ReadOnly },
        .. CheckerTables.Timing<VirtualServer>(),
        new("lvs_sched", "rr|wrr|lc|wlc|sed|nq|dh|sh|mh|fo|ovf|lblc|lblcr|twos", "wlc", "How a real server is chosen.", BindScheduler) { Default = "wlc", Support = Support.ReadOnly },
        new("lb_algo", "rr|wrr|lc|wlc|sed|nq|dh|sh|mh|fo|ovf|lblc|lblcr|twos", "wlc", "As lvs_sched.", BindScheduler) { Support = Support.ReadOnly },
        .. ((string[])["hashed", "flag-1", "flag-2", "flag-3", "sh-port", "sh-fallback", "mh-port", "mh-fallback"]).Select(flag =>
            Row<VirtualServer>.Alone(flag, $"The flag {flag} of the scheduler, ipvsadm(8).")),
        Row<VirtualServer>.Alone("ops", "Choose a real server for each packet of UDP."),
        new("lvs_method", MethodArguments, "DR", "How packets are forwarded.", BindMethod) { Default = "NAT", Support = Support.ReadOnly },
        new("lb_kind", MethodArguments, "DR", "As lvs_method.", BindMethod) { Support = Support.ReadOnly },
        Row<VirtualServer>.Text("persistence_engine", "NAME", "sip", "What tells clients apart beside their address."),
        new("persistence_timeout", "[SECONDS]", "360", "How long a client stays with its real server; 360 s where no time is given.", BindPersistence) { Support = Support.ReadOnly },
        new("persistence_granularity", "NETMASK|<1..128>", "255.255.255.0", "How large the networks are that count as one client.", BindGranularity) { Support = Support.ReadOnly },
        new("protocol", "TCP|UDP|SCTP", "TCP", "The protocol.", BindProtocol) { Support = Support.ReadOnly },
        Row<VirtualServer>.Alone("ha_suspend", "Check only while this host holds the address."),
        Row<VirtualServer>.Flag("inhibit_on_failure", "Give real servers weight 0 when their checks fail, and keep them."),
        Row<VirtualServer>.Flag("smtp_alert", "Whether it is mailed that real servers came or went."),
        Row<VirtualServer>.Text("virtualhost", "NAME", "www.example.com", "The name in the Host line of checks."),
        Row<VirtualServer>.Text("snmp_name", "NAME", "web", "Its name in SNMP."),
        Row<VirtualServer>.Alone("alpha", "Real servers are down until a check has succeeded."),
        Row<VirtualServer>.Alone("omega", "Run the scripts for real servers and the quorum when ending."),
        Row<VirtualServer>.Flag("log_all_failures", "Log every failed check."),
        new("quorum_up", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell up\"", "Runs when the quorum is reached.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        new("quorum_down", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell down\"", "Runs when the quorum is lost.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        Row<VirtualServer>.Number("quorum", 1, int.MaxValue, "What the weights of the real servers have to be together for the service to be up.", (v, q) => v with { Quorum = q }) with { Default = "1", Support = Support.ReadOnly },
        Row<VirtualServer>.Number("hysteresis", 0, int.MaxValue, "How much more than the quorum it takes to come back, and how much less to go.") with { Default = "0" },
        Row<VirtualServer>.Number("weight", 0, 65535, "The weight of real servers that do not say.") with { Default = "1" },
        new("sorry_server", "ADDRESS [PORT]", "192.0.2.99 80", "The server that gets all when the quorum is lost.", BindSorryServer) { Support = Support.ReadOnly },
        Row<VirtualServer>.Alone("sorry_server_inhibit", "As inhibit_on_failure, for the sorry_server."),
        new("sorry_server_lvs_method", MethodArguments, "DR", "How packets are forwarded to the sorry_server.", (v, s) => ReadMethod(s) is null ? v : v) { Support = Support.ReadOnly },
        new("real_server", "ADDRESS [PORT]", "192.0.2.21 80", "A server that gets a share of the load.", BindRealServer) { Support = Support.ReadOnly, Shape = KeywordShape.Block, Block = RealServerKeywords },
    ]);

    private const string MethodArguments = "NAT|DR|TUN [type ipip|gue port PORT|gre] [nocsum|csum|remcsum]";

    /// <summary>What stands before the block: ADDRESS [PORT], fwmark NUMBER or group NAME. Null where that is wrong, which is reported.</summary>
    public static VirtualServer? Begin(StatementReader statement)
    {
        if (statement.Argument() is not { } first) return null;
        if (first.Text == "fwmark")
        {
            if (statement.Argument() is not { } mark) return null;
            bool isMark = uint.TryParse(mark.Text, CultureInfo.InvariantCulture, out uint number) && number > 0;
            if (!isMark) statement.Context.Diagnostics.Error(mark, $"'{mark.Text}' is no firewall mark");
            return isMark ? new VirtualServer($"FWM {number}") { IsFirewallMark = true } : null;
        }
        if (first.Text == "group") return statement.Argument() is { } group ? new VirtualServer($"[{group.Text}]") { Group = group.Text } : null;
        if (ReadServer(first, statement, "virtual server") is not { } server) return null;
        return new VirtualServer($"[{server.Address}]:{server.Port}") { Address = server.Address, Port = server.Port, Family = server.Address.Family };
    }

    private static RealServer? ReadServer(SyntaxWord address, StatementReader statement, string what)
    {
        SyntaxWord? portWord = statement.HasMore ? statement.Argument() : null;
        int port = 0;
        bool isAddress = IpAddress.TryParse(address.Text, out IpAddress parsed);
        bool isPort = portWord is null || (int.TryParse(portWord.Text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535);
        if (isAddress && isPort) return new RealServer(parsed, port, address);
        statement.Context.Diagnostics.Error(
            isAddress ? portWord! : address, $"Invalid {what} IP address/port {address.Text}/{portWord?.Text} - skipping", "use an address and a port from 1 to 65535");
        return null;
    }

    private static VirtualServer BindRealServer(VirtualServer server, StatementReader statement)
    {
        if (statement.Argument() is not { } address || ReadServer(address, statement, "real server") is not { } real || statement.Block() is not { } block) return server;
        real = RealServerKeywords.Bind(real, block, statement.Context);
        if (server.Family is { } family && family != real.Address.Family)
        {
            statement.Context.Diagnostics.Error(address, $"{address.Text} and its virtual server are of different address families; it is left out");
            return server;
        }
        return server with { RealServers = [.. server.RealServers, real] };
    }

    private static VirtualServer BindSorryServer(VirtualServer server, StatementReader statement) =>
        statement.Argument() is { } address && ReadServer(address, statement, "sorry server") is { } sorry ? server with { Sorry = sorry } : server;

    private static VirtualServer BindScheduler(VirtualServer server, StatementReader statement) =>
        statement.Argument() is null ? server : server with { HasScheduler = true };

    private static VirtualServer BindMethod(VirtualServer server, StatementReader statement) =>
        ReadMethod(statement) is { } method ? server with { HasMethod = true, IsDirect = method != "NAT" } : server;

    private static string? ReadMethod(StatementReader statement)
    {
        if (statement.Argument() is not { } method) return null;
        if (Methods.Contains(method.Text)) return method.Text;
        statement.Context.Diagnostics.Error(method, $"unknown forwarding method '{method.Text}'", "use NAT, DR or TUN");
        return null;
    }

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

    private static VirtualServer BindGranularity(VirtualServer server, StatementReader statement)
    {
        if (statement.Argument() is not { } word) return server;
        bool isRight = IpAddress.TryParse(word.Text, out _) || (int.TryParse(word.Text, CultureInfo.InvariantCulture, out int length) && length is >= 1 and <= 128);
        if (!isRight) statement.Context.Diagnostics.Error(word, $"'{word.Text}' is neither a netmask nor a prefix length");
        return server with { IsPersistent = true };
    }

    private static VirtualServer BindScript(VirtualServer server, StatementReader statement) =>
        statement.NotifyScript() is { } script ? server with { Scripts = [.. server.Scripts, new CheckedScript(script.Command, statement.Keyword)] } : server;

    private static RealServer BindScript(RealServer server, StatementReader statement) =>
        statement.NotifyScript() is { } script ? server with { Scripts = [.. server.Scripts, new CheckedScript(script.Command, statement.Keyword)] } : server;
}
