using Holdfast.Configuration.Binding;
using Holdfast.Engine.Commands;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Processes;

namespace Holdfast.Engine.Cli;

/// <summary>What this host knows, as far as a configuration depends on it.</summary>
internal sealed class HostFacts : IHostFacts
{
    private readonly HashSet<string> _interfaces;

    public HostFacts(RouteSocket route) => _interfaces = [.. route.Links().Select(link => link.Name)];

    public bool InterfaceExists(string name) => _interfaces.Contains(name);

    public bool UserExists(string user) => HostUsers.FindUser(user) is not null;

    public bool GroupExists(string group) => HostUsers.FindGroup(group) is not null;

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
