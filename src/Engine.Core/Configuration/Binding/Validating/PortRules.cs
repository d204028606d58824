namespace Holdfast.Configuration.Binding;

/// <summary>
/// Ports of real and sorry servers: only address translation can send a packet to another port than it came for, and a firewall
/// mark has none. A server without a port of its own takes what comes.
/// </summary>
internal sealed class PortRules(VirtualServer server, VirtualServerGroup? group, BindingContext context)
{
    public void Run()
    {
        foreach (RealServer real in server.RealServers) Check(real, "real server");
        if (server.Sorry is { } sorry) Check(sorry, "sorry server");
    }

    private void Check(RealServer real, string what)
    {
        bool keepsPort = (real.Method ?? server.Method ?? ForwardingMethod.Nat) != ForwardingMethod.Nat;
        if (real.Port == 0 || !keepsPort) return;
        if (server.IsFirewallMark || group is { Marks: > 0 })
            Error(real.Where, $"{what} {real} has a port, and {server.Title} is for a firewall mark, which has none: the port is ignored");
        if (group is not null)
        {
            if (group.Ports.Any(port => port != real.Port))
                Error(real.Where, $"{what} {real} has another port than an address of group {server.Title}, and only NAT can change it");
        }
        else if (!server.IsFirewallMark && real.Port != server.Port)
        {
            Error(real.Where, $"{what} {real} has another port than {server.Title}, and only NAT can change it: that of the virtual server is taken");
        }
    }

    private void Error(SyntaxWord where, string message) => context.Diagnostics.Error(where, message, "leave the port away, or use lvs_method NAT");
}
