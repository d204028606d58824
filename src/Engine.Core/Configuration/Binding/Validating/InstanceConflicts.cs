using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Keywords of an instance that do not go together. What can't hold beside the rest is left out and reported.</summary>
internal sealed class InstanceConflicts(BindingContext context)
{
    private static readonly string[] OfUnicast = ["check_unicast_src", "old_unicast_checksum"];

    /// <summary>An instance without what does not go with the rest.</summary>
    /// <param name="instance">As it was bound.</param>
    /// <param name="where">Where it stands.</param>
    /// <param name="family">The family of its adverts.</param>
    public VrrpInstance Resolve(VrrpInstance instance, SyntaxStatement where, IpFamily family)
    {
        instance = WithFirstState(instance, where);
        instance = OfFamily(instance, where, family);
        instance = OfOwner(instance, where);
        CheckVirtualMac(where, family);
        CheckUnicast(instance, where);
        CheckPassword(instance, where);
        return instance;
    }

    /// <summary>What does not go with holding strictly to the protocol, beside what the version forbids.</summary>
    public void CheckStrict(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Version == 2 && where.Block.Last("accept") is { } accept)
            Error(accept.Keyword, $"({instance.Name}) strict mode: only an address owner accepts packets for the addresses, RFC 3768 section 6.4.3");
        if (instance.GarpLowerPrioRepeat is > 1)
            Error(where.Place("garp_lower_prio_repeat"), $"({instance.Name}) strict mode: gratuitous ARP is not repeated for a master of lower priority");
    }

    private VrrpInstance WithFirstState(VrrpInstance instance, SyntaxStatement where)
    {
        SyntaxWord[] states = [.. where.Block.All("state").Select(state => state.Value()).Where(word => word.Text is "MASTER" or "BACKUP")];
        foreach (SyntaxWord other in states.Where(state => state.Text != states[0].Text))
            Error(other, $"({instance.Name}) the state is {states[0].Text} already; '{other.Text}' is ignored");
        return states.Length == 0 ? instance : instance with { StartsAsMaster = states[0].Text == "MASTER" };
    }

    private VrrpInstance OfFamily(VrrpInstance instance, SyntaxStatement where, IpFamily family)
    {
        if (family == IpFamily.V4 && where.Block.Last("native_ipv6") is { } native)
            Error(native.Keyword, $"({instance.Name}) native_ipv6 does not go with IPv4 addresses");
        foreach (VirtualAddress other in instance.Addresses.Where(a => a.Address.Family != family))
        {
            SyntaxWord place = where.PlaceOf("virtual_ipaddress", word => IpAddress.TryParse(word.Split('/')[0], out IpAddress ip) && ip == other.Address);
            Error(place, $"({instance.Name}) {other} is not of the family of the first address; it is left out", "put it into virtual_ipaddress_excluded");
        }
        foreach (IpAddress peer in instance.UnicastPeers.Where(peer => peer.Family != family))
        {
            SyntaxWord place = where.PlaceOf("unicast_peer", word => IpAddress.TryParse(word.Split('/')[0], out IpAddress ip) && ip == peer);
            Error(place, $"({instance.Name}) the peer {peer} is not of the family of the addresses; it is left out");
        }
        return instance with
        {
            MulticastSource = OfFamily(instance.MulticastSource, family, where.Place("mcast_src_ip"), instance.Name),
            UnicastSource = OfFamily(instance.UnicastSource, family, where.Place("unicast_src_ip"), instance.Name),
            UnicastPeers = [.. instance.UnicastPeers.Where(peer => peer.Family == family)],
        };
    }

    private IpAddress OfFamily(IpAddress source, IpFamily family, SyntaxWord where, string name)
    {
        if (source.IsNone || source.Family == family) return source;
        Error(where, $"({name}) the source {source} is not of the family of the addresses; it is left out");
        return default;
    }

    /// <summary>An address owner preempts at once, RFC 9568, section 6.1.</summary>
    private VrrpInstance OfOwner(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Priority != byte.MaxValue) return instance;
        if (instance.NoPreempt) Error(where.Place("nopreempt"), $"({instance.Name}) nopreempt does not go with priority {byte.MaxValue}: an address owner always preempts");
        if (instance.PreemptDelay > TimeSpan.Zero) Error(where.Place("preempt_delay"), $"({instance.Name}) preempt_delay has no effect with priority {byte.MaxValue}: an address owner preempts at once");
        return instance with { NoPreempt = false, PreemptDelay = TimeSpan.Zero };
    }

    private void CheckVirtualMac(SyntaxStatement where, IpFamily family)
    {
        SyntaxStatement? ipvlan = where.Block.Last("use_ipvlan");
        if (where.Block.Last("vmac_xmit_base") is { } base_ && where.Block.Last("use_vmac") is null)
            Error(base_.Keyword, $"({where.Value().Text}) vmac_xmit_base is for use_vmac, which is not given");
        if (ipvlan is not null && family == IpFamily.V4 && !ipvlan.Arguments.Any(word => RoutingOptions.IsNetwork(word.Text)))
            Error(ipvlan.Keyword, $"({where.Value().Text}) use_ipvlan needs an address to send from", "name it: use_ipvlan NAME ADDRESS");
    }

    private void CheckPassword(VrrpInstance instance, SyntaxStatement where)
    {
        if (where.Block.Last("authentication") is not { } authentication || authentication.Block.Last("auth_type") is null) return;
        bool hasPassword = authentication.Block.Last("auth_pass") is { } password && password.Value().Text.Length > 0;
        if (!hasPassword) Error(authentication.Keyword, $"({instance.Name}) authentication without a password; it is ignored", "give it auth_pass, or drop the block");
    }

    private void CheckUnicast(VrrpInstance instance, SyntaxStatement where)
    {
        bool isReported = where.Block.Last("unicast_peer") is not null || where.Block.Last("unicast_src_ip") is not null;
        if (instance.UnicastPeers.Count > 0 || isReported) return;
        foreach (SyntaxStatement statement in OfUnicast.Select(keyword => where.Block.Last(keyword)).OfType<SyntaxStatement>())
            Error(statement.Keyword, $"({instance.Name}) {statement.Keyword.Text} is given and there are no unicast peers: adverts go to the multicast group");
    }

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);
}
