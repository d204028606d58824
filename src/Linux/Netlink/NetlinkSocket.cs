using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Holdfast.Linux.Netlink;

/// <summary>One socket of AF_NETLINK, of the family NETLINK_ROUTE.</summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    private const int SOL_NETLINK = 270;
    private const int NETLINK_CAP_ACK = 10;
    private const int NETLINK_EXT_ACK = 11;
    private const int SO_RCVBUFFORCE = 33;
    private readonly Descriptor _descriptor;

    /// <param name="groups">The multicast groups to hear, as a bit mask; 0 for a socket of requests.</param>
    /// <param name="isBlocking">Whether receiving waits.</param>
    public NetlinkSocket(uint groups, bool isBlocking)
    {
        int flags = LibC.SOCK_RAW | LibC.SOCK_CLOEXEC | (isBlocking ? 0 : LibC.SOCK_NONBLOCK);
        _descriptor = Descriptor.FromResult(LibC.socket(LibC.AF_NETLINK, flags, 0), "socket AF_NETLINK");
        // Both exist since Linux 4.12; without them errors only lack the kernel's words.
        Set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        Set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        // Thousands of addresses can change in one moment; without the capability the system's limit holds.
        Set(LibC.SOL_SOCKET, SO_RCVBUFFORCE, 4 << 20);
        var address = new NetlinkAddress { Family = (ushort)LibC.AF_NETLINK, Groups = groups };
        if (LibC.bind(Value, (sockaddr*)&address, sizeof(NetlinkAddress)) < 0) throw LinuxException.Last("bind AF_NETLINK");
    }

    public int Value => _descriptor.Value;

    public void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            if ((int)LibC.send(Value, data, bytes.Length, 0) < 0) throw LinuxException.Last("send netlink request");
        }
    }

    /// <summary>Receives one datagram.</summary>
    /// <returns>Its length; or the error, when there was one.</returns>
    public (int Length, Errno Errno) Receive(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            int length = (int)LibC.recv(Value, data, buffer.Length, 0);
            return length >= 0 ? (length, Errno.None) : (0, (Errno)LibC.errno);
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private void Set(int level, int option, int value) => _ = LibC.setsockopt(Value, level, option, &value, sizeof(int));

    /// <summary>sockaddr_nl.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NetlinkAddress
    {
        public ushort Family;
        public ushort Padding;
        public uint PortId;
        public uint Groups;
    }
}
