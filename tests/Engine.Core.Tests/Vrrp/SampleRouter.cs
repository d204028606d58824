using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>The virtual router of the captures: VRID 51, priority 150, one second, two addresses.</summary>
internal static class SampleRouter
{
    public static readonly IpAddress Sender = IpAddress.Parse("192.0.2.1");
    public static readonly IpAddress Receiver = IpAddress.Parse("192.0.2.2");

    public static VirtualRouterOptions Options(byte version) => new()
    {
        Name = "VI_1",
        VirtualRouterId = 51,
        Version = version,
        Priority = 150,
        AdvertInterval = TimeSpan.FromSeconds(1),
        Addresses = [IpAddress.Parse("192.0.2.100"), IpAddress.Parse("192.0.2.101")],
    };

    public static VirtualRouterOptions WithPassword() => Options(2) with { Password = [.. "1111"u8] };

    public static VirtualRouterOptions Unicast(byte version) => Options(version) with { UnicastPeers = [Sender, Receiver] };

    public static AdvertEnvelope Envelope(VirtualRouterOptions options, byte timeToLive = 255) =>
        new(Sender, options.IsUnicast ? Receiver : AdvertCodec.MulticastGroup, timeToLive);

    public static byte[] Encode(VirtualRouterOptions options, byte priority = 150)
    {
        var buffer = new byte[AdvertCodec.MaxLength];
        int length = AdvertCodec.Encode(buffer, options, priority, Sender, Envelope(options).Destination);
        return buffer[..length];
    }
}
