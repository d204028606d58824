using Holdfast.Configuration.Model;
using Holdfast.Engine.Addresses;
using Holdfast.Engine.Commands;
using Holdfast.Engine.Loop;
using Holdfast.Engine.Network;
using Holdfast.Tracking;
using Holdfast.Vrrp;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Instances;

/// <summary>
/// One vrrp_instance while it runs: turns what happens around it into events of its <see cref="VirtualRouter"/>, and
/// has the actions carried out.
/// </summary>
internal sealed class Instance : IAdvertTarget, IAddressOwner
{
    private static readonly int TimerCount = Enum.GetValues<VrrpTimer>().Length;
    private readonly InstanceServices _services;
    private readonly LoopTimer?[] _timers = new LoopTimer?[TimerCount];
    private List<Tracked> _tracked = [];
    private bool _isStarted;
    private bool _isWatchingChecks;

    public Instance(VrrpInstance configuration, VirtualRouterOptions options, VrrpInterface port, InstanceServices services)
    {
        Configuration = configuration;
        Options = options;
        Port = port;
        _services = services;
        Router = new VirtualRouter(options);
        SinceWallClock = DateTimeOffset.UtcNow;
    }

    public VrrpInstance Configuration { get; private set; }

    public VirtualRouterOptions Options { get; private set; }

    public VirtualRouter Router { get; }

    public VrrpInterface Port { get; }

    public string Name => Configuration.Name;

    public string Interface => Configuration.Interface;

    public IpAddress PrimaryAddress { get; private set; }

    /// <summary>What keeps it from taking part; empty when nothing does.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public IReadOnlyList<Tracked> Tracking => _tracked;

    public DateTimeOffset SinceWallClock { get; set; }

    /// <summary>The rejections that were logged last, so that a flood of them makes no flood of lines.</summary>
    public RejectionLog Rejections { get; } = new();

    /// <summary>Whether addresses that another instance gave up in a reload are kept for it.</summary>
    public bool AwaitsAddresses { get; set; }

    public IEnumerable<VirtualAddress> AllAddresses => Configuration.Addresses.Concat(Configuration.ExcludedAddresses);

    /// <summary>Takes up what it tracks; to be called again whenever the configuration or the checks change.</summary>
    public void Track(IReadOnlyDictionary<string, Check> checks)
    {
        StopTracking();
        foreach (TrackReference reference in Configuration.TrackScripts)
        {
            if (!checks.TryGetValue(reference.Name, out Check? check)) continue;
            _tracked.Add(new Tracked(
                "script",
                reference.Name,
                reference.Weight ?? check.Configuration.Weight,
                reference.Reverse ?? check.Configuration.WeightReverse,
                check));
            check.Changed += Evaluate;
        }
        foreach (TrackReference reference in Configuration.TrackInterfaces)
            _tracked.Add(new Tracked("interface", reference.Name, reference.Weight ?? 0, reference.Reverse ?? false, null));
        _isWatchingChecks = true;
    }

    public void StopTracking()
    {
        foreach (Tracked tracked in _tracked)
            if (tracked.Check is { } check) check.Changed -= Evaluate;
        _tracked = [];
        _isWatchingChecks = false;
    }

    /// <summary>Whether a change of this interface matters to the instance.</summary>
    public bool Follows(string name) =>
        name == Interface || Configuration.TrackInterfaces.Any(reference => reference.Name == name);

    /// <summary>Looks at all that it depends on, and tells the router what is new.</summary>
    public void Evaluate()
    {
        if (!_isWatchingChecks) return;
        LinkState? link = _services.Links.Find(Interface);
        UpdatePrimaryAddress(link);

        var faults = new List<string>();
        bool isAwaiting = false;
        int contributions = 0;
        if (FaultOfLink(link) is { } fault) faults.Add(fault);
        foreach (Tracked tracked in _tracked)
        {
            TrackedState state = StateOf(tracked);
            contributions += state.Contribution;
            isAwaiting |= state.IsAwaited;
            if (state.IsFault) faults.Add(tracked.Check is null ? $"tracked interface {tracked.Name} down" : $"script {tracked.Name} failed: {tracked.Check.Reason}");
        }
        foreach (string added in faults.Except(Faults)) _services.Log.FaultAdded(Name, added);
        Faults = faults;

        byte priority = TrackedPriority.Effective(Configuration.Priority, contributions);
        if (priority != Router.EffectivePriority)
        {
            _services.Log.PriorityChanged(Name, Router.EffectivePriority, priority);
            Step(VrrpEvent.PriorityChanged(priority));
        }
        if (faults.Count > 0)
        {
            if (Router.State != VrrpState.Fault) Step(VrrpEvent.Faulted());
        }
        else if (!isAwaiting)
        {
            if (Router.State == VrrpState.Fault) Step(VrrpEvent.FaultCleared());
            else if (!_isStarted) Step(VrrpEvent.Start());
            _isStarted = true;
        }
    }

    public TrackedState StateOf(Tracked tracked)
    {
        if (tracked.Check is { } check) return new TrackedState(check.State, tracked.Weight, tracked.Reverse);
        bool isUp = _services.Links.Find(tracked.Name)?.IsUp ?? false;
        return new TrackedState(isUp ? CheckState.Up : CheckState.Down, tracked.Weight, tracked.Reverse);
    }

