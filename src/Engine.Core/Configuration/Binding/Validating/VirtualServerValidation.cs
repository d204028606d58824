using Holdfast.Configuration.Checks;

namespace Holdfast.Configuration.Binding;

/// <summary>Virtual servers: what they lack, what of them contradicts, and who runs their scripts.</summary>
internal sealed class VirtualServerValidation(BoundFile file, ScriptValidation scripts, BindingContext context)
{
    public void Run()
    {
        foreach (Bound<VirtualServerGroup> group in file.VirtualServerGroups.Where(g => g.Value.IsEmpty))
            Error(group.Statement.Value(), $"virtual server group {group.Value.Name} has no entries; it is ignored");
        CheckScripts([.. file.VirtualServers.Where(Check).Select(bound => bound.Value)]);
    }

    /// <summary>Whether the server is one that is carried out.</summary>
    private bool Check(Bound<VirtualServer> bound)
    {
        VirtualServer server = WithoutOtherFamily(bound.Value);
        foreach (RealServer real in server.RealServers) CheckReferences(server, real);
        if (server.RealServers.Count == 0)
        {
            Error(bound.Statement.Value(), $"virtual server {server.Title} has no real servers; it is ignored");
            return false;
        }
        VirtualServerGroup? group = Group(bound);
        if (server.Group is not null && group is null) return false;
        CheckService(bound, group);
        VirtualServer kept = server with { RealServers = [.. Distinct(server)] };
        new PortRules(kept, group, context).Run();
        CheckQuorum(kept, bound.Statement);
        return true;
    }

    /// <summary>Leaves a sorry server away that the virtual server can't send to.</summary>
    private VirtualServer WithoutOtherFamily(VirtualServer server)
    {
        if (server is not { Sorry: { } sorry, Family: { } family } || sorry.Address.Family == family || (sorry.Method ?? server.Method) == ForwardingMethod.Tunnel) return server;
        Error(sorry.Where, $"Address family of sorry server {sorry.Address} is not that of {server.Title}; it is left out", "only a tunnel leads to the other family: sorry_server_lvs_method TUN");
        return server with { Sorry = null };
    }

    /// <summary>The group that it stands for. keepalived leaves a server whose group is not there out and says nothing; we say it, and the verdict is the same.</summary>
    private VirtualServerGroup? Group(Bound<VirtualServer> bound)
    {
        if (bound.Value.Group is not { } name) return null;
        VirtualServerGroup? group = file.VirtualServerGroups.Find(g => g.Value.Name == name && !g.Value.IsEmpty)?.Value;
        if (group is not null) return group;
        string? near = Spelling.Nearest(name, file.VirtualServerGroups.Where(g => !g.Value.IsEmpty).Select(g => g.Value.Name));
        context.Diagnostics.Warning(
            bound.Statement.Words[^1], $"virtual server group {name} is not there, or has no entries; the virtual server is ignored", near is null ? null : $"did you mean '{near}'?");
        return null;
    }

    private void CheckService(Bound<VirtualServer> bound, VirtualServerGroup? group)
    {
        VirtualServer server = bound.Value;
        SyntaxWord where = bound.Statement.Value();
        bool isByMark = server.IsFirewallMark || group is { IsOfMarks: true };
        if (server.IsSuspended && (server.IsFirewallMark || group is { Marks: > 0 }))
            Error(bound.Statement.Place("ha_suspend"), $"virtual server {server.Title} is for a firewall mark, and so has no address for ha_suspend to look at: it is ignored");
        if (isByMark && server.Protocol is not null)
            Error(bound.Statement.Place("protocol"), $"virtual server {server.Title} is for a firewall mark, which has no protocol: it is ignored");
        if (!isByMark && server.Protocol is null) Error(where, $"virtual server {server.Title} has no protocol: UDP is taken", "say protocol TCP, UDP or SCTP");
        if (!isByMark && server.IsOnePacket && server.Protocol is "TCP" or "SCTP")
            Error(bound.Statement.Place("ops"), $"ops of virtual server {server.Title} is for UDP only: it is ignored");
        if (server.Scheduler is null) Error(where, $"virtual server {server.Title} has no scheduler: wlc is taken", "say lvs_sched wlc");
        if (server.Method is null) Error(where, $"virtual server {server.Title} has no forwarding method: NAT is taken", "say lvs_method NAT");
        bool isForAllPorts = group is null ? !server.IsFirewallMark && server.Port == 0 : group.Ports.Contains(0);
        if (isForAllPorts && !server.IsPersistent)
            Error(where, $"virtual server {server.Title} is for all ports, and so has to be persistent: it is made so", "add persistence_timeout, or a port");
    }

