using Holdfast.Configuration.Model;
using Holdfast.Engine.Loop;
using Holdfast.Engine.Network;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Sockets;
using Holdfast.Tracking;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Addresses;

/// <summary>Who holds addresses.</summary>
internal interface IAddressOwner
{
    string Name { get; }

    string Interface { get; }

    /// <summary>An address that someone else had deleted is back: neighbours may have been told otherwise meanwhile.</summary>
    void AddressRestored();

    /// <summary>Another host answers for an address that this owner holds.</summary>
    void AddressConflict();
}

/// <summary>
/// Holds the virtual addresses: the only place where they are added and removed. Each has one owner; what its owner does
/// not give up stays, whoever else deletes it.
/// </summary>
internal sealed class AddressKeeper
{
    private const int RestoreBurst = 5;
    private static readonly TimeSpan RestoreInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Key, Held> _held = [];
    private readonly List<AddressChange> _changes = [];
    private readonly RouteSocket _route;
    private readonly LinkTable _links;
    private readonly EventLoop _loop;
    private readonly ILogger _log;

    public AddressKeeper(RouteSocket route, LinkTable links, EventLoop loop, ILogger log)
    {
        _route = route;
        _links = links;
        _loop = loop;
        _log = log;
        links.AddressRemoved += OnRemoved;
        links.Resynchronized += RestoreAll;
    }

    /// <summary>Removes what an engine that was killed has left: addresses with our mark, and no others.</summary>
    public void RemoveLeftovers()
    {
        _changes.Clear();
        foreach (InterfaceAddress address in _route.Addresses())
        {
            if (address.Protocol != LinkTable.OwnProtocol) continue;
            _log.RemovingLeftover(address.Address, address.PrefixLength);
            _changes.Add(new AddressChange(address, isAdd: false));
        }
        Apply();
    }

    /// <summary>Whether this address is one that we hold or are about to: no address to send adverts from.</summary>
    public bool IsVirtual(int interfaceIndex, IpAddress address) => _held.ContainsKey(new Key(interfaceIndex, address));

    /// <summary>Adds all addresses that are not there yet, and takes over those that wait for this owner.</summary>
    public void Acquire(IAddressOwner owner, IEnumerable<VirtualAddress> addresses)
    {
        _changes.Clear();
        foreach (VirtualAddress address in addresses)
        {
            if (_links.Find(address.Device ?? owner.Interface) is not { } link)
            {
                _log.NoInterfaceForAddress(owner.Name, address, address.Device ?? owner.Interface);
                continue;
            }
            var key = new Key(link.Index, address.Address);
            if (_held.TryGetValue(key, out Held? held) && held.Address == address)
            {
                held.Owner = owner;
                held.WaitsFor = null;
                continue;
            }
            // The same address with another prefix is another address to the kernel.
            if (held is not null) _changes.Add(new AddressChange(ToKernel(key, held.Address), isAdd: false));
            _held[key] = new Held(address) { Owner = owner };
            _changes.Add(new AddressChange(ToKernel(key, address), isAdd: true));
        }
        Apply();
    }

    /// <summary>Removes what this owner holds, except for what <paramref name="kept"/> lists.</summary>
    public void Release(IAddressOwner owner, IReadOnlyCollection<VirtualAddress>? kept = null)
    {
        _changes.Clear();
        foreach ((Key key, Held held) in _held)
        {
            if (held.Owner != owner || (kept?.Contains(held.Address) ?? false)) continue;
            if (held.WaitsFor is not null) held.Owner = null;
            else Drop(key, held);
        }
        Apply();
    }

    /// <summary>
    /// Before a reload: an address that moves to another owner stays when its present one gives it up, until the new one
    /// takes it or is <see cref="Settled"/> without.
    /// </summary>
    public void KeepFor(IAddressOwner newOwner, IEnumerable<VirtualAddress> addresses)
    {
        foreach (VirtualAddress address in addresses)
        {
            if (_links.Find(address.Device ?? newOwner.Interface) is not { } link) continue;
            if (_held.TryGetValue(new Key(link.Index, address.Address), out Held? held) && held.Owner != newOwner && held.Address == address)
                held.WaitsFor = newOwner;
        }
    }

