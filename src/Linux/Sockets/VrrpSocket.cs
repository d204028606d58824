using System.Buffers.Binary;
using System.Text;
using Holdfast.Linux.Processes;
using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>What a received packet's IPv4 header said; addresses in host order.</summary>
public readonly record struct PacketSource(uint Source, uint Destination, byte TimeToLive);

/// <summary>
/// A raw IPv4 socket of one protocol on one interface, raw(7). It sends with TTL 255 and the precedence of network
/// control, and does not hear what it sends itself. Sending and receiving allocate nothing.
/// </summary>
public sealed unsafe class VrrpSocket : IDisposable
{
    private const int InternetworkControl = 0xc0;
    private const int MinIpHeaderLength = 20;

    // TC_PRIO_CONTROL: before other traffic in a queue that is full.
    private const int ControlPriority = 6;

    // Room for one advert each of some thousand routers that all begin at once; memory is used only while they wait.
    private const int ReceiveBufferSize = 1 << 20;
    private readonly Descriptor _descriptor;
    private readonly int _interfaceIndex;

    /// <param name="protocol">The IP protocol, 112 for VRRP.</param>
    /// <param name="interfaceName">The interface; packets that arrive on another are not seen.</param>
    /// <param name="interfaceIndex">Its index.</param>
    /// <exception cref="LinuxException">Missing privileges (CAP_NET_RAW), or no such interface.</exception>
    public VrrpSocket(int protocol, string interfaceName, int interfaceIndex)
    {
        _interfaceIndex = interfaceIndex;
        int type = LibC.SOCK_RAW | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK;
        _descriptor = Descriptor.FromResult(
            LibC.socket(LibC.AF_INET, type, protocol), $"socket raw protocol {protocol}", Capability.CAP_NET_RAW);
        try
        {
            Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(interfaceName.Length)];
            int length = Encoding.UTF8.GetBytes(interfaceName, name);
            fixed (byte* pointer = name) Set(LibC.SOL_SOCKET, LibC.SO_BINDTODEVICE, pointer, length, $"bind to interface {interfaceName}");
            Set(LibC.IPPROTO_IP, LibC.IP_MULTICAST_LOOP, 0, "IP_MULTICAST_LOOP");
            Set(LibC.IPPROTO_IP, LibC.IP_MULTICAST_ALL, 0, "IP_MULTICAST_ALL");
            Set(LibC.IPPROTO_IP, LibC.IP_MULTICAST_TTL, 255, "IP_MULTICAST_TTL");
            Set(LibC.IPPROTO_IP, LibC.IP_TTL, 255, "IP_TTL");
            Set(LibC.IPPROTO_IP, LibC.IP_TOS, InternetworkControl, "IP_TOS");
            // After IP_TOS, which sets the priority too, to that of ordinary traffic.
            Set(LibC.SOL_SOCKET, LibC.SO_PRIORITY, ControlPriority, "SO_PRIORITY");
            int size = ReceiveBufferSize;
            // Without CAP_NET_ADMIN the system's limit holds.
            if (LibC.setsockopt(Value, LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, &size, sizeof(int)) < 0)
                Set(LibC.SOL_SOCKET, LibC.SO_RCVBUF, size, "SO_RCVBUF");
        }
        catch
        {
            _descriptor.Dispose();
            throw;
        }
    }

    public int Value => _descriptor.Value;

    /// <summary>Joins a multicast group on the interface; joining again is no error.</summary>
    public void Join(uint group)
    {
        ip_mreqn request = default;
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(&request.imr_multiaddr, 4), group);
        request.imr_ifindex = _interfaceIndex;
        int result = LibC.setsockopt(Value, LibC.IPPROTO_IP, LibC.IP_ADD_MEMBERSHIP, &request, sizeof(ip_mreqn));
        if (result < 0 && (Errno)LibC.errno != Errno.EADDRINUSE) throw LinuxException.Last("join multicast group");
    }

    /// <summary>Sends one packet out of the interface.</summary>
    /// <param name="payload">What follows the IP header.</param>
    /// <param name="source">The source address, in host order; 0 leaves it to the kernel.</param>
    /// <param name="destination">A multicast group or a host, in host order.</param>
    /// <returns>The error, or <see cref="Errno.None"/>.</returns>
    public Errno Send(ReadOnlySpan<byte> payload, uint source, uint destination)
    {
        sockaddr_in to = default;
        to.sin_family = LibC.AF_INET;
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(&to.sin_addr, 4), destination);

        // One control message, IP_PKTINFO: the source address, and for multicast the interface.
        int controlLength = sizeof(cmsghdr) + sizeof(in_pktinfo);
        byte* control = stackalloc byte[(controlLength + 7) & ~7];
        var header = (cmsghdr*)control;
        header->cmsg_len = controlLength;
        header->cmsg_level = LibC.IPPROTO_IP;
        header->cmsg_type = LibC.IP_PKTINFO;
        var information = (in_pktinfo*)(control + sizeof(cmsghdr));
        *information = default;
        information->ipi_ifindex = _interfaceIndex;
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(&information->ipi_spec_dst, 4), source);

        fixed (byte* data = payload)
        {
            iovec vector = default;
            vector.iov_base = data;
            vector.iov_len = payload.Length;
            msghdr message = default;
            message.msg_name = &to;
            message.msg_namelen = sizeof(sockaddr_in);
            message.msg_iov = &vector;
            message.msg_iovlen = 1;
            message.msg_control = control;
            message.msg_controllen = (controlLength + 7) & ~7;
            return (int)LibC.sendmsg(Value, &message, 0) < 0 ? (Errno)LibC.errno : Errno.None;
        }
    }

    /// <summary>Receives one packet without waiting.</summary>
    /// <param name="buffer">Where the packet goes, IP header included.</param>
    /// <param name="payload">What follows the IP header.</param>
    /// <param name="source">What the IP header says.</param>
    /// <returns>The error: <see cref="Errno.EAGAIN"/> when nothing waits, <see cref="Errno.EINVAL"/> for what is no whole IPv4 packet.</returns>
    public Errno Receive(Span<byte> buffer, out ReadOnlySpan<byte> payload, out PacketSource source)
    {
        payload = default;
        source = default;
        int length;
        fixed (byte* data = buffer) length = (int)LibC.recv(Value, data, buffer.Length, 0);
        if (length < 0) return (Errno)LibC.errno;
        int headerLength = length == 0 ? 0 : (buffer[0] & 0xf) * 4;
        if (headerLength < MinIpHeaderLength || headerLength > length) return Errno.EINVAL;
        payload = buffer[headerLength..length];
        source = new PacketSource(
            BinaryPrimitives.ReadUInt32BigEndian(buffer[12..]), BinaryPrimitives.ReadUInt32BigEndian(buffer[16..]), buffer[8]);
        return Errno.None;
    }

    public void Dispose() => _descriptor.Dispose();

    private void Set(int level, int option, int value, string call) => Set(level, option, &value, sizeof(int), call);

    private void Set(int level, int option, void* value, int length, string call)
    {
        if (LibC.setsockopt(Value, level, option, value, length) < 0) throw LinuxException.Last(call, Capability.CAP_NET_RAW);
    }
}
