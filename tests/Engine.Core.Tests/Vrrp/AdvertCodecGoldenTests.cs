using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>What Debian's keepalived 2.2.7 sends, byte for byte, after the IP header.</summary>
public sealed class AdvertCodecGoldenTests
{
    public static TheoryData<string, byte, string> Captured => new()
    {
        { "v2", 150, "2133960200 01c3fe c0000264c0000265 0000000000000000" },
        { "v2", 0, "2133000200 0159ff c0000264c0000265 0000000000000000" },
        { "v2 pass", 150, "2133960201 01609c c0000264c0000265 3131313100000000" },
        { "v2 pass", 0, "2133000201 01f69c c0000264c0000265 3131313100000000" },
        { "v2 unicast", 150, "2133960200 01c3fe c0000264c0000265 0000000000000000" },
        { "v3", 150, "31339602 0064 1107 c0000264c0000265" },
        { "v3", 0, "31330002 0064 a707 c0000264c0000265" },
        { "v3 unicast", 150, "31339602 0064 2f17 c0000264c0000265" },
        { "v3 unicast", 0, "31330002 0064 c517 c0000264c0000265" },
    };

    [Theory]
    [MemberData(nameof(Captured))]
    public void An_advert_has_the_bytes_of_keepalived(string router, byte priority, string hex) =>
        Convert.ToHexStringLower(SampleRouter.Encode(OptionsOf(router), priority)).ShouldBe(hex.Replace(" ", ""));

    [Theory]
    [MemberData(nameof(Captured))]
    public void An_advert_of_keepalived_is_taken(string router, byte priority, string hex)
    {
        VirtualRouterOptions options = OptionsOf(router);

        AdvertError error = AdvertCodec.Decode(
            Convert.FromHexString(hex.Replace(" ", "")), SampleRouter.Envelope(options), options, default, out Advert advert);

        error.ShouldBe(AdvertError.None);
        advert.ShouldBe(new Advert(SampleRouter.Sender, priority, TimeSpan.FromSeconds(1)));
    }

    private static VirtualRouterOptions OptionsOf(string router) => router switch
    {
        "v2" => SampleRouter.Options(2),
        "v2 pass" => SampleRouter.WithPassword(),
        "v2 unicast" => SampleRouter.Unicast(2),
        "v3" => SampleRouter.Options(3),
        "v3 unicast" => SampleRouter.Unicast(3),
        _ => throw new ArgumentOutOfRangeException(nameof(router), router, "no such router"),
    };
}
