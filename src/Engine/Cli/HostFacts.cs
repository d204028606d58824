using Holdfast.Configuration.Binding;
using Holdfast.Engine.Commands;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Processes;

namespace Holdfast.Engine.Cli;

/// <summary>What this host knows, as far as a configuration depends on it.</summary>
internal sealed class HostFacts : IHostFacts
{
    private readonly RouteSocket _route;
    private readonly Dictionary<string, int> _interfaces;
    private ILookup<int, InterfaceNetwork>? _networks;

    public HostFacts(RouteSocket route)
    {
        _route = route;
        _interfaces = route.Links().ToDictionary(link => link.Name, link => link.Index);
    }

    public bool InterfaceExists(string name) => _interfaces.ContainsKey(name);

    public IReadOnlyList<InterfaceNetwork> Networks(string name)
    {
        _networks ??= _route.Addresses().ToLookup(
            address => address.InterfaceIndex, address => new InterfaceNetwork(IpAddress.From(address.Address), address.PrefixLength));
        return _interfaces.TryGetValue(name, out int index) ? [.. _networks[index]] : [];
    }

    public bool UserExists(string user) => HostUsers.FindUser(user) is not null;

    public bool GroupExists(string group) => HostUsers.FindGroup(group) is not null;

    public bool FolderExists(string file)
    {
        bool isPath = file.Length > 0 && !file.Contains('\0');
        return isPath && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)));
    }

    public ScriptFileState CheckScript(string path)
    {
        if (CommandRunner.FindProgram(path) is not { } found) return ScriptFileState.Missing;
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        string file = Path.GetFullPath(found);
        if ((File.GetUnixFileMode(file) & AnyExecute) == 0) return ScriptFileState.NotExecutable;
        // A folder with the sticky bit, such as /tmp, lets others add files but not replace ours.
        for (string? part = file; part is not null; part = Path.GetDirectoryName(part))
        {
            UnixFileMode mode = File.GetUnixFileMode(part);
            if ((mode & OthersWrite) != 0 && (mode & UnixFileMode.StickyBit) == 0) return ScriptFileState.WritableByOthers;
        }
        return ScriptFileState.Usable;
    }
}
