using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Linux.Sockets;
using Holdfast.Vrrp;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Network;

/// <summary>Takes the adverts for one virtual router.</summary>
internal interface IAdvertTarget
{
    VirtualRouterOptions Options { get; }

    /// <summary>A packet for the router's VRID has come in.</summary>
    void Receive(ReadOnlySpan<byte> payload, in AdvertEnvelope envelope);
}

/// <summary>
/// One interface on which virtual routers take part: one socket for them all, and who gets what comes in. While the
/// interface does not exist there is no socket.
/// </summary>
internal sealed class VrrpInterface(string name, EventLoop loop, ILogger log) : IDisposable
{
    private const int MaxPacketsPerTurn = 64;
    private readonly IAdvertTarget?[] _targets = new IAdvertTarget?[256];
    private readonly byte[] _received = new byte[2048];
    private readonly byte[] _sent = new byte[AdvertCodec.MaxLength];
    private VrrpSocket? _socket;
    private Watch? _watch;
    private int _index;

    public int Count { get; private set; }

    public void Add(IAdvertTarget target)
    {
        _targets[target.Options.VirtualRouterId] = target;
        Count++;
        if (_socket is not null) JoinGroup(_socket);
    }

    public void Remove(IAdvertTarget target)
    {
        if (_targets[target.Options.VirtualRouterId] != target) return;
        _targets[target.Options.VirtualRouterId] = null;
        Count--;
    }

    /// <summary>Opens or closes the socket as the interface comes and goes; an interface of another index is another one.</summary>
    public void Follow(LinkState? link)
    {
        if (link is not null && link.Index == _index) return;
        Close();
        if (link is null) return;
        try
        {
            var socket = new VrrpSocket(AdvertCodec.Protocol, name, link.Index);
            JoinGroup(socket);
            _socket = socket;
            _index = link.Index;
            _watch = loop.Add(socket.Value, Receive);
        }
        catch (LinuxException exception)
        {
            log.NoSocket(name, exception.Message);
        }
    }

    /// <summary>Sends an advert to the multicast group or to every peer.</summary>
    /// <returns>The first error, or <see cref="Errno.None"/>.</returns>
    public Errno Send(VirtualRouterOptions options, byte priority, IpAddress source)
    {
        if (_socket is null) return Errno.ENODEV;
        if (!options.IsUnicast) return Send(_socket, options, priority, source, AdvertCodec.MulticastGroup);
        var result = Errno.None;
        foreach (IpAddress peer in options.UnicastPeers.AsSpan())
        {
            Errno errno = Send(_socket, options, priority, source, peer);
            if (result == Errno.None) result = errno;
        }
        return result;
    }

    public void Dispose() => Close();

    private Errno Send(VrrpSocket socket, VirtualRouterOptions options, byte priority, IpAddress source, IpAddress destination)
    {
        int length = AdvertCodec.Encode(_sent, options, priority, source, destination);
        return socket.Send(_sent.AsSpan(0, length), source.ToV4(), destination.ToV4());
    }

    private void JoinGroup(VrrpSocket socket)
    {
        foreach (IAdvertTarget? target in _targets)
        {
            if (target is null || target.Options.IsUnicast) continue;
            socket.Join(AdvertCodec.MulticastGroup.ToV4());
            return;
        }
    }

    private void Receive()
    {
        // Bounded, so that a flood can't keep the timers from their turn.
        for (int i = 0; i < MaxPacketsPerTurn && _socket is not null; i++)
        {
            Errno errno = _socket.Receive(_received, out ReadOnlySpan<byte> payload, out PacketSource source);
            // Anything but a packet or none, such as a link that went down, shows up on the link itself.
            if (errno is not (Errno.None or Errno.EINVAL)) return;
            if (!AdvertCodec.TryReadVirtualRouterId(payload, out byte virtualRouterId) || _targets[virtualRouterId] is not { } target) continue;
            target.Receive(
                payload, new AdvertEnvelope(IpAddress.FromV4(source.Source), IpAddress.FromV4(source.Destination), source.TimeToLive));
        }
    }

    private void Close()
    {
        _watch?.Remove();
        _socket?.Dispose();
        _watch = null;
        _socket = null;
        _index = 0;
    }
}
