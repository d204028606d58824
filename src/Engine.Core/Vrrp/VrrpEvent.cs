namespace Holdfast.Vrrp;

/// <summary>The timers of one virtual router.</summary>
internal enum VrrpTimer : byte
{
    /// <summary>Master_Down_Timer (RFC 9568, section 6.2).</summary>
    MasterDown,

    /// <summary>Adver_Timer (RFC 9568, section 6.2).</summary>
    Advert,
    Startup,
    PreemptDelay,

    /// <summary>The second round of announcements after becoming master.</summary>
    AnnounceDelay,
    AnnounceRefresh,

    /// <summary>The second round of announcements after a master of lower priority was heard.</summary>
    LowerPriorityAnnounce,
}

/// <summary>Why a state was entered.</summary>
internal enum TransitionCause : byte
{
    Started,
    OwnerStarted,
    MasterDownExpired,
    HigherPriorityHeard,
    HigherAddressHeard,
    Faulted,
    FaultCleared,
    Stopped,

    /// <summary>A step threw; the instance stays in Fault until the engine is restarted or its configuration changes.</summary>
    InternalError,
}

internal enum VrrpEventKind : byte
{
    Start,
    Stop,
    AdvertReceived,
    AdvertRejected,
    TimerExpired,
    Faulted,
    FaultCleared,
    PriorityChanged,
    PrimaryAddressChanged,
    Reconfigured,
}

/// <summary>All that can happen to a virtual router. What does not belong to the kind has its default value.</summary>
internal readonly record struct VrrpEvent
{
    public VrrpEventKind Kind { get; private init; }

    public Advert Advert { get; private init; }

    public AdvertError Error { get; private init; }

    public VrrpTimer Timer { get; private init; }

    public byte Priority { get; private init; }

    public IpAddress Address { get; private init; }

    public VirtualRouterOptions? Options { get; private init; }

    /// <summary>The interface is up, has an address, and every check that must have a result has one.</summary>
    public static VrrpEvent Start() => new() { Kind = VrrpEventKind.Start };

    /// <summary>The Shutdown event of RFC 9568, section 6.4.</summary>
    public static VrrpEvent Stop() => new() { Kind = VrrpEventKind.Stop };

    public static VrrpEvent AdvertReceived(in Advert advert) => new() { Kind = VrrpEventKind.AdvertReceived, Advert = advert };

    public static VrrpEvent AdvertRejected(AdvertError error, IpAddress source) =>
        new() { Kind = VrrpEventKind.AdvertRejected, Error = error, Address = source };

    public static VrrpEvent TimerExpired(VrrpTimer timer) => new() { Kind = VrrpEventKind.TimerExpired, Timer = timer };

    /// <summary>Something that the router can't be without is gone: its link, its address, a tracked check.</summary>
    public static VrrpEvent Faulted() => new() { Kind = VrrpEventKind.Faulted };

    public static VrrpEvent FaultCleared() => new() { Kind = VrrpEventKind.FaultCleared };

    /// <summary>Trackers have changed the priority.</summary>
    public static VrrpEvent PriorityChanged(byte effective) => new() { Kind = VrrpEventKind.PriorityChanged, Priority = effective };

    /// <summary>The address that adverts are sent from.</summary>
    public static VrrpEvent PrimaryAddressChanged(IpAddress address) =>
        new() { Kind = VrrpEventKind.PrimaryAddressChanged, Address = address };

    /// <summary>A reload changed the options; state and timers go on.</summary>
    public static VrrpEvent Reconfigured(VirtualRouterOptions options) =>
        new() { Kind = VrrpEventKind.Reconfigured, Options = options };
}
