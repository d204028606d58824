namespace Holdfast.Vrrp;

internal enum VrrpActionKind : byte
{
    SendAdvert,
    AddAddresses,
    RemoveAddresses,
    Announce,
    SetTimer,
    CancelTimer,
    Transition,
    Report,
}

/// <summary>What the operator should read in the log, beside transitions.</summary>
internal enum VrrpReport : byte
{
    /// <summary>The master fell silent.</summary>
    MasterDown,

    /// <summary>While master: another master of lower priority.</summary>
    LowerPriorityMaster,

    /// <summary>While master: another master of the same priority and a lower address.</summary>
    LowerAddressMaster,

    /// <summary>While master: a master of higher priority.</summary>
    HigherPriorityMaster,

    /// <summary>While master: another master of the same priority and a higher address.</summary>
    HigherAddressMaster,

    /// <summary>While backup: a master of lower priority, which will be preempted.</summary>
    PreemptingMaster,

    /// <summary>The master gave up.</summary>
    MasterResigned,

    /// <summary>Version 3: the master's interval is another than before.</summary>
    IntervalLearned,

    /// <summary>An advert was not taken.</summary>
    AdvertRejected,
}

/// <summary>One thing to be done for a virtual router; see <see cref="VirtualRouter.Step"/> for the order.</summary>
internal readonly record struct VrrpAction
{
    public VrrpActionKind Kind { get; private init; }

    /// <summary>SendAdvert: what to announce. Report: the other's priority.</summary>
    public byte Priority { get; private init; }

    /// <summary>Announce: how often.</summary>
    public int Count { get; private init; }

    public VrrpTimer Timer { get; private init; }

    /// <summary>SetTimer: from the time of the step. Report of an interval: the new one.</summary>
    public TimeSpan Delay { get; private init; }

    public VrrpState From { get; private init; }

    public VrrpState To { get; private init; }

    public TransitionCause Cause { get; private init; }

    public VrrpReport Subject { get; private init; }

    public AdvertError Error { get; private init; }

    /// <summary>Report: who it is about.</summary>
    public IpAddress Address { get; private init; }

    public static VrrpAction SendAdvert(byte priority) => new() { Kind = VrrpActionKind.SendAdvert, Priority = priority };

    /// <summary>Bring up all addresses of the router, the excluded ones too.</summary>
    public static VrrpAction AddAddresses() => new() { Kind = VrrpActionKind.AddAddresses };

    public static VrrpAction RemoveAddresses() => new() { Kind = VrrpActionKind.RemoveAddresses };

    /// <summary>Gratuitous ARP for each address, this many times.</summary>
    public static VrrpAction Announce(int count) => new() { Kind = VrrpActionKind.Announce, Count = count };

    /// <summary>Start the timer, or start it anew.</summary>
    public static VrrpAction SetTimer(VrrpTimer timer, TimeSpan delay) =>
        new() { Kind = VrrpActionKind.SetTimer, Timer = timer, Delay = delay };

    public static VrrpAction CancelTimer(VrrpTimer timer) => new() { Kind = VrrpActionKind.CancelTimer, Timer = timer };

    public static VrrpAction Transition(VrrpState from, VrrpState to, TransitionCause cause) =>
        new() { Kind = VrrpActionKind.Transition, From = from, To = to, Cause = cause };

    public static VrrpAction Report(VrrpReport subject, IpAddress address = default, byte priority = 0, TimeSpan delay = default, AdvertError error = default) =>
        new() { Kind = VrrpActionKind.Report, Subject = subject, Address = address, Priority = priority, Delay = delay, Error = error };
}
