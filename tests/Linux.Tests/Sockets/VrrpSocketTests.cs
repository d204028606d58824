using System.Diagnostics;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Sockets;
using Holdfast.Linux.Tests.Kernel;
using Tmds.Linux;

namespace Holdfast.Linux.Tests.Sockets;

public sealed class VrrpSocketTests : IDisposable
{
    private const int Protocol = 112;
    private const uint Group = 0xe0000012;
    private const uint OtherGroup = 0xe0000013;

    // Version 2, VRID 51, priority 100, one address, interval 1 s, no authentication.
    private static readonly byte[] Advert =
        [0x21, 51, 100, 1, 0, 1, 0x70, 0x73, 10, 77, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TwoHosts _hosts = new();
    private readonly VrrpSocket _left;
    private readonly VrrpSocket _right;
    private readonly byte[] _buffer = new byte[2048];

    public VrrpSocketTests()
    {
        _left = Open(_hosts.Left);
        _right = Open(_hosts.Right);
    }

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void A_multicast_is_received_with_source_destination_and_ttl()
    {
        _right.Join(Group);
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        Receive(_right).ShouldBe((new PacketSource(TwoHosts.LeftAddress, Group, 255), Convert.ToHexString(Advert)));
        _buffer[1].ShouldBe((byte)0xc0, "type of service: internetwork control");
    }

    [Fact]
    public void A_unicast_needs_no_group()
    {
        _left.Send(Advert, TwoHosts.LeftAddress, TwoHosts.RightAddress).ShouldBe(Errno.None);
        Receive(_right).Source.ShouldBe(new PacketSource(TwoHosts.LeftAddress, TwoHosts.RightAddress, 255));
    }

    [Fact]
    public void The_source_is_the_one_asked_for_or_else_the_interface_s_first()
    {
        const uint Second = 0x0a4d0007;
        TwoHosts.Ip(_hosts.Left, "address", "add", "10.77.0.7/24", "dev", TwoHosts.Wire);
        _right.Join(Group);
        _left.Send(Advert, Second, Group).ShouldBe(Errno.None);
        Receive(_right).Source.Source.ShouldBe(Second);
        _left.Send(Advert, source: 0, Group).ShouldBe(Errno.None);
        Receive(_right).Source.Source.ShouldBe(TwoHosts.LeftAddress);
    }

    [Fact]
    public void A_source_that_is_not_the_host_s_own_is_refused()
    {
        _left.Send(Advert, 0x0a4d0063, Group).ShouldNotBe(Errno.None);
    }

    [Fact]
    public unsafe void A_ttl_that_a_router_has_lessened_is_seen()
    {
        int lessened = 254;
        LibC.setsockopt(_left.Value, LibC.IPPROTO_IP, LibC.IP_MULTICAST_TTL, &lessened, sizeof(int)).ShouldBe(0);
        _right.Join(Group);
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        Receive(_right).Source.TimeToLive.ShouldBe((byte)254);
    }

    [Fact]
    public void A_group_that_only_another_socket_has_joined_is_not_heard()
    {
        VrrpSocket other = Open(_hosts.Right);
        other.Join(OtherGroup);
        _right.Join(Group);
        _left.Send(Advert, TwoHosts.LeftAddress, OtherGroup).ShouldBe(Errno.None);
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        Receive(_right).Source.Destination.ShouldBe(Group, "the first of the two went past it");
        Receive(other).Source.Destination.ShouldBe(OtherGroup);
    }

    [Fact]
    public void What_it_sends_itself_is_not_heard()
    {
        _left.Join(Group);
        _right.Join(Group);
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        Receive(_right);
        _left.Receive(_buffer, out _, out _).ShouldBe(Errno.EAGAIN);
    }

    [Fact]
    public void Another_interface_is_not_heard()
    {
        TwoHosts.Ip(_hosts.Left, "link", "add", "side", "type", "veth", "peer", "name", "side", "netns", _hosts.Right);
        foreach (string host in (string[])[_hosts.Left, _hosts.Right]) TwoHosts.Ip(host, "link", "set", "side", "up");
        TwoHosts.Ip(_hosts.Left, "address", "add", "10.78.0.1/24", "dev", "side");
        TwoHosts.Ip(_hosts.Right, "address", "add", "10.78.0.2/24", "dev", "side");
        VrrpSocket leftSide = Open(_hosts.Left, "side");
        VrrpSocket rightSide = Open(_hosts.Right, "side");
        _right.Join(Group);
        rightSide.Join(Group);
        Await.Until(
            () => leftSide.Send(Advert, 0x0a4e0001, Group) == Errno.None && Await.IsReadable(rightSide.Value, milliseconds: 50), "the side wire is up");
        Receive(rightSide).Source.Source.ShouldBe(0x0a4e0001u);
        _right.Receive(_buffer, out _, out _).ShouldBe(Errno.EAGAIN);
    }

    [Fact]
    public void Joining_twice_is_no_error()
    {
        _right.Join(Group);
        _right.Join(Group);
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        Receive(_right);
        _right.Receive(_buffer, out _, out _).ShouldBe(Errno.EAGAIN, "and the packet comes once");
    }

    [Fact]
    public void A_thousand_adverts_wait_for_a_reader_who_is_late()
    {
        _right.Join(Group);
        for (int i = 0; i < 1000; i++) _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        for (int i = 0; i < 1000; i++) Receive(_right);
    }

    [Fact]
    public void Adverts_go_before_other_traffic()
    {
        SocketOption(_left, LibC.SO_PRIORITY).ShouldBe(6, "TC_PRIO_CONTROL");
    }

    [Fact]
    public void On_a_link_that_is_down_sending_gives_the_error_and_the_socket_stays_good()
    {
        _right.Join(Group);
        TwoHosts.Ip(_hosts.Left, "link", "set", TwoHosts.Wire, "down");
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBeOneOf(Errno.ENETUNREACH, Errno.ENETDOWN);
        TwoHosts.Ip(_hosts.Left, "link", "set", TwoHosts.Wire, "up");
        Await.Until(
            () => _left.Send(Advert, TwoHosts.LeftAddress, Group) == Errno.None && Await.IsReadable(_right.Value, milliseconds: 50), "the wire is up");
        Receive(_right).Source.Source.ShouldBe(TwoHosts.LeftAddress);
    }

    [Fact]
    public void An_interface_that_does_not_exist_is_named_in_the_error()
    {
        LinuxException exception = Should.Throw<LinuxException>(() => Open(_hosts.Left, "nowhere", index: 99));
        exception.Errno.ShouldBe(Errno.ENODEV);
        exception.Message.ShouldBe("bind to interface nowhere: No such device");
    }

    [Fact]
    public void Without_the_capability_the_error_says_which_one_is_missing()
    {
        LinuxException exception = Should.Throw<LinuxException>(() => TwoHosts.In(_hosts.Left, () =>
        {
            Capabilities.KeepOnly(Capability.CAP_NET_ADMIN);
            return new VrrpSocket(Protocol, TwoHosts.Wire, 1);
        }));
        exception.Errno.ShouldBe(Errno.EPERM);
        exception.Message.ShouldContain("CAP_NET_RAW");
    }

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        _right.Join(Group);
        Exchange();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Exchange();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Exchange()
        {
            _left.Send(Advert, TwoHosts.LeftAddress, Group);
            while (_right.Receive(_buffer, out _, out _) != Errno.None) Thread.Yield();
        }
    }

