using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>
/// Routers on one wire, a clock that jumps from event to event, and a wire that loses, delays and reorders packets and falls
/// into partitions. All chance comes from the seed.
/// </summary>
internal sealed class SimulatedNetwork
{
    /// <summary>Far more than any quiet run takes, ten simulated minutes too.</summary>
    private const int MaxSteps = 100_000;

    private readonly PriorityQueue<Action, (long Time, long Order)> _queue = new();
    private readonly Random _random;
    private readonly SimulatedHost[] _hosts;
    private long _order;

    public SimulatedNetwork(int seed, params VirtualRouterOptions[] routers)
    {
        _random = new Random(seed);
        _hosts = [.. routers.Select((options, i) => new SimulatedHost(this, options, IpAddress.Parse($"192.0.2.{i + 1}")))];
    }

    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    public Instant Now { get; private set; }

    /// <summary>From 0 to 1: how many packets are lost.</summary>
    public double Loss { get; set; }

    /// <summary>The longest time that a packet is under way.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(1);

    public void Run(TimeSpan span)
    {
        Instant end = Now + span;
        int steps = 0;
        while (_queue.TryPeek(out Action? action, out (long Time, long Order) at) && at.Time <= end.Nanoseconds)
        {
            if (++steps > MaxSteps) throw new InvalidOperationException("The routers answer each other without end.");
            _queue.Dequeue();
            Now = new Instant(at.Time);
            action();
        }
        Now = end;
    }

    public void At(Instant when, Action action) => _queue.Enqueue(action, (when.Nanoseconds, _order++));

    public void Send(SimulatedHost from, byte priority)
    {
        byte[] packet = new byte[AdvertCodec.MaxLength];
        int length = AdvertCodec.Encode(packet, from.Options, priority, from.Address, AdvertCodec.MulticastGroup);
        foreach (SimulatedHost to in _hosts)
        {
            if (to == from || to.Partition != from.Partition || _random.NextDouble() < Loss) continue;
            At(Now + (MaxDelay * _random.NextDouble()), () => to.Receive(packet.AsSpan(0, length), from.Address));
        }
    }
}

/// <summary>One router and all that an engine keeps for it: timers and addresses.</summary>
internal sealed class SimulatedHost(SimulatedNetwork network, VirtualRouterOptions options, IpAddress address)
{
    private readonly long[] _timers = new long[Enum.GetValues<VrrpTimer>().Length];
    private readonly List<VrrpAction> _actions = [];

    public bool IsDead { get; private set; }

    public VirtualRouterOptions Options => options;

    public IpAddress Address => address;

    public VirtualRouter Router { get; private set; } = new(options);

    /// <summary>Hosts with another number do not hear each other.</summary>
    public int Partition { get; set; }

    public bool HoldsAddresses { get; private set; }

    public bool IsMaster => !IsDead && Router.State == VrrpState.Master;

    /// <summary>A new process, whatever was before.</summary>
    public void Start()
    {
        Kill();
        IsDead = false;
        Router = new VirtualRouter(options);
        Step(VrrpEvent.PrimaryAddressChanged(address));
        Step(VrrpEvent.Start());
    }

    public void Stop() => Step(VrrpEvent.Stop());

    /// <summary>Ends without a word, as by SIGKILL and with its address table.</summary>
    public void Kill()
    {
        IsDead = true;
        HoldsAddresses = false;
        for (int i = 0; i < _timers.Length; i++) _timers[i]++;
    }

    public void Fail() => Step(VrrpEvent.Faulted());

    public void Recover() => Step(VrrpEvent.FaultCleared());

    public void Receive(ReadOnlySpan<byte> packet, IpAddress source)
    {
        var envelope = new AdvertEnvelope(source, AdvertCodec.MulticastGroup, 255);
        AdvertError error = AdvertCodec.Decode(packet, envelope, options, Router.LastHeard.Source, out Advert advert);
        Step(error == AdvertError.None ? VrrpEvent.AdvertReceived(advert) : VrrpEvent.AdvertRejected(error, source));
    }

    private void Step(in VrrpEvent what)
    {
        if (IsDead) return;
        _actions.Clear();
        Router.Step(what, network.Now, _actions);
        foreach (VrrpAction action in _actions) Execute(action);
        HoldsAddresses.ShouldBe(IsMaster, "a router holds the addresses exactly while it is master");
    }

    private void Execute(in VrrpAction action)
    {
        switch (action.Kind)
        {
            case VrrpActionKind.SendAdvert: network.Send(this, action.Priority); break;
            case VrrpActionKind.AddAddresses: HoldsAddresses = true; break;
            case VrrpActionKind.RemoveAddresses: HoldsAddresses = false; break;
            case VrrpActionKind.SetTimer: Arm(action.Timer, action.Delay); break;
            case VrrpActionKind.CancelTimer: _timers[(int)action.Timer]++; break;
            case VrrpActionKind.Announce:
            case VrrpActionKind.Transition:
            case VrrpActionKind.Report:
            default: break;
        }
    }

    private void Arm(VrrpTimer timer, TimeSpan delay)
    {
        long generation = ++_timers[(int)timer];
        network.At(network.Now + delay, () =>
        {
            if (_timers[(int)timer] == generation) Step(VrrpEvent.TimerExpired(timer));
        });
    }
}
