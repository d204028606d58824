using Holdfast.Lab;

namespace Holdfast.Bench;

/// <summary>The time between a master's adverts, in intervals.</summary>
internal static class AdvertGaps
{
    public static IReadOnlyList<Figure> Measure(string daemon, double interval, double seconds)
    {
        Console.Error.WriteLine(FormattableString.Invariant($"gaps between adverts, {daemon}, advert_int {interval}"));
        using var network = new LabNetwork();
        LabHost master = network.AddHost("master", "192.168.12.231/24");
        Hosts.Start(master, daemon, Hosts.Instance("VI_1", 51, 100, interval, "192.168.12.233"));
        master.WaitUntilHolds("192.168.12.233/32");
        PacketCapture capture = network.Capture();
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        capture.Stop();
        double[] times = [.. capture.Adverts().Select(a => a.Time)];
        double[] gaps = [.. times.Zip(times.Skip(1), (earlier, later) => (later - earlier) / interval)];
        string what = FormattableString.Invariant($"gap between adverts, advert_int {interval} s");
        return
        [
            new Figure(what + ", median", "intervals", Statistics.Percentile(gaps, 0.5)),
            new Figure(what + ", p99", "intervals", Statistics.Percentile(gaps, 0.99)),
            new Figure(what + ", largest", "intervals", gaps.Max()),
        ];
    }
}
