using System.Globalization;
using System.Text.Json;

namespace Holdfast.Lab;

/// <summary>
/// A host of the lab: namespaces for network, mounts, processes and name, with a /run of its own. Its first process only
/// sleeps; all others end with it.
/// </summary>
public sealed class LabHost : IDisposable
{
    private readonly List<LabProcess> _processes = [];
    private readonly LabProcess _holder;
    private readonly string _folder;

    internal LabHost(string name, string folder)
    {
        Name = name;
        _folder = folder;
        _holder = new LabProcess(
        [
            "unshare", "--net", "--mount", "--uts", "--pid", "--fork", "--mount-proc",
            "sh", "-c", $"hostname {name} && mount -t tmpfs tmpfs /run && ip link set lo up && echo ready && exec sleep infinity",
        ]);
        _holder.WaitForLog("ready");
    }

    public string Name { get; }

    /// <summary>The number of the first process, by which the namespaces are found.</summary>
    public int HolderId => _holder.ProcessId;

    /// <summary>Where the state directory of its engine is.</summary>
    public string StateDirectory => Path.Combine(_folder, Name + ".state");

    /// <summary>Runs a program on the host to its end and gives what it printed.</summary>
    public string Run(params string[] command) => Command.Run([.. Enter(), .. command]);

    public (int Status, string Output, string Errors) Try(params string[] command) => Command.Try([.. Enter(), .. command]);

    /// <summary>Starts a program on the host.</summary>
    public LabProcess Start(params string[] command)
    {
        var process = new LabProcess([.. Enter(), .. command]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Writes a file of the lab's for this host.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, $"{Name}.{name}");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a script that can be run.</summary>
    public string WriteScript(string name, string text)
    {
        string path = Write(name, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Starts the engine with this configuration.</summary>
    public LabProcess StartEngine(string configuration, bool withPlugins = false, params string[] flags)
    {
        string file = Write("conf", configuration);
        string[] plugins = withPlugins ? ["--plugins", Repository.Output("plugins.json"), "--state-directory", StateDirectory] : [];
        return Start([Repository.Output("engine"), "-f", file, .. plugins, .. flags]);
    }

    /// <summary>Starts Debian's keepalived with this configuration.</summary>
    public LabProcess StartKeepalived(string configuration) =>
        Start("keepalived", "--dont-fork", "--log-console", "--log-detail", "--use-file", Write("conf", configuration));

    /// <summary>Starts whichever of the two.</summary>
    public LabProcess StartDaemon(string daemon, string configuration) =>
        daemon == "keepalived" ? StartKeepalived(configuration) : StartEngine(configuration);

    /// <summary>What <c>engine status --json</c> says.</summary>
    public JsonElement Status()
    {
        (int status, string output, string errors) = Try(Repository.Output("engine"), "status", "--json");
        return status == 0 ? JsonElement.Parse(output) : throw new InvalidOperationException(errors);
    }

    /// <summary>The first instance of the status.</summary>
    public JsonElement Instance(int index = 0) => Status().GetProperty("instances")[index];

    /// <summary>The IPv4 addresses of an interface, with their prefix lengths.</summary>
    public IReadOnlyList<string> Addresses(string interfaceName = LabNetwork.DefaultInterface)
    {
        (int status, string output, _) = Try("ip", "-j", "-4", "address", "show", "dev", interfaceName);
        if (status != 0) return [];
        return
        [
            .. from link in JsonElement.Parse(output).EnumerateArray()
               where link.TryGetProperty("addr_info", out _)
               from address in link.GetProperty("addr_info").EnumerateArray()
               select $"{address.GetProperty("local").GetString()}/{address.GetProperty("prefixlen").GetInt32()}",
        ];
    }

    public bool Holds(string address, string interfaceName = LabNetwork.DefaultInterface) => Addresses(interfaceName).Contains(address);

    public void WaitUntilHolds(string address, bool holds = true, double seconds = 15) => Command.WaitUntil(
        () => Holds(address) == holds, $"{Name} {(holds ? "holds" : "gives up")} {address}", seconds, () => string.Join("\n--\n", _processes.Select(p => p.Log)));

    public void SetLink(bool up, string interfaceName = LabNetwork.DefaultInterface) => Run("ip", "link", "set", interfaceName, up ? "up" : "down");

    public void Dispose()
    {
        // Its first process: with it the kernel ends all others.
        Command.Try("kill", "-9", HolderId.ToString(CultureInfo.InvariantCulture));
        foreach (LabProcess process in _processes) process.Dispose();
        _holder.Dispose();
    }

    private string[] Enter() =>
        ["nsenter", "--target", HolderId.ToString(CultureInfo.InvariantCulture), "--net", "--mount", "--uts", "--pid"];
}
