namespace Holdfast.Configuration.Binding;

/// <summary>Where a check connects to and from.</summary>
internal static class ConnectionRows
{
    /// <summary>With the zero at its end, the kernel's IFNAMSIZ.</summary>
    private const int MaxInterfaceName = 15;

    public static Row<Checker>[] Rows() =>
    [
        new("connect_ip", "ADDRESS", "192.0.2.21", "Where to connect to; the real server by default.", BindConnect) { Support = Support.ReadOnly },
        Row<Checker>.Number("connect_port", 1, 65535, "The port to connect to; that of the real server by default.") with { Example = "80" },
        new("bindto", "ADDRESS", "192.0.2.11", "The address to connect from.", BindSource) { Support = Support.ReadOnly },
        Row<Checker>.Number("bind_port", 1, 65535, "The port to connect from.") with { Example = "2000" },
        new("bind_if", "INTERFACE", "eth0", "The interface to connect from; a link-local address needs it.", BindInterface) { Support = Support.ReadOnly },
        Row<Checker>.Unsigned("fwmark", 0, "The firewall mark of the check's packets.") with { Example = "1" },
    ];

    /// <summary>Reports an address that can't be reached without an interface.</summary>
    public static void CheckReach(Checker checker, StatementReader statement)
    {
        IpAddress to = checker.ConnectAddress.IsNone ? checker.Server : checker.ConnectAddress;
        if (to.IsLinkLocal && !checker.HasBindInterface)
            statement.Context.Diagnostics.Error(statement.Keyword, $"{to} is link-local, and {statement.Keyword.Text} has no bind_if", "say by bind_if which interface leads to it");
    }

    private static Checker BindConnect(Checker checker, StatementReader statement)
    {
        if (Read(statement) is not { } address) return checker;
        if (checker.BindAddress.IsNone || checker.BindAddress.Family == address.Family) return checker with { ConnectAddress = address };
        return Differ(checker, statement, $"connect_ip {address} is not of the family of bindto {checker.BindAddress}; it is ignored");
    }

    private static Checker BindSource(Checker checker, StatementReader statement)
    {
        if (Read(statement) is not { } address) return checker;
        IpAddress to = checker.ConnectAddress.IsNone ? checker.Server : checker.ConnectAddress;
        if (to.Family == address.Family) return checker with { BindAddress = address };
        return Differ(checker, statement, $"bindto {address} is not of the family of {to}, which is checked; it is ignored");
    }

    private static Checker Differ(Checker checker, StatementReader statement, string message)
    {
        statement.Context.Diagnostics.Error(statement.Statement.Words[1], message);
        return checker;
    }

    private static IpAddress? Read(StatementReader statement)
    {
        if (statement.Argument() is not { } word) return null;
        IpAddress? address = ServerAddress.Parse(word, statement.Context);
        if (address is null) statement.Context.Diagnostics.Error(word, $"'{word.Text}' is not an IP address");
        return address;
    }

    private static Checker BindInterface(Checker checker, StatementReader statement)
    {
        if (statement.Argument() is not { } name) return checker;
        if (name.Text.Length <= MaxInterfaceName) return checker with { HasBindInterface = true };
        statement.Context.Diagnostics.Error(name, $"'{name.Text}' is too long for the name of an interface, which has up to {MaxInterfaceName} letters");
        return checker;
    }
}
