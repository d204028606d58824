using Holdfast.Configuration.Checks;

namespace Holdfast.Configuration.Binding;

/// <summary>Virtual servers: what they lack, and what of their real servers does not go with them.</summary>
internal sealed class VirtualServerValidation(BoundFile file, ScriptValidation scripts, BindingContext context)
{
    public void Run()
    {
        foreach (Bound<VirtualServerGroup> group in file.VirtualServerGroups.Where(g => g.Value.Entries == 0))
            Error(group.Statement.Value(), $"virtual server group {group.Value.Name} has no entries; it is ignored");
        foreach (Bound<VirtualServer> server in file.VirtualServers) Check(server);
        CheckScripts();
    }

    private void Check(Bound<VirtualServer> bound)
    {
        VirtualServer server = bound.Value;
        SyntaxWord where = bound.Statement.Value();
        if (server.Group is { } name && !file.VirtualServerGroups.Exists(g => g.Value.Name == name && g.Value.Entries > 0))
        {
            string? near = Spelling.Nearest(name, file.VirtualServerGroups.Select(g => g.Value.Name));
            Error(where, $"virtual server group {name} doesn't exist; the virtual server is ignored", near is null ? null : $"did you mean '{near}'?");
            return;
        }
        if (server.RealServers.Count == 0)
        {
            Error(where, $"virtual server {server.Title} has no real servers; it is ignored");
            return;
        }
        VirtualServerGroup? group = file.VirtualServerGroups.Find(g => g.Value.Name == server.Group)?.Value;
        bool isByMark = server.IsFirewallMark || (group is not null && group.Marks == group.Entries);
        if (isByMark && server.Protocol is not null)
            Error(bound.Statement.Place("protocol"), $"virtual server {server.Title} is for a firewall mark, which has no protocol: it is ignored");
        if (!isByMark && server.Protocol is null) Error(where, $"virtual server {server.Title} has no protocol: UDP is taken", "say protocol TCP, UDP or SCTP");
        if (!server.HasScheduler) Error(where, $"virtual server {server.Title} has no scheduler: wlc is taken");
        if (!server.HasMethod) Error(where, $"virtual server {server.Title} has no forwarding method: NAT is taken");
        if (!isByMark && group is null && server is { Port: 0, IsPersistent: false })
            Error(where, $"virtual server {server.Title} is for all ports, and so has to be persistent: it is made so");
        CheckRealServers(server, group, isByMark);
        CheckQuorum(server, bound);
    }

    private void CheckRealServers(VirtualServer server, VirtualServerGroup? group, bool isByMark)
    {
        var known = new HashSet<(IpAddress, int)>();
        int? port = group is null ? server.Port : group.Port;
        foreach (RealServer real in server.RealServers)
        {
            foreach (SyntaxWord name in real.TrackFiles.Where(name => !file.TrackFiles.Exists(f => f.Value.Name == name.Text && GroupValidation.IsThere(f, context.Host))))
                Error(name, $"track_file {name.Text} not found; the FILE_CHECK is ignored");
            if (!known.Add((real.Address, real.Port))) Error(real.Where, $"real server {real} of {server.Title} stands there twice; the first counts");
            if (isByMark && group is null && real.Port != 0) Error(real.Where, $"real server {real} has a port, and {server.Title} is for a firewall mark: the port is ignored");
            else if (!isByMark && server.IsDirect && real.Port != 0 && port is { } own && real.Port != own)
                Error(real.Where, $"real server {real} has another port than {server.Title}, and only NAT can change it: that of the virtual server is taken");
        }
    }

    private void CheckQuorum(VirtualServer server, Bound<VirtualServer> bound)
    {
        int weights = server.RealServers.Sum(real => real.Weight);
        if (server.RealServers.Count > 0 && server.Quorum > weights)
            Error(bound.Statement.Place("quorum"), $"quorum {server.Quorum} of {server.Title} is more than all weights together: {weights} is taken");
    }

    private void CheckScripts()
    {
        CheckedScript[] all = [.. file.VirtualServers.SelectMany(v => v.Value.Scripts.Concat(v.Value.RealServers.SelectMany(r => r.Scripts)))];
        CheckedScript[] usable = [.. all.Where(IsUsable)];
        foreach (CheckedScript script in usable.Where(s => s.Where.Text == "MISC_CHECK")) _ = scripts.HasUser(script.Where);
        if (usable.Length > 0) scripts.ReportInsecure(usable[0].Where, "check scripts");
    }

    private bool IsUsable(CheckedScript script) => scripts.State(script.Command) is ScriptFileState.Usable or ScriptFileState.WritableByOthers;

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);
}
