using System.Globalization;

namespace Holdfast.Lab;

/// <summary>A switch and the hosts that are joined by it, all in namespaces: nothing of this machine's own network is touched.</summary>
public sealed class LabNetwork : IDisposable
{
    public const string DefaultInterface = "ens33";
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-lab-").FullName;
    private readonly Dictionary<string, LabHost> _hosts = [];
    private readonly LabHost _switch;

    public LabNetwork()
    {
        _switch = new LabHost("switch", _folder);
        _switch.Run("ip", "link", "add", "br0", "type", "bridge");
        _switch.Run("ip", "link", "set", "br0", "up");
    }

    /// <summary>Why there can't be a lab on this machine; null when there can.</summary>
    public static string? Obstacle =>
        Environment.UserName != "root" ? "network namespaces need root"
        : !File.Exists(Repository.Output("engine")) ? "out/engine is missing: run make build"
        : null;

    /// <summary>Adds a host with one link to the switch.</summary>
    public LabHost AddHost(string name, string address, string interfaceName = DefaultInterface)
    {
        var host = new LabHost(name, _folder);
        _hosts.Add(name, host);
        Connect(host, interfaceName, address);
        return host;
    }

    /// <summary>Gives a host a link to the switch.</summary>
    public void Connect(LabHost host, string interfaceName, string address)
    {
        string port = $"{host.Name}-{interfaceName}";
        // Only the network namespace is entered: the other host's process number means nothing inside the switch.
        Command.Run(
            "nsenter", "--target", Text(_switch.HolderId), "--net",
            "ip", "link", "add", "name", port, "type", "veth", "peer", "name", interfaceName, "netns", Text(host.HolderId));
        _switch.Run("ip", "link", "set", port, "master", "br0", "up");
        host.Run("ip", "address", "add", address, "dev", interfaceName);
        host.SetLink(up: true, interfaceName);
    }

    /// <summary>Cuts a host off, or joins it again, at the switch: its own link stays up where it is only the switch that forwards nothing.</summary>
    public void SetForwarding(LabHost host, bool forwards, string interfaceName = DefaultInterface) =>
        _switch.Run("bridge", "link", "set", "dev", $"{host.Name}-{interfaceName}", "state", forwards ? "3" : "0");

    /// <summary>Records what passes the switch.</summary>
    public PacketCapture Capture() => new(_switch, Path.Combine(_folder, $"{Guid.NewGuid():N}.pcap"));

    public void Dispose()
    {
        foreach (LabHost host in _hosts.Values) host.Dispose();
        _switch.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
