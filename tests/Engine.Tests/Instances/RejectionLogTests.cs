using Holdfast.Engine.Instances;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Tests.Instances;

public sealed class RejectionLogTests
{
    private static readonly IpAddress One = IpAddress.Parse("192.0.2.1");
    private static readonly IpAddress Two = IpAddress.Parse("192.0.2.2");

    [Fact]
    public void The_first_of_a_kind_from_a_sender_is_news_and_then_one_a_minute()
    {
        var log = new RejectionLog();

        log.IsNews(AdvertError.Checksum, One, Seconds(100)).ShouldBeTrue();
        log.IsNews(AdvertError.Checksum, One, Seconds(101)).ShouldBeFalse();
        log.IsNews(AdvertError.Checksum, Two, Seconds(102)).ShouldBeTrue();
        log.IsNews(AdvertError.TimeToLive, Two, Seconds(103)).ShouldBeTrue();
        log.IsNews(AdvertError.TimeToLive, Two, Seconds(162)).ShouldBeFalse();
        log.IsNews(AdvertError.TimeToLive, Two, Seconds(163)).ShouldBeTrue();
    }

    private static Instant Seconds(int seconds) => new(seconds * 1_000_000_000L);
}
