using System.Net;
using CsCheck;
using Holdfast.Linux.Netlink;

namespace Holdfast.Linux.Tests.Netlink;

public sealed class RouteMessagesTests
{
    private static readonly InterfaceAddress Address = new()
    {
        InterfaceIndex = 3,
        Address = IPAddress.Parse("192.168.12.233"),
        PrefixLength = 24,
        Broadcast = IPAddress.Parse("192.168.12.255"),
        Label = "va:1",
        Scope = 253,
    };

    [Fact]
    public void Adding_an_address_has_the_attributes_that_ip_address_add_sends()
    {
        // strace of: ip address add 192.168.12.233/24 brd 192.168.12.255 dev va label va:1 scope link (iproute2 6.1)
        const string FromIproute2 =
            """
            3c 00 00 00 14 00 05 06 9f 5b 04 6b 00 00 00 00
            02 18 00 fd 03 00 00 00 08 00 02 00 c0 a8 0c e9
            08 00 04 00 c0 a8 0c ff 09 00 03 00 76 61 3a 31
            00 00 00 00 08 00 01 00 c0 a8 0c e9
            """;
        byte[] expected = Bytes(FromIproute2);
        byte[] written = WriteAddress(RouteMessages.RTM_NEWADDR, Address, sequence: 0x6b045b9f);

        // The attributes may stand in any order; all before them must be the same.
        written[..24].ShouldBe(expected[..24]);
        Attributes(written).ShouldBe(Attributes(expected), ignoreOrder: true);
    }

    [Fact]
    public void Adding_an_address_of_ours_carries_its_mark()
    {
        byte[] written = WriteAddress(RouteMessages.RTM_NEWADDR, Address with { Protocol = 72 }, sequence: 1);
        Attributes(written).ShouldContain("11: 48");
    }

    [Fact]
    public void Removing_an_address_says_only_which()
    {
        byte[] written = WriteAddress(RouteMessages.RTM_DELADDR, Address with { Protocol = 72 }, sequence: 1);
        written.ShouldBe(Bytes(
            """
            28 00 00 00 15 00 05 00 01 00 00 00 00 00 00 00
            02 18 00 fd 03 00 00 00 08 00 02 00 c0 a8 0c e9
            08 00 01 00 c0 a8 0c e9
            """));
    }

