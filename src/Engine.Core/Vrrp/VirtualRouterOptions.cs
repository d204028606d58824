namespace Holdfast.Vrrp;

/// <summary>What a virtual router has to know; made from the configuration, but no part of it.</summary>
internal sealed record VirtualRouterOptions
{
    public required string Name { get; init; }

    /// <summary>VRID, 1 to 255 (RFC 9568, section 5.2.3).</summary>
    public required byte VirtualRouterId { get; init; }

    /// <summary>2 (RFC 3768) or 3 (RFC 9568).</summary>
    public required byte Version { get; init; }

    /// <summary>1 to 254, or 255 for the owner of the addresses, before trackers add to it.</summary>
    public required byte Priority { get; init; }

    /// <summary>Advertisement_Interval: whole seconds in version 2, 10 ms to 40.95 s in version 3.</summary>
    public required TimeSpan AdvertInterval { get; init; }

    /// <summary>The addresses that adverts list, in order.</summary>
    public required ValueList<IpAddress> Addresses { get; init; }

    /// <summary>Preempt_Mode: whether to take over from a master of lower priority.</summary>
    public bool Preempt { get; init; } = true;

    /// <summary>How long a master of lower priority is let be before it is preempted.</summary>
    public TimeSpan PreemptDelay { get; init; }

    /// <summary>How long to wait after the start before taking part.</summary>
    public TimeSpan StartupDelay { get; init; }

    /// <summary>The password of version 2, at most 8 bytes; empty for none (RFC 2338, section 5.3.6).</summary>
    public ValueList<byte> Password { get; init; }

    /// <summary>Where adverts go; empty for the multicast group.</summary>
    public ValueList<IpAddress> UnicastPeers { get; init; }

    /// <summary>Whether an advert with another address list is taken from a master already known (skip_check_adv_addr).</summary>
    public bool SkipAddressCheck { get; init; }

    public AnnouncementOptions Announcements { get; init; } = new();

    public bool IsUnicast => UnicastPeers.Count > 0;

    /// <summary>Whether this is the owner of the addresses (RFC 9568, section 5.2.4).</summary>
    public bool IsOwner => Priority == 255;
}

/// <summary>How often neighbours are told where the addresses are, by gratuitous ARP.</summary>
internal sealed record AnnouncementOptions
{
    /// <summary>Announcements at once on becoming master, and again after <see cref="Delay"/>.</summary>
    public int Repeat { get; init; } = 5;

    /// <summary>The time to the second round; zero: there is none.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time between rounds while master; zero: there are none.</summary>
    public TimeSpan Refresh { get; init; }

    public int RefreshRepeat { get; init; } = 1;

    /// <summary>After a master of lower priority was heard: announcements at once, and again after this time.</summary>
    public TimeSpan LowerPriorityDelay { get; init; } = TimeSpan.FromSeconds(5);

    public int LowerPriorityRepeat { get; init; } = 5;
}
