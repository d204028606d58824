namespace Holdfast.Configuration.Binding;

/// <summary>A <c>bfd_instance</c> block, as far as it is checked.</summary>
internal sealed record BfdInstance(string Name)
{
    public IpAddress Neighbor { get; init; }

    /// <summary>Whether a neighbour is named, right or wrong.</summary>
    public bool HasNeighbor { get; init; }

    public IpAddress Source { get; init; }

    /// <summary>Of our packets; null: 255 over IPv4, 64 over IPv6.</summary>
    public int? HopLimit { get; init; }

    /// <summary>How many hops away the other end may be; -1: not looked at.</summary>
    public int MaxHops { get; init; }

    public bool IsForVrrp { get; init; }

    public bool IsForCheckers { get; init; }

    /// <summary>Whether a BFD_CHECK may follow it: not when it is for VRRP only.</summary>
    public bool MayBeChecked => IsForCheckers || !IsForVrrp;
}

/// <summary>The keywords of <c>bfd_instance</c>.</summary>
internal static class BfdTable
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 31;

    /// <summary>As many milliseconds as 32 bits count microseconds.</summary>
    private const double MaxInterval = 4294967;

    public static readonly KeywordTable<BfdInstance> Keywords = new("bfd_instance",
    [
        new("neighbor_ip", "ADDRESS", "192.0.2.12", "The other end.", BindNeighbor) { Support = Support.ReadOnly },
        new("neighbour_ip", "ADDRESS", "192.0.2.12", "Another spelling of neighbor_ip.", BindNeighbor) { Support = Support.ReadOnly },
        new("source_ip", "ADDRESS", "192.0.2.11", "The address to send from.", BindSource) { Support = Support.ReadOnly },
        Interval("min_rx", 1, "10", "The shortest time between packets that we can take, in milliseconds."),
        Interval("min_tx", 1, "10", "The shortest time between packets that we send, in milliseconds."),
        Interval("idle_tx", 1000, "1000", "The time between packets while the session is down, in milliseconds."),
        Row<BfdInstance>.Number("multiplier", 1, 255, "How many packets may be missed before the session is down.") with { Default = "5", Example = "3" },
        Row<BfdInstance>.Alone("passive", "Send nothing before the other end does."),
        Row<BfdInstance>.Number("ttl", 1, 255, "The TTL of our packets over IPv4.", (b, v) => b with { HopLimit = v }) with { Default = "255", Support = Support.ReadOnly, Example = "255" },
        Row<BfdInstance>.Number("hoplimit", 1, 255, "The hop limit of our packets over IPv6.", (b, v) => b with { HopLimit = v }) with { Default = "64", Support = Support.ReadOnly, Example = "255" },
        Row<BfdInstance>.Number("max_hops", -1, 255, "How many hops away the other end may be, up to ttl or hoplimit; -1: any number.", (b, v) => b with { MaxHops = v }) with { Default = "0", Support = Support.ReadOnly, Example = "1" },
        Row<BfdInstance>.Alone("multihop", "The other end is more than a hop away, RFC 5883."),
        new("weight", "<-253..253> [reverse]", "-20", "What the session adds to a priority; 0: it being down means Fault.", BindWeight) { Default = "0", Support = Support.ReadOnly },
        Row<BfdInstance>.Alone("vrrp", "For VRRP only, unless checker is given too.", b => b with { IsForVrrp = true }) with { Support = Support.ReadOnly },
        Row<BfdInstance>.Alone("checker", "For real servers only, unless vrrp is given too.", b => b with { IsForCheckers = true }) with { Support = Support.ReadOnly },
    ]);

    /// <summary>To the microsecond.</summary>
    private static Row<BfdInstance> Interval(string name, int min, string usual, string documentation) =>
        new(name, $"<{min}..{MaxInterval} ms>", usual, documentation, (bfd, statement) => statement.Decimal(min, MaxInterval, 3, "milliseconds") is null ? bfd : bfd) { Default = usual, Support = Support.ReadOnly };

    private static BfdInstance BindNeighbor(BfdInstance bfd, StatementReader statement) =>
        bfd with { Neighbor = ReadAddress(statement), HasNeighbor = true };

    private static BfdInstance BindSource(BfdInstance bfd, StatementReader statement) => bfd with { Source = ReadAddress(statement) };

    private static IpAddress ReadAddress(StatementReader statement)
    {
        if (statement.Argument() is not { } word) return default;
        if (ServerAddress.Parse(word, statement.Context) is { } address) return address;
        statement.Context.Diagnostics.Error(word, $"'{word.Text}' is not an IP address");
        return default;
    }

    private static BfdInstance BindWeight(BfdInstance bfd, StatementReader statement)
    {
        if (statement.Number(-253, 253) is not null && statement.HasMore) _ = statement.Choice("reverse");
        return bfd;
    }
}