    /// <summary>This owner-to-be knows that it is not master: what was kept for it is removed.</summary>
    public void Settled(IAddressOwner owner)
    {
        _changes.Clear();
        foreach ((Key key, Held held) in _held)
        {
            if (held.WaitsFor != owner) continue;
            held.WaitsFor = null;
            if (held.Owner is null) Drop(key, held);
        }
        Apply();
    }

    /// <summary>Another host has said that an address is its own.</summary>
    public void ReportConflict(ArpReply reply)
    {
        var address = IpAddress.FromV4(reply.Address);
        if (!_held.TryGetValue(new Key(reply.InterfaceIndex, address), out Held? held) || held.Owner is not { } owner) return;
        _log.AddressConflict(owner.Name, address, Convert.ToHexStringLower(reply.HardwareAddress));
        owner.AddressConflict();
    }

    private void Drop(Key key, Held held)
    {
        held.Retry?.Cancel();
        _held.Remove(key);
        _changes.Add(new AddressChange(ToKernel(key, held.Address), isAdd: false));
    }

    private void OnRemoved(InterfaceAddress removed)
    {
        var key = new Key(removed.InterfaceIndex, IpAddress.From(removed.Address));
        if (_held.TryGetValue(key, out Held? held) && held.Address.PrefixLength == removed.PrefixLength) Restore(key, held);
    }

    private void RestoreAll()
    {
        foreach ((Key key, Held held) in _held.ToArray()) Restore(key, held);
    }

    /// <summary>Puts an address back: at once, unless that has been done too often of late.</summary>
    private void Restore(Key key, Held held)
    {
        if (held.Retry?.IsArmed == true) return;
        held.Limiter ??= new RestoreLimiter(RestoreBurst, RestoreInterval);
        TimeSpan wait = held.Limiter.TryTake(_loop.Now);
        if (wait > TimeSpan.Zero)
        {
            held.Retry ??= _loop.CreateTimer(_ => Restore(key, held));
            held.Retry.Arm(_loop.Now + wait);
            return;
        }
        var change = new AddressChange(ToKernel(key, held.Address), isAdd: true);
        _changes.Clear();
        _changes.Add(change);
        Apply();
        // It was there: what we heard was our own removal, from before it was added anew.
        if (change.WasSoAlready || change.Failure is not null) return;
        _log.AddressRestored(held.Owner?.Name ?? "reload", held.Address);
        held.Owner?.AddressRestored();
    }

    private void Apply()
    {
        if (_changes.Count == 0) return;
        _route.Apply(_changes);
        foreach (AddressChange change in _changes)
            if (change.Failure is { } failure) _log.AddressFailed(failure.Message);
    }

    private static InterfaceAddress ToKernel(Key key, VirtualAddress address) => new()
    {
        InterfaceIndex = key.InterfaceIndex,
        Address = address.Address.ToIPAddress(),
        PrefixLength = address.PrefixLength,
        Broadcast = address.Broadcast.IsNone ? null : address.Broadcast.ToIPAddress(),
        Label = address.Label,
        Scope = address.Scope,
        Protocol = LinkTable.OwnProtocol,
    };

    private readonly record struct Key(int InterfaceIndex, IpAddress Address);

    private sealed class Held(VirtualAddress address)
    {
        public VirtualAddress Address => address;

        public IAddressOwner? Owner { get; set; }

        /// <summary>Who is to hold it after a reload.</summary>
        public IAddressOwner? WaitsFor { get; set; }

        public RestoreLimiter? Limiter { get; set; }

        public LoopTimer? Retry { get; set; }
    }
}
