using Holdfast.Lab;

namespace Holdfast.Bench;

/// <summary>
/// The time from the last advert of a killed master to the first of the backup, beyond the bound that the protocol sets:
/// 3 * advert_int + skew (RFC 9568, section 6.1).
/// </summary>
internal static class Takeover
{
    private const int MasterPriority = 150;
    private const int BackupPriority = 100;

    public static IReadOnlyList<Figure> Measure(string daemon, double interval, int runs)
    {
        Console.Error.WriteLine(FormattableString.Invariant($"takeover, {daemon}, advert_int {interval}"));
        double bound = (3 * interval) + (interval * (256 - BackupPriority) / 256);
        using var network = new LabNetwork();
        LabHost master = network.AddHost("master", "192.168.12.231/24");
        LabHost backup = network.AddHost("backup", "192.168.12.232/24");
        Hosts.Start(backup, daemon, Hosts.Instance("VI_1", 51, BackupPriority, interval, "192.168.12.233"));
        var excess = new List<double>();
        for (int run = 0; run < runs; run++)
        {
            Hosts.Start(master, daemon, Hosts.Instance("VI_1", 51, MasterPriority, interval, "192.168.12.233"));
            master.WaitUntilHolds("192.168.12.233/32");
            backup.WaitUntilHolds("192.168.12.233/32", holds: false);
            Thread.Sleep(TimeSpan.FromSeconds((2 * interval) + (0.37 * interval * run / runs)));
            PacketCapture capture = network.Capture();
            Thread.Sleep(TimeSpan.FromSeconds(interval * 2));
            Hosts.Kill(master, daemon);
            backup.WaitUntilHolds("192.168.12.233/32");
            Thread.Sleep(TimeSpan.FromSeconds(interval));
            capture.Stop();
            IReadOnlyList<CapturedAdvert> adverts = capture.Adverts();
            double last = adverts.Last(a => a.Priority == MasterPriority).Time;
            double first = adverts.First(a => a.Priority == BackupPriority && a.Time > last).Time;
            excess.Add((first - last - bound) * 1000);
        }
        string what = FormattableString.Invariant($"takeover beyond the bound, advert_int {interval} s");
        return [new Figure(what + ", median", "ms", Statistics.Percentile(excess, 0.5)), new Figure(what + ", worst", "ms", excess.Max())];
    }
}
