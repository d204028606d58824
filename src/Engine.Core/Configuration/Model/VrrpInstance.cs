namespace Holdfast.Configuration.Model;

/// <summary>A <c>vrrp_instance</c> block, with what it takes from <c>global_defs</c> filled in.</summary>
internal sealed record VrrpInstance
{
    public required string Name { get; init; }

    /// <summary>The <c>state</c> keyword; it matters only together with priority 255.</summary>
    public bool StartsAsMaster { get; init; }

    public string Interface { get; init; } = "";

    /// <summary>1 to 255; 0 while it is not given, which is an error.</summary>
    public byte VirtualRouterId { get; init; }

    public byte Priority { get; init; } = 100;

    public TimeSpan AdvertInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>2 or 3; 0 while it is not given.</summary>
    public byte Version { get; init; }

    /// <summary>At most 8 bytes; empty for none.</summary>
    public ValueList<byte> Password { get; init; }

    public ValueList<VirtualAddress> Addresses { get; init; }

    /// <summary>Addresses that are held and not announced in adverts.</summary>
    public ValueList<VirtualAddress> ExcludedAddresses { get; init; }

    public ValueList<TrackReference> TrackScripts { get; init; }

    public ValueList<TrackReference> TrackInterfaces { get; init; }

    public TrackedNames Tracked { get; init; } = new();

    public bool NoPreempt { get; init; }

    public TimeSpan PreemptDelay { get; init; }

    public IpAddress UnicastSource { get; init; }

    public IpAddress MulticastSource { get; init; }

    public ValueList<IpAddress> UnicastPeers { get; init; }

    public TimeSpan? GarpMasterDelay { get; init; }

    public int? GarpMasterRepeat { get; init; }

    public TimeSpan? GarpMasterRefresh { get; init; }

    public int? GarpMasterRefreshRepeat { get; init; }

    public TimeSpan? GarpLowerPrioDelay { get; init; }

    public int? GarpLowerPrioRepeat { get; init; }

    public bool? SkipCheckAdvAddr { get; init; }

    /// <summary>Whether the state of <see cref="Interface"/> is ignored.</summary>
    public bool DontTrackPrimary { get; init; }

    public bool? SmtpAlert { get; init; }

    public NotifyScripts Notify { get; init; } = new();
}

/// <summary>What runs when an instance changes its state.</summary>
internal sealed record NotifyScripts
{
    public NotifyScript? Master { get; init; }

    public NotifyScript? Backup { get; init; }

    public NotifyScript? Fault { get; init; }

    public NotifyScript? Stop { get; init; }

    /// <summary>At every change, with INSTANCE, the name, the state and the priority as arguments.</summary>
    public NotifyScript? Any { get; init; }
}

internal sealed record NotifyScript(ScriptCommand Command, ScriptUser? User);

/// <summary>A name in <c>track_script</c> or <c>track_interface</c>; without a weight of its own it has that of the script, or 0.</summary>
internal sealed record TrackReference(string Name, int? Weight, bool? Reverse);

/// <summary>A virtual address, <c>IP[/LENGTH] [brd IP] [dev IF] [scope S] [label L]</c>.</summary>
internal sealed record VirtualAddress
{
    public required IpAddress Address { get; init; }

    public required byte PrefixLength { get; init; }

    /// <summary>null: the instance's interface.</summary>
    public string? Device { get; init; }

    public IpAddress Broadcast { get; init; }

    public byte Scope { get; init; }

    public string? Label { get; init; }

    public override string ToString() => $"{Address}/{PrefixLength}";
}