    [Fact]
    public void Another_decoder_sees_the_advert_as_the_standard_wants_it()
    {
        Assert.SkipUnless(Program.Exists("tshark") && Program.Exists("tcpdump"), "tshark and tcpdump are not installed");
        using var folder = new ScratchFolder();
        string file = folder["advert.pcap"];
        using Process capture = Program.Start(
            "ip", "netns", "exec", _hosts.Right, "tcpdump", "-i", TwoHosts.Wire, "-U", "--immediate-mode", "-c", "1", "-w", file, "proto", "112");
        capture.StandardError.ReadLine().ShouldNotBeNull().ShouldContain("listening on");
        _left.Send(Advert, TwoHosts.LeftAddress, Group).ShouldBe(Errno.None);
        capture.WaitForExit();

        string[] fields = ["eth.dst", "ip.src", "ip.dst", "ip.ttl", "ip.dsfield", "vrrp.version", "vrrp.virt_rtr_id", "vrrp.prio", "vrrp.ip_addr"];
        string decoded = Program.Run("tshark", ["-r", file, "-T", "fields", .. fields.SelectMany(f => (string[])["-e", f])]);
        decoded.Trim().Split('\t').ShouldBe(
            ["01:00:5e:00:00:12", "10.77.0.1", "224.0.0.18", "255", "0xc0", "2", "51", "100", "10.77.0.10"]);
    }

    private static unsafe int SocketOption(VrrpSocket socket, int option)
    {
        int value = 0;
        socklen_t length = sizeof(int);
        LibC.getsockopt(socket.Value, LibC.SOL_SOCKET, option, &value, &length).ShouldBe(0);
        return value;
    }

    private VrrpSocket Open(string host, string interfaceName = TwoHosts.Wire, int? index = null)
    {
        int known = index ?? TwoHosts.IndexOf(host, interfaceName);
        return _hosts.Open(host, () => new VrrpSocket(Protocol, interfaceName, known));
    }

    private (PacketSource Source, string Payload) Receive(VrrpSocket socket)
    {
        Await.Readable(socket.Value);
        socket.Receive(_buffer, out ReadOnlySpan<byte> payload, out PacketSource source).ShouldBe(Errno.None);
        return (source, Convert.ToHexString(payload));
    }
}
