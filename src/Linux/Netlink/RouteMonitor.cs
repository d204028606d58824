namespace Holdfast.Linux.Netlink;

/// <summary>Hears of links and addresses as they change, equivalent to <c>ip monitor link address</c>.</summary>
public sealed class RouteMonitor : IDisposable
{
    // RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR
    private const uint Groups = (1u << 0) | (1u << 4) | (1u << 8);
    private readonly NetlinkSocket _socket = new(Groups, isBlocking: false);
    private readonly byte[] _buffer = new byte[32 * 1024];

    /// <summary>A link is new or has changed; the second value says that it is gone.</summary>
    public event Action<Link, bool>? LinkChanged;

    /// <summary>An address is new or has changed; the second value says that it is gone.</summary>
    public event Action<InterfaceAddress, bool>? AddressChanged;

    /// <summary>The kernel had more to say than the buffer holds: what is known has to be asked for anew.</summary>
    public event Action? Overrun;

    /// <summary>Readable when there is something to <see cref="Read"/>.</summary>
    public int Value => _socket.Value;

    /// <summary>Reads all that waits and raises the events.</summary>
    /// <exception cref="LinuxException">The socket failed.</exception>
    public void Read()
    {
        while (true)
        {
            (int length, Errno errno) = _socket.Receive(_buffer);
            if (errno is Errno.EAGAIN) return;
            if (errno is Errno.ENOBUFS) Overrun?.Invoke();
            else if (errno is Errno.None) Raise(_buffer.AsSpan(0, length));
            else if (errno is not Errno.EINTR) throw new LinuxException("receive netlink event", errno);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Raise(ReadOnlySpan<byte> datagram)
    {
        var reader = new NetlinkReader(datagram);
        while (reader.MoveNext())
        {
            switch (reader.Type)
            {
                case RouteMessages.RTM_NEWLINK or RouteMessages.RTM_DELLINK when RouteMessages.ReadLink(reader.Payload) is { } link:
                    LinkChanged?.Invoke(link, reader.Type == RouteMessages.RTM_DELLINK);
                    break;
                case RouteMessages.RTM_NEWADDR or RouteMessages.RTM_DELADDR when RouteMessages.ReadAddress(reader.Payload) is { } address:
                    AddressChanged?.Invoke(address, reader.Type == RouteMessages.RTM_DELADDR);
                    break;
                default:
                    break;
            }
        }
    }
}
