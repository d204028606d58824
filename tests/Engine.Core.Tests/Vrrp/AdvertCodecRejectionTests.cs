using CsCheck;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>RFC 9568 and RFC 3768, section 7.1: each check that an advert can fail.</summary>
public sealed class AdvertCodecRejectionTests
{
    private static readonly VirtualRouterOptions Version2 = SampleRouter.Options(2);
    private static readonly VirtualRouterOptions Version3 = SampleRouter.Options(3);

    [Fact]
    public void Another_version_is_rejected()
    {
        Decode(SampleRouter.Encode(Version2), Version3).ShouldBe(AdvertError.VersionMismatch);
        Decode(SampleRouter.Encode(Version3), Version2).ShouldBe(AdvertError.VersionMismatch);
    }

    [Fact]
    public void Another_type_is_rejected()
    {
        byte[] packet = SampleRouter.Encode(Version3);
        packet[0] = 0x32;
        Decode(packet, Version3).ShouldBe(AdvertError.UnknownType);
    }

    [Theory]
    [InlineData(254)]
    [InlineData(1)]
    [InlineData(0)]
    public void Multicast_that_crossed_a_router_is_rejected(byte timeToLive) =>
        Decode(SampleRouter.Encode(Version3), Version3, SampleRouter.Envelope(Version3, timeToLive)).ShouldBe(AdvertError.TimeToLive);

    [Fact]
    public void Unicast_may_cross_routers()
    {
        VirtualRouterOptions unicast = SampleRouter.Unicast(3);
        Decode(SampleRouter.Encode(unicast), unicast, SampleRouter.Envelope(unicast, timeToLive: 60)).ShouldBe(AdvertError.None);
    }

