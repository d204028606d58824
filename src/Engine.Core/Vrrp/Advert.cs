namespace Holdfast.Vrrp;

/// <summary>A VRRP advertisement that passed every check.</summary>
/// <param name="Source">The sender's primary address.</param>
/// <param name="Priority">The sender's priority; 0 says that it gives up being master.</param>
/// <param name="Interval">The sender's Advertisement_Interval.</param>
internal readonly record struct Advert(IpAddress Source, byte Priority, TimeSpan Interval);

/// <summary>Why an advertisement was not taken (RFC 9568, section 7.1; RFC 3768, section 7.1). Each is counted under its name.</summary>
internal enum AdvertError : byte
{
    None,

    /// <summary>Shorter than its header, or than the addresses that it announces.</summary>
    PacketLength,
    VersionMismatch,

    /// <summary>Not an ADVERTISEMENT.</summary>
    UnknownType,

    /// <summary>Multicast with a TTL other than 255: it crossed a router.</summary>
    TimeToLive,
    Checksum,

    /// <summary>Another virtual router's.</summary>
    VirtualRouterId,

    /// <summary>Version 2: another interval than ours.</summary>
    IntervalMismatch,

    /// <summary>Version 2: another kind of authentication than ours.</summary>
    AuthenticationType,

    /// <summary>Version 2: the wrong password.</summary>
    AuthenticationFailed,
    AddressListMismatch,

    /// <summary>Unicast from a host that is not among the peers.</summary>
    UnknownPeer,

    /// <summary>While master: from our own address and with our priority, so a looped packet or a duplicate address.</summary>
    OwnAddress,
}
