namespace Holdfast.Configuration.Binding;

/// <summary>A <c>virtual_server</c> block, as far as it is checked.</summary>
/// <param name="Title">What it is called in messages.</param>
internal sealed record VirtualServer(string Title)
{
    public IpAddress Address { get; init; }

    public int Port { get; init; }

    public bool IsFirewallMark { get; init; }

    /// <summary>The <c>virtual_server_group</c> that it stands for; null for one of its own.</summary>
    public string? Group { get; init; }

    public IpFamily? Family { get; init; }

    /// <summary>TCP, UDP or SCTP; null while it is not given.</summary>
    public string? Protocol { get; init; }

    public bool HasScheduler { get; init; }

    public bool HasMethod { get; init; }

    public bool IsDirect { get; init; }

    public bool IsPersistent { get; init; }

    public int Quorum { get; init; } = 1;

    public ValueList<RealServer> RealServers { get; init; }

    public RealServer? Sorry { get; init; }

    public ValueList<CheckedScript> Scripts { get; init; }
}

/// <summary>A <c>real_server</c> block, as far as it is checked.</summary>
internal sealed record RealServer(IpAddress Address, int Port, SyntaxWord Where)
{
    public int Weight { get; init; } = 1;

    public ValueList<CheckedScript> Scripts { get; init; }

    /// <summary>What its FILE_CHECKs refer to.</summary>
    public ValueList<SyntaxWord> TrackFiles { get; init; }

    public override string ToString() => $"[{Address}]:{Port}";
}

/// <summary>A script of a virtual or real server's: a notification, or a check.</summary>
internal sealed record CheckedScript(Model.ScriptCommand Command, SyntaxWord Where);

/// <summary>A <c>virtual_server_group</c> block, as far as it is checked.</summary>
internal sealed record VirtualServerGroup(string Name)
{
    public int Entries { get; init; }

    /// <summary>How many of them are firewall marks.</summary>
    public int Marks { get; init; }

    public IpFamily? Family { get; init; }

    /// <summary>The port of its addresses; null where they have several, or none.</summary>
    public int? Port { get; init; }
}

/// <summary>A <c>bfd_instance</c> block, as far as it is checked.</summary>
internal sealed record BfdInstance(string Name)
{
    public IpAddress Neighbor { get; init; }
}
