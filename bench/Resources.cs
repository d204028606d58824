using System.Globalization;
using System.Text;
using Holdfast.Lab;

namespace Holdfast.Bench;

/// <summary>Memory and processor of a master at an interval of one second; of keepalived, all its processes.</summary>
internal static class Resources
{
    private const int InstancesAnInterface = 250;
    private const double ClockTicksASecond = 100;

    public static IReadOnlyList<Figure> Measure(string daemon, int instances, double seconds)
    {
        Console.Error.WriteLine($"resources, {daemon}, {instances} instances");
        using var network = new LabNetwork();
        LabHost host = network.AddHost("master", "192.168.12.231/24");
        var configuration = new StringBuilder();
        for (int i = 0; i < instances; i++)
        {
            int link = i / InstancesAnInterface;
            string name = link == 0 ? LabNetwork.DefaultInterface : string.Create(CultureInfo.InvariantCulture, $"net{link}");
            if (link > 0 && i % InstancesAnInterface == 0) network.Connect(host, name, string.Create(CultureInfo.InvariantCulture, $"10.{link}.0.1/16"));
            int number = (i % InstancesAnInterface) + 1;
            configuration.Append(Hosts.Instance(
                string.Create(CultureInfo.InvariantCulture, $"VI_{i}"), number, 100, 1, string.Create(CultureInfo.InvariantCulture, $"10.{link}.1.{number}"), name));
        }
        LabProcess process = Hosts.Start(host, daemon, configuration.ToString());
        process.WaitForLog("Entering MASTER STATE", instances, 60);
        // The second round of gratuitous ARP comes after five seconds.
        Thread.Sleep(TimeSpan.FromSeconds(8));
        IReadOnlyList<int> processes = Hosts.Processes(process);
        double before = processes.Sum(CpuSeconds);
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        double used = processes.Sum(CpuSeconds) - before;
        string what = string.Create(CultureInfo.InvariantCulture, $"{instances} instance{(instances == 1 ? "" : "s")}");
        return
        [
            new Figure(what + ", RSS", "MB", processes.Sum(id => Memory(id, "Rss:")) / 1024),
            new Figure(what + ", PSS", "MB", processes.Sum(id => Memory(id, "Pss:")) / 1024),
            new Figure(what + ", CPU", "% of a core", used / seconds * 100),
        ];
    }

    /// <summary>Kilobytes, proc(5).</summary>
    private static double Memory(int process, string field)
    {
        string line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup")).First(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>utime and stime, proc(5).</summary>
    private static double CpuSeconds(int process)
    {
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / ClockTicksASecond;
    }
}