    [Fact]
    public void An_address_is_read_from_the_kernel_s_own_bytes()
    {
        // strace of: ip -4 address show (Linux 6.18)
        var reader = new NetlinkReader(Bytes(
            """
            58 00 00 00 14 00 22 00 a0 5b 04 6b 7a 5a 00 00
            02 18 80 fd 03 00 00 00 08 00 01 00 c0 a8 0c e9
            08 00 02 00 c0 a8 0c e9 08 00 04 00 c0 a8 0c ff
            09 00 03 00 76 61 3a 31 00 00 00 00 08 00 08 00
            80 00 00 00 14 00 06 00 ff ff ff ff ff ff ff ff
            f0 89 18 00 f0 89 18 00
            """));
        reader.MoveNext().ShouldBeTrue();
        reader.Type.ShouldBe(RouteMessages.RTM_NEWADDR);
        reader.Sequence.ShouldBe(0x6b045ba0u);
        RouteMessages.ReadAddress(reader.Payload).ShouldBe(Address);
        reader.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public void Of_a_point_to_point_address_the_local_end_is_read()
    {
        // IFA_ADDRESS is the peer's, IFA_LOCAL is ours.
        RouteMessages.ReadAddress(Bytes("02 20 80 00 03 00 00 00 08 00 01 00 0a 00 00 02 08 00 02 00 0a 00 00 01"))!
            .Address.ShouldBe(IPAddress.Parse("10.0.0.1"));
    }

    [Fact]
    public void A_link_is_up_when_it_is_set_up_and_runs()
    {
        // ifinfomsg with IFF_UP | IFF_RUNNING, IFLA_IFNAME "va", IFLA_ADDRESS.
        const string Attributes = "00 00 00 00 07 00 03 00 76 61 00 00 0a 00 01 00 02 00 00 00 00 0a 00 00";
        Link up = RouteMessages.ReadLink(Bytes("00 00 01 00 03 00 00 00 41 00 00 00" + " " + Attributes))!;
        (up.Index, up.Name, up.IsUp).ShouldBe((3, "va", true));
        up.HardwareAddress.ToArray().ShouldBe([2, 0, 0, 0, 0, 10]);

        RouteMessages.ReadLink(Bytes("00 00 01 00 03 00 00 00 01 00 00 00" + " " + Attributes))!.IsUp.ShouldBeFalse("no carrier");
        RouteMessages.ReadLink(Bytes("00 00 01 00 03 00 00 00 40 00 00 00" + " " + Attributes))!.IsUp.ShouldBeFalse("set down");
    }

    [Fact]
    public void What_a_bridge_says_of_its_ports_is_no_link()
    {
        const byte AF_BRIDGE = 7;
        byte[] message = Bytes("00 00 01 00 03 00 00 00 41 00 00 00 00 00 00 00 07 00 03 00 76 61 00 00");
        message[0] = AF_BRIDGE;
        RouteMessages.ReadLink(message).ShouldBeNull();
    }

    [Fact]
    public void An_error_is_read_with_the_kernel_s_own_words()
    {
        // NLMSG_ERROR of EINVAL: the errno, the header of the request, NLMSGERR_ATTR_MSG "bad".
        byte[] payload = Bytes("ea ff ff ff 28 00 00 00 14 00 05 06 07 00 00 00 00 00 00 00 08 00 01 00 62 61 64 00");
        RouteMessages.ReadError(payload, RouteMessages.NLM_F_ACK_TLVS).ShouldBe((Errno.EINVAL, "bad"));
        RouteMessages.ReadError(payload, 0).ShouldBe((Errno.EINVAL, null));
    }

    [Fact]
    public void Addresses_of_every_kind_are_read_as_they_were_written()
    {
        Gen<IPAddress> addresses = Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Select(bytes => new IPAddress(bytes));
        Gen<InterfaceAddress> any = Gen.Select(
            addresses, Gen.Byte[0, 128], Gen.Int[1, int.MaxValue], Gen.Byte, Gen.Byte, Gen.Byte.Array[4], Gen.String[Gen.Char.AlphaNumeric, 1, 15],
            (address, prefix, index, scope, protocol, broadcast, label) => new InterfaceAddress
            {
                InterfaceIndex = index,
                Address = address,
                PrefixLength = prefix,
                Scope = scope,
                Protocol = protocol,
                Broadcast = prefix % 2 == 0 ? new IPAddress(broadcast) : null,
                Label = prefix % 3 == 0 ? label : null,
            });
        any.List[1, 20].Sample(list =>
        {
            var writer = new NetlinkWriter();
            foreach (InterfaceAddress address in list) RouteMessages.WriteAddress(writer, RouteMessages.RTM_NEWADDR, address, 1);
            var read = new List<InterfaceAddress>();
            var reader = new NetlinkReader(writer.Written);
            while (reader.MoveNext()) read.Add(RouteMessages.ReadAddress(reader.Payload)!);
            read.ShouldBe(list);
        });
    }

    [Fact]
    public void Any_bytes_at_all_are_read_without_reading_beyond_their_end() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var reader = new NetlinkReader(bytes);
        while (reader.MoveNext()) ReadAll(reader.Payload, reader.Flags);
        ReadAll(bytes, RouteMessages.NLM_F_ACK_TLVS);
    });

    [Fact]
    public void A_message_cut_short_anywhere_is_no_message()
    {
        byte[] whole = WriteAddress(RouteMessages.RTM_NEWADDR, Address, sequence: 1);
        for (int length = 0; length < whole.Length; length++) new NetlinkReader(whole.AsSpan(0, length)).MoveNext().ShouldBeFalse();
    }

    private static void ReadAll(ReadOnlySpan<byte> payload, ushort flags)
    {
        _ = RouteMessages.ReadLink(payload);
        _ = RouteMessages.ReadAddress(payload);
        _ = RouteMessages.ReadError(payload, flags);
    }

    private static byte[] WriteAddress(ushort type, InterfaceAddress address, uint sequence)
    {
        var writer = new NetlinkWriter();
        RouteMessages.WriteAddress(writer, type, address, sequence);
        return writer.Written.ToArray();
    }

    private static List<string> Attributes(byte[] message)
    {
        var found = new List<string>();
        var attributes = new AttributeReader(message.AsSpan(24));
        while (attributes.MoveNext()) found.Add($"{attributes.Type}: {Convert.ToHexString(attributes.Value)}");
        return found;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Where(char.IsAsciiHexDigit)));
}
