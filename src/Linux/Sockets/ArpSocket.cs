using System.Buffers.Binary;
using Holdfast.Linux.Processes;
using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>
/// Sends gratuitous ARP, by which the hosts of a link learn at once where an address now is (RFC 5227, section 3;
/// RFC 826). One socket serves all interfaces.
/// </summary>
public sealed unsafe class ArpSocket : IDisposable
{
    public const int FrameLength = 42;
    private const int HardwareAddressLength = 6;

    // Protocol 0: nothing is received, so nothing queues up.
    private readonly Descriptor _descriptor = Descriptor.FromResult(
        LibC.socket(LibC.AF_PACKET, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), "socket AF_PACKET", Capability.CAP_NET_RAW);

    /// <summary>Writes the Ethernet frame of a gratuitous ARP request: who asks and who is asked for are one address.</summary>
    public static void WriteFrame(Span<byte> frame, ReadOnlySpan<byte> hardwareAddress, uint address)
    {
        frame[..FrameLength].Clear();
        frame[..HardwareAddressLength].Fill(0xff);
        hardwareAddress.CopyTo(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0806);
        Span<byte> arp = frame[14..];
        BinaryPrimitives.WriteUInt16BigEndian(arp, 1);
        BinaryPrimitives.WriteUInt16BigEndian(arp[2..], 0x0800);
        arp[4] = HardwareAddressLength;
        arp[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(arp[6..], 1);
        hardwareAddress.CopyTo(arp[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(arp[14..], address);
        arp.Slice(18, HardwareAddressLength).Fill(0xff);
        BinaryPrimitives.WriteUInt32BigEndian(arp[24..], address);
    }

    /// <summary>Announces an address on an interface of Ethernet.</summary>
    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="hardwareAddress">Its six bytes.</param>
    /// <param name="address">The address, in host order.</param>
    /// <returns>The error, or <see cref="Errno.None"/>.</returns>
    public Errno Announce(int interfaceIndex, ReadOnlySpan<byte> hardwareAddress, uint address)
    {
        // A loopback or a tunnel has no such address, and no neighbours to tell.
        if (hardwareAddress.Length != HardwareAddressLength) return Errno.None;
        byte* frame = stackalloc byte[FrameLength];
        WriteFrame(new Span<byte>(frame, FrameLength), hardwareAddress, address);
        sockaddr_ll to = default;
        to.sll_family = (ushort)LibC.AF_PACKET;
        to.sll_protocol = BinaryPrimitives.ReverseEndianness((ushort)0x0806);
        to.sll_ifindex = interfaceIndex;
        to.sll_halen = HardwareAddressLength;
        int sent = (int)LibC.sendto(_descriptor.Value, frame, FrameLength, 0, (sockaddr*)&to, sizeof(sockaddr_ll));
        return sent < 0 ? (Errno)LibC.errno : Errno.None;
    }

    public void Dispose() => _descriptor.Dispose();
}