    private IEnumerable<RealServer> Distinct(VirtualServer server)
    {
        var known = new HashSet<(IpAddress, int)>();
        foreach (RealServer real in server.RealServers)
        {
            if (known.Add((real.Address, real.Port))) yield return real;
            else Error(real.Where, $"real server {real} of {server.Title} stands there twice; the first counts");
        }
    }

    private void CheckQuorum(VirtualServer server, SyntaxStatement statement)
    {
        long weights = server.RealServers.Sum(real => (long)(real.Weight ?? server.Weight));
        if (server.Quorum > weights)
        {
            Error(statement.Place("quorum"), $"quorum {server.Quorum} of {server.Title} is more than all weights together: {weights} is taken");
            return;
        }
        if (server.Hysteresis >= server.Quorum)
            Error(statement.Place("hysteresis"), $"hysteresis {server.Hysteresis} of {server.Title} is not less than its quorum {server.Quorum}: {server.Quorum - 1} is taken");
    }

    private void CheckReferences(VirtualServer server, RealServer real)
    {
        Bound<Tracker>[] files = [.. file.TrackFiles.Take(server.TrackFilesBefore).Where(f => GroupValidation.IsThere(f, context.Host))];
        foreach (SyntaxWord name in real.TrackFiles.Where(name => !files.Any(f => f.Value.Name == name.Text)))
            NotFound(name, "track_file", "FILE_CHECK", file.TrackFiles.Skip(server.TrackFilesBefore).Any(f => f.Value.Name == name.Text), files.Select(f => f.Value.Name));
        BfdInstance[] sessions = [.. file.Bfds.Take(server.BfdsBefore).Select(b => b.Value).Where(b => b.MayBeChecked)];
        foreach (SyntaxWord name in real.Bfds.Where(name => !sessions.Any(b => b.Name == name.Text)))
            NotFound(name, "bfd_instance", "BFD_CHECK", file.Bfds.Skip(server.BfdsBefore).Any(b => b.Value.Name == name.Text), sessions.Select(b => b.Name));
    }

    private void NotFound(SyntaxWord name, string block, string check, bool isBehind, IEnumerable<string> known)
    {
        string? near = Spelling.Nearest(name.Text, known);
        string? suggestion = isBehind ? $"put the {block} before the virtual server" : near is null ? null : $"did you mean '{near}'?";
        Error(name, $"{block} {name.Text} not found; the {check} is ignored", suggestion);
    }

    private void CheckScripts(IReadOnlyList<VirtualServer> servers)
    {
        CheckedScript[] all = [.. servers.SelectMany(server => server.Scripts.Concat(server.RealServers.SelectMany(real => real.Scripts)))];
        foreach (CheckedScript script in all.Where(script => script.NeedsUser)) _ = scripts.HasUser(script.Where);
        if (all.FirstOrDefault(IsUsable) is { } first) scripts.ReportInsecure(first.Where, "check scripts");
    }

    private bool IsUsable(CheckedScript script) =>
        script.Command.Words.Count > 0 && scripts.State(script.Command) is ScriptFileState.Usable or ScriptFileState.WritableByOthers;

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);
}