    [Fact]
    public void Unicast_from_a_host_that_is_no_peer_is_rejected()
    {
        VirtualRouterOptions unicast = SampleRouter.Unicast(3);
        VirtualRouterOptions stranger = unicast with { UnicastPeers = [IpAddress.Parse("192.0.2.9")] };
        Decode(SampleRouter.Encode(unicast), stranger).ShouldBe(AdvertError.UnknownPeer);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_single_wrong_bit_behind_the_first_byte_is_rejected(byte version)
    {
        VirtualRouterOptions options = SampleRouter.Options(version);
        byte[] packet = SampleRouter.Encode(options);
        for (int bit = 8; bit < packet.Length * 8; bit++)
        {
            byte[] damaged = [.. packet];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Decode(damaged, options).ShouldBeOneOf(AdvertError.Checksum, AdvertError.PacketLength);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_packet_that_is_cut_short_is_rejected_at_every_length(byte version)
    {
        VirtualRouterOptions options = SampleRouter.Options(version);
        byte[] packet = SampleRouter.Encode(options);
        for (int length = 0; length < packet.Length; length++)
            Decode(packet[..length], options).ShouldBe(AdvertError.PacketLength, $"{length} bytes");
    }

    [Fact]
    public void Version_3_from_another_source_than_its_checksum_covers_is_rejected() =>
        Decode(SampleRouter.Encode(Version3), Version3, SampleRouter.Envelope(Version3) with { Source = SampleRouter.Receiver })
            .ShouldBe(AdvertError.Checksum);

    [Fact]
    public void Another_virtual_router_is_rejected() =>
        Decode(SampleRouter.Encode(Version3 with { VirtualRouterId = 52 }), Version3).ShouldBe(AdvertError.VirtualRouterId);

    [Fact]
    public void Another_interval_is_rejected_in_version_2() =>
        Decode(SampleRouter.Encode(Version2 with { AdvertInterval = TimeSpan.FromSeconds(2) }), Version2)
            .ShouldBe(AdvertError.IntervalMismatch);

    [Fact]
    public void Another_interval_is_taken_over_in_version_3()
    {
        byte[] packet = SampleRouter.Encode(Version3 with { AdvertInterval = TimeSpan.FromMilliseconds(10) });
        AdvertCodec.Decode(packet, SampleRouter.Envelope(Version3), Version3, default, out Advert advert).ShouldBe(AdvertError.None);
        advert.Interval.ShouldBe(TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void An_interval_of_nothing_is_rejected_in_version_3() =>
        Decode(SampleRouter.Encode(Version3 with { AdvertInterval = TimeSpan.Zero }), Version3).ShouldBe(AdvertError.IntervalMismatch);

    [Fact]
    public void A_password_where_none_is_configured_is_rejected() =>
        Decode(SampleRouter.Encode(SampleRouter.WithPassword()), Version2).ShouldBe(AdvertError.AuthenticationType);

    [Fact]
    public void No_password_where_one_is_configured_is_rejected() =>
        Decode(SampleRouter.Encode(Version2), SampleRouter.WithPassword()).ShouldBe(AdvertError.AuthenticationType);

    [Theory]
    [InlineData("1112")]
    [InlineData("111")]
    [InlineData("11111")]
    [InlineData("11111111")]
    public void The_wrong_password_is_rejected(string password)
    {
        VirtualRouterOptions other = Version2 with { Password = [.. System.Text.Encoding.ASCII.GetBytes(password)] };
        Decode(SampleRouter.Encode(other), SampleRouter.WithPassword()).ShouldBe(AdvertError.AuthenticationFailed);
    }

    [Theory]
    [InlineData("192.0.2.100")]
    [InlineData("192.0.2.100 192.0.2.102")]
    [InlineData("192.0.2.100 192.0.2.100")]
    [InlineData("192.0.2.100 192.0.2.101 192.0.2.102")]
    public void Other_addresses_are_rejected(string addresses) =>
        Decode(SampleRouter.Encode(WithAddresses(addresses)), Version3).ShouldBe(AdvertError.AddressListMismatch);

    [Fact]
    public void The_same_addresses_in_another_order_are_taken() =>
        Decode(SampleRouter.Encode(WithAddresses("192.0.2.101 192.0.2.100")), Version3).ShouldBe(AdvertError.None);

    [Fact]
    public void Other_addresses_of_the_master_already_known_are_taken_where_the_check_is_skipped()
    {
        VirtualRouterOptions skipping = Version3 with { SkipAddressCheck = true };
        byte[] packet = SampleRouter.Encode(WithAddresses("192.0.2.100"));
        Decode(packet, skipping, knownMaster: SampleRouter.Sender).ShouldBe(AdvertError.None);
        Decode(packet, skipping, knownMaster: SampleRouter.Receiver).ShouldBe(AdvertError.AddressListMismatch);
    }

    [Fact]
    public void An_advert_without_addresses_is_rejected_even_where_the_check_is_skipped()
    {
        byte[] packet = SampleRouter.Encode(Version3 with { Addresses = [] });
        Decode(packet, Version3).ShouldBe(AdvertError.AddressListMismatch);
        Decode(packet, Version3 with { SkipAddressCheck = true }, knownMaster: SampleRouter.Sender).ShouldBe(AdvertError.AddressListMismatch);
    }

    [Fact]
    public void Two_routers_without_addresses_understand_each_other()
    {
        VirtualRouterOptions empty = Version3 with { Addresses = [] };
        Decode(SampleRouter.Encode(empty), empty).ShouldBe(AdvertError.None);
    }

    [Fact]
    public void Any_bytes_are_decoded_without_an_exception() =>
        Gen.Byte.Array[0, 1100].Sample(bytes =>
        {
            if (bytes.Length > 0) bytes[0] = (byte)(bytes[0] % 2 == 0 ? 0x21 : 0x31);
            Decode(bytes, Version2);
            Decode(bytes, Version3);
        });

    [Fact]
    public void What_is_encoded_is_decoded() =>
        Gen.Select(Gen.Int[1, 4095], Gen.Byte, Gen.UInt.Array[1, 255]).Sample((centiseconds, priority, addresses) =>
        {
            VirtualRouterOptions options = Version3 with
            {
                AdvertInterval = TimeSpan.FromMilliseconds(centiseconds * 10),
                Addresses = [.. addresses.Select(a => IpAddress.FromBytes(BitConverter.GetBytes(a)))],
            };
            AdvertCodec.Decode(SampleRouter.Encode(options, priority), SampleRouter.Envelope(options), options, default, out Advert advert)
                .ShouldBe(AdvertError.None);
            advert.ShouldBe(new Advert(SampleRouter.Sender, priority, options.AdvertInterval));
        });

    [Fact]
    public void Each_error_has_a_counter_of_its_own()
    {
        var counters = new VrrpCounters();
        AdvertError[] errors = [.. Enum.GetValues<AdvertError>().Where(error => error != AdvertError.None)];
        for (int i = 0; i < errors.Length; i++)
            for (int times = 0; times <= i; times++) counters.CountRejected(errors[i]);

        IReadOnlyDictionary<string, long> shown = counters.ToDictionary();
        for (int i = 0; i < errors.Length; i++)
        {
            counters.Rejected(errors[i]).ShouldBe(i + 1);
            shown[$"rejected{errors[i]}"].ShouldBe(i + 1);
        }
    }

    private static VirtualRouterOptions WithAddresses(string addresses) =>
        Version3 with { Addresses = [.. addresses.Split(' ').Select(IpAddress.Parse)] };

    private static AdvertError Decode(
        byte[] packet, VirtualRouterOptions options, AdvertEnvelope? envelope = null, IpAddress knownMaster = default) =>
        AdvertCodec.Decode(packet, envelope ?? SampleRouter.Envelope(options), options, knownMaster, out _);
}