    /// <summary>Goes on with another configuration of the same interface, VRID and version.</summary>
    public void Reconfigure(VrrpInstance configuration, VirtualRouterOptions options)
    {
        IReadOnlyCollection<VirtualAddress> kept = [.. configuration.Addresses, .. configuration.ExcludedAddresses];
        Configuration = configuration;
        Options = options;
        Step(VrrpEvent.Reconfigured(options));
        if (Router.State != VrrpState.Master) return;
        // First the new addresses, then away with the old: one that is in both is never missing.
        _services.Addresses.Acquire(this, kept);
        _services.Addresses.Release(this, kept);
        _services.Executor.Announce(this, options.Announcements.Repeat);
    }

    public void Stop() => Step(VrrpEvent.Stop());

    /// <summary>Ends without a word and leaves the addresses where they are.</summary>
    public void Abandon()
    {
        StopTracking();
        foreach (LoopTimer? timer in _timers) timer?.Cancel();
    }

    public void Receive(ReadOnlySpan<byte> payload, in AdvertEnvelope envelope)
    {
        AdvertError error = AdvertCodec.Decode(payload, envelope, Options, Router.LastHeard.Source, out Advert advert);
        Step(error == AdvertError.None ? VrrpEvent.AdvertReceived(advert) : VrrpEvent.AdvertRejected(error, envelope.Source));
    }

    public void AddressRestored()
    {
        Router.Counters.AddressesRestored++;
        _services.Executor.Announce(this, 1);
    }

    public void AddressConflict() => Router.Counters.AddressConflicts++;

    public LoopTimer Timer(VrrpTimer timer) => _timers[(int)timer] ??= _services.Loop.CreateTimer(now => Expire(timer, now));

    public void CancelTimer(VrrpTimer timer) => _timers[(int)timer]?.Cancel();

    private void Expire(VrrpTimer timer, Instant now)
    {
        Instant due = Timer(timer).Deadline;
        // Adverts keep their beat: the next counts from when this one was due, unless it comes so late that the beat is lost.
        bool keepsBeat = timer == VrrpTimer.Advert && now - due < Options.AdvertInterval / 2;
        Step(VrrpEvent.TimerExpired(timer), keepsBeat ? due : now);
    }

    private void Step(in VrrpEvent what) => Step(what, _services.Loop.Now);

    private void Step(in VrrpEvent what, Instant now)
    {
        _services.Executor.Step(this, what, now);
        if (AwaitsAddresses && IsSettledWithoutAddresses(what.Kind))
        {
            AwaitsAddresses = false;
            _services.Addresses.Settled(this);
        }
    }

    /// <summary>It does not take part, or another host is master: then that one has the addresses.</summary>
    private bool IsSettledWithoutAddresses(VrrpEventKind what) => Router.State switch
    {
        VrrpState.Master => true,
        VrrpState.Fault => true,
        VrrpState.Backup => what == VrrpEventKind.AdvertReceived && Router.LastHeard.Priority > 0,
        _ => what == VrrpEventKind.Stop,
    };

    private void UpdatePrimaryAddress(LinkState? link)
    {
        IpAddress address = ChoosePrimaryAddress(link);
        if (address == PrimaryAddress) return;
        PrimaryAddress = address;
        Step(VrrpEvent.PrimaryAddressChanged(address));
    }

    /// <summary>The configured source, or the first address of the interface that is no virtual one (RFC 9568, section 1.7: Primary IP Address).</summary>
    private IpAddress ChoosePrimaryAddress(LinkState? link)
    {
        IpAddress configured = Options.IsUnicast ? Configuration.UnicastSource : Configuration.MulticastSource;
        if (!configured.IsNone || link is null) return configured;
        foreach (Linux.Netlink.InterfaceAddress candidate in link.Addresses)
        {
            IpAddress address = IpAddress.From(candidate.Address);
            if (!IsConfigured(address) && !_services.Addresses.IsVirtual(link.Index, address)) return address;
        }
        return default;
    }

    private bool IsConfigured(IpAddress address)
    {
        // An owner has the address on its interface for good (RFC 9568, section 1.7: IP Address Owner).
        if (Options.IsOwner) return false;
        foreach (IpAddress own in Options.Addresses.AsSpan())
            if (own == address) return true;
        return false;
    }

    private string? FaultOfLink(LinkState? link)
    {
        if (link is null) return $"interface {Interface} does not exist";
        if (!link.IsUp && !Configuration.DontTrackPrimary) return $"interface {Interface} down";
        return PrimaryAddress.IsNone ? $"interface {Interface} has no IPv4 address" : null;
    }
}

/// <summary>Something that an instance tracks: a check, or an interface where that is null.</summary>
internal sealed record Tracked(string Kind, string Name, int Weight, bool Reverse, Check? Check);

/// <summary>What all instances share.</summary>
internal sealed record InstanceServices(EventLoop Loop, LinkTable Links, AddressKeeper Addresses, ILogger Log)
{
    public ActionExecutor Executor { get; set; } = null!;
}
