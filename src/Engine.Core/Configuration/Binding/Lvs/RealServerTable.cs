namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>real_server</c>.</summary>
internal static class RealServerTable
{
    public static readonly KeywordTable<RealServer> Keywords = new("real_server",
    [
        Row<RealServer>.Number("weight", 0, int.MaxValue, "How much of the load it gets, beside the other real servers; the virtual server's weight by default.", (r, v) => r with { Weight = (uint)v }) with { Support = Support.ReadOnly, Example = "1" },
        new("lvs_method", ForwardingMethods.Arguments, "DR", "How packets get to it; as the virtual server says by default.", BindMethod) { Support = Support.ReadOnly },
        Row<RealServer>.Unsigned("uthreshold", 0, "How many connections it gets at most; 0: any number.") with { Example = "1000" },
        Row<RealServer>.Unsigned("lthreshold", 0, "How few connections it has to have left to get more again.") with { Example = "500" },
        Row<RealServer>.Flag("inhibit_on_failure", "Give it weight 0 when its checks fail, and keep it."),
        new("notify_up", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell up\"", "Runs when its checks have succeeded.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        new("notify_down", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell down\"", "Runs when one of its checks has failed.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
        Row<RealServer>.Flag("alpha", "It is down until its checks have succeeded."),
        Row<RealServer>.Flag("smtp_alert", "Whether it is mailed that it came or went."),
        Row<RealServer>.Text("virtualhost", "NAME", "www.example.com", "The name in the Host line of its HTTP checks; the virtual server's by default.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
        new("snmp_name", "NAME", "web1", "Its name in SNMP.", BindSnmpName) { Support = Support.ReadOnly },
        .. CheckTiming.Rows<RealServer>(1),
        .. CheckerTables.Rows(),
    ]);

    private static RealServer BindMethod(RealServer server, StatementReader statement) =>
        ForwardingMethods.Read(statement) is { } method ? server with { Method = method } : server;

    private static RealServer BindSnmpName(RealServer server, StatementReader statement)
    {
        ServerNames.ReadSnmpName(statement);
        return server;
    }

    private static RealServer BindScript(RealServer server, StatementReader statement) =>
        statement.NotifyScript() is { } script ? server with { Scripts = [.. server.Scripts, new CheckedScript(script.Command, statement.Keyword)] } : server;
}
