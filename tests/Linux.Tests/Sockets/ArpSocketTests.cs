using Holdfast.Linux.Sockets;
using Holdfast.Linux.Tests.Kernel;
using PacketDotNet;

namespace Holdfast.Linux.Tests.Sockets;

public sealed class ArpSocketTests
{
    private const uint VirtualAddress = 0x0a4d0063;

    [Fact]
    public void The_frame_has_these_bytes()
    {
        Convert.ToHexString(Frame()).ShouldBe(
            "FFFFFFFFFFFF" + "020000000001" + "0806"
            + "0001" + "0800" + "06" + "04" + "0001"
            + "020000000001" + "0A4D0063"
            + "FFFFFFFFFFFF" + "0A4D0063");
    }

    [Fact]
    public void Another_decoder_reads_a_gratuitous_request()
    {
        var ethernet = (EthernetPacket)Packet.ParsePacket(LinkLayers.Ethernet, Frame());
        ethernet.DestinationHardwareAddress.ToString().ShouldBe("FFFFFFFFFFFF");
        ArpPacket arp = ethernet.Extract<ArpPacket>();
        arp.Operation.ShouldBe(ArpOperation.Request);
        arp.SenderHardwareAddress.GetAddressBytes().ShouldBe(TwoHosts.LeftHardwareAddress);
        arp.SenderProtocolAddress.ToString().ShouldBe("10.77.0.99");
        arp.TargetProtocolAddress.ToString().ShouldBe("10.77.0.99");
    }

    [Fact]
    public void A_neighbour_that_knew_another_owner_now_knows_this_one()
    {
        using var hosts = new TwoHosts();
        TwoHosts.Ip(hosts.Right, "neighbour", "replace", "10.77.0.99", "lladdr", "02:00:00:00:00:ff", "nud", "stale", "dev", TwoHosts.Wire);
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        int index = TwoHosts.In(hosts.Left, () => (int)Native.InterfaceNameToIndex(TwoHosts.Wire));
        // The wire may not be up yet, and a neighbour takes at most one change a second.
        Await.Until(
            () =>
            {
                socket.Announce(index, TwoHosts.LeftHardwareAddress, VirtualAddress).ShouldBe(Errno.None);
                return TwoHosts.Ip(hosts.Right, "neighbour", "show", "10.77.0.99").Contains("02:00:00:00:00:01", StringComparison.Ordinal);
            },
            "the neighbour has the new hardware address");
    }

    [Fact]
    public void On_a_link_without_hardware_address_there_is_nobody_to_tell()
    {
        using var hosts = new TwoHosts();
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        socket.Announce(interfaceIndex: 1, hardwareAddress: [], VirtualAddress).ShouldBe(Errno.None);
    }

    [Fact]
    public void An_interface_that_is_gone_gives_the_error()
    {
        using var hosts = new TwoHosts();
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        socket.Announce(interfaceIndex: 9999, TwoHosts.LeftHardwareAddress, VirtualAddress).ShouldNotBe(Errno.None);
    }

    private static byte[] Frame()
    {
        byte[] frame = new byte[ArpSocket.FrameLength];
        frame.AsSpan().Fill(0xaa);
        ArpSocket.WriteFrame(frame, TwoHosts.LeftHardwareAddress, VirtualAddress);
        return frame;
    }
}
