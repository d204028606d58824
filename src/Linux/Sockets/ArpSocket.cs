using System.Buffers.Binary;
using Holdfast.Linux.Processes;
using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>An answer to an ARP probe: someone has the address, which is in host order.</summary>
public sealed record ArpReply(int InterfaceIndex, uint Address, byte[] HardwareAddress);

/// <summary>
/// Sends gratuitous ARP, by which the hosts of a link learn at once where an address now is (RFC 826; RFC 5227,
/// section 3), and asks whether someone else has it (RFC 5227, section 2.1). One socket serves all interfaces.
/// </summary>
public sealed unsafe class ArpSocket : IDisposable
{
    public const int FrameLength = 42;
    private const int HardwareAddressLength = 6;

    private const ushort EtherTypeArp = 0x0806;
    private const ushort OpcodeRequest = 1;
    private const ushort OpcodeReply = 2;

    // Protocol 0: nothing comes in until the filter is there.
    private readonly Descriptor _descriptor = Descriptor.FromResult(
        LibC.socket(LibC.AF_PACKET, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), "socket AF_PACKET", Capability.CAP_NET_RAW);

    /// <exception cref="LinuxException">Missing privileges (CAP_NET_RAW).</exception>
    public ArpSocket()
    {
        // Only answers come in, which are sent to us alone: the link's broadcasts never wake the loop.
        FilterInstruction* filter = stackalloc FilterInstruction[]
        {
            new(0x28, 0, 0, 20), // load the opcode
            new(0x15, 0, 1, OpcodeReply), // a reply?
            new(0x06, 0, 0, 64), // take it
            new(0x06, 0, 0, 0), // drop it
        };
        var program = new FilterProgram { Length = 4, Instructions = filter };
        if (LibC.setsockopt(_descriptor.Value, LibC.SOL_SOCKET, LibC.SO_ATTACH_FILTER, &program, sizeof(FilterProgram)) < 0)
            throw LinuxException.Last("SO_ATTACH_FILTER");
        sockaddr_ll allInterfaces = Address(interfaceIndex: 0);
        if (LibC.bind(_descriptor.Value, (sockaddr*)&allInterfaces, sizeof(sockaddr_ll)) < 0) throw LinuxException.Last("bind AF_PACKET");
    }

    public int Value => _descriptor.Value;

    /// <summary>Writes the Ethernet frame of a gratuitous ARP request: who asks and who is asked for are one address.</summary>
    public static void WriteFrame(Span<byte> frame, ReadOnlySpan<byte> hardwareAddress, uint address)
    {
        WriteRequest(frame, hardwareAddress, sender: address, target: address);
        frame.Slice(32, HardwareAddressLength).Fill(0xff);
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
        Span<byte> frame = stackalloc byte[FrameLength];
        WriteFrame(frame, hardwareAddress, address);
        return Send(interfaceIndex, frame);
    }

    /// <summary>Asks whether someone else has an address (RFC 5227, section 2.1.1): who has it answers.</summary>
    /// <inheritdoc cref="Announce"/>
    public Errno Probe(int interfaceIndex, ReadOnlySpan<byte> hardwareAddress, uint address)
    {
        if (hardwareAddress.Length != HardwareAddressLength) return Errno.None;
        Span<byte> frame = stackalloc byte[FrameLength];
        WriteRequest(frame, hardwareAddress, sender: 0, target: address);
        return Send(interfaceIndex, frame);
    }

    /// <summary>Takes one answer without waiting; null when there is none.</summary>
    public ArpReply? Receive()
    {
        byte* buffer = stackalloc byte[64];
        sockaddr_ll from = default;
        socklen_t length = sizeof(sockaddr_ll);
        int received = (int)LibC.recvfrom(_descriptor.Value, buffer, 64, 0, (sockaddr*)&from, &length);
        if (received < FrameLength) return null;
        var arp = new ReadOnlySpan<byte>(buffer + 14, FrameLength - 14);
        return new ArpReply(from.sll_ifindex, BinaryPrimitives.ReadUInt32BigEndian(arp[14..]), arp.Slice(8, HardwareAddressLength).ToArray());
    }

    public void Dispose() => _descriptor.Dispose();

    private static void WriteRequest(Span<byte> frame, ReadOnlySpan<byte> hardwareAddress, uint sender, uint target)
    {
        frame[..FrameLength].Clear();
        frame[..HardwareAddressLength].Fill(0xff);
        hardwareAddress.CopyTo(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], EtherTypeArp);
        Span<byte> arp = frame[14..];
        BinaryPrimitives.WriteUInt16BigEndian(arp, 1);
        BinaryPrimitives.WriteUInt16BigEndian(arp[2..], 0x0800);
        arp[4] = HardwareAddressLength;
        arp[5] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(arp[6..], OpcodeRequest);
        hardwareAddress.CopyTo(arp[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(arp[14..], sender);
        BinaryPrimitives.WriteUInt32BigEndian(arp[24..], target);
    }

    private Errno Send(int interfaceIndex, ReadOnlySpan<byte> frame)
    {
        sockaddr_ll to = Address(interfaceIndex);
        fixed (byte* data = frame)
        {
            int sent = (int)LibC.sendto(_descriptor.Value, data, frame.Length, 0, (sockaddr*)&to, sizeof(sockaddr_ll));
            return sent < 0 ? (Errno)LibC.errno : Errno.None;
        }
    }

    private static sockaddr_ll Address(int interfaceIndex)
    {
        sockaddr_ll address = default;
        address.sll_family = (ushort)LibC.AF_PACKET;
        address.sll_protocol = BinaryPrimitives.ReverseEndianness(EtherTypeArp);
        address.sll_ifindex = interfaceIndex;
        address.sll_halen = HardwareAddressLength;
        return address;
    }

    /// <summary>sock_filter.</summary>
    private readonly struct FilterInstruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    /// <summary>sock_fprog.</summary>
    private struct FilterProgram
    {
        public ushort Length;
        public FilterInstruction* Instructions;
    }
}
