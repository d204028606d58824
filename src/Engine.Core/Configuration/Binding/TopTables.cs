namespace Holdfast.Configuration.Binding;

/// <summary>A <c>garp_group</c> block.</summary>
internal sealed record GarpGroup(string Name)
{
    public bool HasInterval { get; init; }

    public ValueList<string> Interfaces { get; init; }
}

/// <summary>A <c>track_group</c> block, as far as others refer to it.</summary>
internal sealed record TrackGroup(string Name);

/// <summary>The keywords of small blocks of the top level.</summary>
internal static class TopTables
{
    private const double MinInterval = 0.000001;
    private const double MaxInterval = 4294.967295;

    public static readonly KeywordTable<GarpGroup> GarpGroup = new("garp_group",
    [
        Row<GarpGroup>.Seconds("garp_interval", MinInterval, MaxInterval, "Time between two gratuitous ARPs of the group.", (g, _) => g with { HasInterval = true }) with { Support = Support.ReadOnly },
        Row<GarpGroup>.Seconds("gna_interval", MinInterval, MaxInterval, "Time between two unsolicited neighbour advertisements of the group.", (g, _) => g with { HasInterval = true }) with { Support = Support.ReadOnly },
        Row<GarpGroup>.Text("interface", "INTERFACE", "eth0", "An interface of the group.", (g, v) => g with { Interfaces = [.. g.Interfaces, v] }) with { Support = Support.ReadOnly },
        Row<GarpGroup>.Values("interfaces", "INTERFACE ...", "eth0 eth1", "The interfaces of the group.", (g, block, _) => g with { Interfaces = [.. g.Interfaces, .. block.Statements.SelectMany(s => s.Words).Select(w => w.Text)] }) with { Support = Support.ReadOnly },
    ]);

    public static readonly KeywordTable<TrackGroup> TrackGroup = new("track_group",
    [
        Row<TrackGroup>.Values("group", "INSTANCE", "VI_1", "The instances of the group.", (g, _, _) => g) with { Support = Support.ReadOnly },
    ]);

    /// <summary>Blocks of the top level whose lines are values.</summary>
    public static Row<BoundFile>[] Values() =>
    [
        Row<BoundFile>.Values("static_ipaddress", "ADDRESS[/LENGTH] [dev INTERFACE] [OPTION ...]", "192.0.2.9/24 dev eth0", "Addresses that are there as long as the engine runs.", BindStaticAddresses) with { Support = Support.ReadOnly },
        Routes.Row<BoundFile>("static_routes", "Routes that are there as long as the engine runs."),
        Rules.Row<BoundFile>("static_rules", "Routing rules that are there as long as the engine runs."),
        Row<BoundFile>.Values("linkbeat_interfaces", "INTERFACE [MII|ETHTOOL|IOCTL]", "eth0 ETHTOOL", "Interfaces whose link is asked for instead of being told.", BindLinkbeat) with { Support = Support.ReadOnly },
        Row<BoundFile>.Values("interface_up_down_delays", "INTERFACE DOWN [UP]", "eth0 1.5 2", "How long a link has to be down, or up, before it counts; in seconds.", BindDelays) with { Support = Support.ReadOnly },
    ];

    private static BoundFile BindStaticAddresses(BoundFile file, SyntaxBlock block, StatementReader statement)
    {
        _ = VirtualAddresses.Bind(block, statement.Context, areStatic: true).Count();
        return file;
    }

    private static BoundFile BindLinkbeat(BoundFile file, SyntaxBlock block, StatementReader statement)
    {
        foreach (SyntaxStatement line in block.Statements)
        {
            ExpectInterface(line.Keyword, statement.Context, "a linkbeat interface");
            var reader = new StatementReader(line, statement.Context);
            if (reader.HasMore) _ = reader.Choice("MII", "ETHTOOL", "IOCTL");
        }
        return file;
    }

    private static BoundFile BindDelays(BoundFile file, SyntaxBlock block, StatementReader statement)
    {
        foreach (SyntaxStatement line in block.Statements)
        {
            ExpectInterface(line.Keyword, statement.Context, "an up/down delay");
            var reader = new StatementReader(line, statement.Context);
            _ = reader.Seconds(0, MaxInterval);
            if (reader.HasMore) _ = reader.Seconds(0, MaxInterval);
        }
        return file;
    }

    private static void ExpectInterface(SyntaxWord name, BindingContext context, string what)
    {
        if (!context.MayBeInterface(name.Text)) context.Diagnostics.Error(name, $"unknown interface {name.Text} specified for {what}");
    }
}
