using System.Net.Sockets;
using Holdfast.Engine.Loop;
using Holdfast.Linux.Netlink;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Network;

/// <summary>An interface as it is now.</summary>
internal sealed class LinkState(int index, string name)
{
    public int Index => index;

    public string Name { get; set; } = name;

    public bool IsUp { get; set; }

    public ReadOnlyMemory<byte> HardwareAddress { get; set; }

    /// <summary>Its IPv4 addresses, in the kernel's order, without those that we have added.</summary>
    public List<InterfaceAddress> Addresses { get; } = [];
}

/// <summary>Follows the interfaces of the host and their addresses, rtnetlink(7).</summary>
internal sealed class LinkTable : IDisposable
{
    /// <summary>What IFA_PROTO says of addresses that we add ('H'), so that a later run knows what a killed one left.</summary>
    public const byte OwnProtocol = 72;

    private readonly RouteSocket _route;
    private readonly RouteMonitor _monitor = new();
    private readonly Watch _watch;
    private readonly ILogger _log;
    private readonly Dictionary<int, LinkState> _byIndex = [];

    public LinkTable(EventLoop loop, RouteSocket route, ILogger log)
    {
        _route = route;
        _log = log;
        _monitor.LinkChanged += OnLink;
        _monitor.AddressChanged += OnAddress;
        _monitor.Overrun += OnOverrun;
        _watch = loop.Add(_monitor.Value, _monitor.Read);
        // The monitor listens already: what changes while we ask comes again as an event.
        Synchronize();
    }

    /// <summary>An interface is new, gone, up, down, or has other addresses than before.</summary>
    public event Action<string>? Changed;

    /// <summary>An address is gone from an interface.</summary>
    public event Action<InterfaceAddress>? AddressRemoved;

    /// <summary>The kernel could not tell all: addresses that are held have to be looked for.</summary>
    public event Action? Resynchronized;

    public LinkState? Find(string name)
    {
        foreach (LinkState link in _byIndex.Values)
            if (link.Name == name) return link;
        return null;
    }

    public bool IsOwnHardwareAddress(ReadOnlySpan<byte> address)
    {
        foreach (LinkState link in _byIndex.Values)
            if (link.HardwareAddress.Span.SequenceEqual(address)) return true;
        return false;
    }

    public void Dispose()
    {
        _watch.Remove();
        _monitor.Dispose();
    }

    private void Synchronize()
    {
        _byIndex.Clear();
        foreach (Link link in _route.Links()) Update(link);
        foreach (InterfaceAddress address in _route.Addresses()) Add(address);
    }

    private LinkState Update(Link link)
    {
        if (!_byIndex.TryGetValue(link.Index, out LinkState? state)) _byIndex[link.Index] = state = new LinkState(link.Index, link.Name);
        state.Name = link.Name;
        state.IsUp = link.IsUp;
        state.HardwareAddress = link.HardwareAddress;
        return state;
    }

    private void OnLink(Link link, bool isGone)
    {
        if (isGone)
        {
            if (!_byIndex.Remove(link.Index)) return;
            _log.LinkGone(link.Name);
            Changed?.Invoke(link.Name);
            return;
        }
        _byIndex.TryGetValue(link.Index, out LinkState? before);
        (string? oldName, bool wasUp) = (before?.Name, before?.IsUp ?? false);
        Update(link);
        if (oldName == link.Name && wasUp == link.IsUp) return;
        _log.LinkChanged(link.Name, link.IsUp ? "up" : "down");
        if (oldName is not null && oldName != link.Name) Changed?.Invoke(oldName);
        Changed?.Invoke(link.Name);
    }

    private void OnAddress(InterfaceAddress address, bool isGone)
    {
        if (isGone)
        {
            // Whoever holds it is told first: an address that is put back at once need not be missed by anyone.
            AddressRemoved?.Invoke(address);
            if (!_byIndex.TryGetValue(address.InterfaceIndex, out LinkState? link)) return;
            if (link.Addresses.RemoveAll(a => IsSame(a, address)) > 0) Changed?.Invoke(link.Name);
        }
        else if (Add(address) is { } link)
        {
            Changed?.Invoke(link.Name);
        }
    }

    /// <summary>Notes an address; null where it is of no interest or known already.</summary>
    private LinkState? Add(InterfaceAddress address)
    {
        // Our own are no news, and with a thousand of them it would be costly to take them for that.
        if (address.Address.AddressFamily != AddressFamily.InterNetwork || address.Protocol == OwnProtocol) return null;
        if (!_byIndex.TryGetValue(address.InterfaceIndex, out LinkState? link) || link.Addresses.Exists(a => IsSame(a, address))) return null;
        link.Addresses.Add(address);
        return link;
    }

    private void OnOverrun()
    {
        _log.NetlinkOverrun();
        string[] before = [.. _byIndex.Values.Select(l => l.Name)];
        Synchronize();
        foreach (string name in before.Union(_byIndex.Values.Select(l => l.Name))) Changed?.Invoke(name);
        Resynchronized?.Invoke();
    }

    private static bool IsSame(InterfaceAddress left, InterfaceAddress right) =>
        left.Address.Equals(right.Address) && left.PrefixLength == right.PrefixLength;
}
