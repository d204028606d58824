namespace Holdfast.Configuration.Binding;

/// <summary>How IPVS hands a packet to a real server.</summary>
internal enum ForwardingMethod : byte
{
    /// <summary>By translating its addresses: the only one that can change a port.</summary>
    Nat,

    /// <summary>By the link layer: the packet stays as it is.</summary>
    Direct,

    /// <summary>In a tunnel: the real server may be of another address family.</summary>
    Tunnel,
}

/// <summary>A <c>virtual_server</c> block, as far as it is checked.</summary>
/// <param name="Title">What it is called in messages.</param>
internal sealed record VirtualServer(string Title)
{
    public IpAddress Address { get; init; }

    public int Port { get; init; }

    public bool IsFirewallMark { get; init; }

    /// <summary>The <c>virtual_server_group</c> that it stands for; null for one of its own.</summary>
    public string? Group { get; init; }

    /// <summary>Null while nothing tells it: a firewall mark or a group before its first real server.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>TCP, UDP or SCTP; null while it is not given.</summary>
    public string? Protocol { get; init; }

    public string? Scheduler { get; init; }

    public ForwardingMethod? Method { get; init; }

    public bool IsPersistent { get; init; }

    public bool IsOnePacket { get; init; }

    public bool IsSuspended { get; init; }

    /// <summary>Of real servers that do not say.</summary>
    public uint Weight { get; init; } = 1;

    public uint Quorum { get; init; } = 1;

    public uint Hysteresis { get; init; }

    public ValueList<RealServer> RealServers { get; init; }

    public RealServer? Sorry { get; init; }

    public ValueList<CheckedScript> Scripts { get; init; }

    /// <summary>How many <c>bfd_instance</c> blocks stand before it: its checks know only those.</summary>
    public int BfdsBefore { get; init; }

    /// <summary>How many <c>track_file</c> blocks stand before it: its checks know only those.</summary>
    public int TrackFilesBefore { get; init; }
}

/// <summary>A <c>real_server</c> block, as far as it is checked.</summary>
internal sealed record RealServer(IpAddress Address, int Port, SyntaxWord Where)
{
    /// <summary>Null: as the virtual server says.</summary>
    public uint? Weight { get; init; }

    /// <summary>Null: as the virtual server says.</summary>
    public ForwardingMethod? Method { get; init; }

    public ValueList<CheckedScript> Scripts { get; init; }

    /// <summary>What its FILE_CHECKs refer to.</summary>
    public ValueList<SyntaxWord> TrackFiles { get; init; }

    /// <summary>What its BFD_CHECKs refer to.</summary>
    public ValueList<SyntaxWord> Bfds { get; init; }

    public override string ToString() => $"[{Address}]:{Port}";
}

/// <summary>A script of a virtual or real server's: a notification, or a check.</summary>
/// <param name="Command">What is run.</param>
/// <param name="Where">The keyword.</param>
/// <param name="NeedsUser">Whether it runs only as a user that is given: a check that names none.</param>
internal sealed record CheckedScript(Model.ScriptCommand Command, SyntaxWord Where, bool NeedsUser = false);

/// <summary>A <c>virtual_server_group</c> block, as far as it is checked.</summary>
internal sealed record VirtualServerGroup(string Name)
{
    /// <summary>The ports of its addresses, one an address or range.</summary>
    public ValueList<int> Ports { get; init; }

    /// <summary>How many firewall marks it has.</summary>
    public int Marks { get; init; }

    public bool IsEmpty => Ports.Count == 0 && Marks == 0;

    /// <summary>Whether it has firewall marks and nothing else.</summary>
    public bool IsOfMarks => Ports.Count == 0 && Marks > 0;
}
