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
        int index = Index(hosts.Left);
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
    public void Who_has_an_address_answers_a_probe()
    {
        using var hosts = new TwoHosts();
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        int index = Index(hosts.Left);
        socket.Receive().ShouldBeNull("nobody was asked yet");
        // The wire may not be up yet.
        Await.Until(
            () => socket.Probe(index, TwoHosts.LeftHardwareAddress, TwoHosts.RightAddress) == Errno.None
                && Await.IsReadable(socket.Value, milliseconds: 50),
            "the other host answers");
        ArpReply reply = socket.Receive().ShouldNotBeNull();
        (reply.InterfaceIndex, reply.Address).ShouldBe((index, TwoHosts.RightAddress));
        reply.HardwareAddress.ShouldBe([2, 0, 0, 0, 0, 2]);
    }

    [Fact]
    public void Nobody_answers_for_an_address_that_nobody_has_and_requests_are_no_answers()
    {
        using var hosts = new TwoHosts();
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        ArpSocket other = hosts.Open(hosts.Right, () => new ArpSocket());
        (int index, int otherIndex) = (Index(hosts.Left), Index(hosts.Right));
        other.Announce(otherIndex, [2, 0, 0, 0, 0, 2], VirtualAddress).ShouldBe(Errno.None);
        socket.Probe(index, TwoHosts.LeftHardwareAddress, VirtualAddress).ShouldBe(Errno.None);
        // What is asked for last and does exist is the first to be answered.
        Await.Until(
            () => socket.Probe(index, TwoHosts.LeftHardwareAddress, TwoHosts.RightAddress) == Errno.None
                && Await.IsReadable(socket.Value, milliseconds: 50),
            "the other host answers");
        socket.Receive()!.Address.ShouldBe(TwoHosts.RightAddress);
    }

    [Fact]
    public void What_this_host_answers_to_others_is_no_answer_to_it()
    {
        using var hosts = new TwoHosts();
        ArpSocket socket = hosts.Open(hosts.Left, () => new ArpSocket());
        ArpSocket other = hosts.Open(hosts.Right, () => new ArpSocket());
        int index = Index(hosts.Right);
        Await.Until(
            () => other.Probe(index, [2, 0, 0, 0, 0, 2], TwoHosts.LeftAddress) == Errno.None && Await.IsReadable(other.Value, milliseconds: 50),
            "this host answers");
        other.Receive()!.HardwareAddress.ShouldBe([2, 0, 0, 0, 0, 1]);
        socket.Receive().ShouldBeNull();
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

    private static int Index(string host) => TwoHosts.IndexOf(host, TwoHosts.Wire);

    private static byte[] Frame()
    {
        byte[] frame = new byte[ArpSocket.FrameLength];
        frame.AsSpan().Fill(0xaa);
        ArpSocket.WriteFrame(frame, TwoHosts.LeftHardwareAddress, VirtualAddress);
        return frame;
    }
}
