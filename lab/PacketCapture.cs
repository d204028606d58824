using System.Globalization;

namespace Holdfast.Lab;

/// <summary>An advert as tshark, which is none of ours, decodes it.</summary>
public sealed record CapturedAdvert(double Time, string Source, int VirtualRouterId, int Priority);

/// <summary>A gratuitous ARP: who says where an address is.</summary>
public sealed record CapturedAnnouncement(double Time, string HardwareAddress, string Address);

/// <summary>Records packets by tcpdump.</summary>
public sealed class PacketCapture
{
    private readonly LabProcess _tcpdump;
    private readonly string _file;

    internal PacketCapture(LabHost host, string file)
    {
        _file = file;
        _tcpdump = host.Start("tcpdump", "-i", "br0", "-n", "-U", "-s", "256", "-B", "16384", "-Z", "root", "-w", file, "ip proto 112 or arp");
        _tcpdump.WaitForLog("listening on");
    }

    /// <summary>Ends the recording; what was seen can then be asked for.</summary>
    public void Stop()
    {
        // What the kernel has not handed over yet.
        Thread.Sleep(200);
        _tcpdump.Signal(2);
        _tcpdump.WaitForExit();
    }

    public IReadOnlyList<CapturedAdvert> Adverts() =>
    [
        .. Read("vrrp", "frame.time_epoch", "ip.src", "vrrp.virt_rtr_id", "vrrp.prio")
            .Select(f => new CapturedAdvert(Number(f[0]), f[1], (int)Number(f[2]), (int)Number(f[3]))),
    ];

    public IReadOnlyList<CapturedAnnouncement> Announcements() =>
    [
        .. Read("arp.isgratuitous == 1", "frame.time_epoch", "arp.src.hw_mac", "arp.src.proto_ipv4")
            .Select(f => new CapturedAnnouncement(Number(f[0]), f[1], f[2])),
    ];

    private IEnumerable<string[]> Read(string filter, params string[] fields)
    {
        string output = Command.Run(["tshark", "-r", _file, "-Y", filter, "-T", "fields", .. fields.SelectMany(field => new[] { "-e", field })]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
