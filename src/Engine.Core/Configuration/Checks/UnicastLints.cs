using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks;

/// <summary>Lists of unicast peers that are not what they should be.</summary>
internal static class UnicastLints
{
    public static void Run(LintContext context)
    {
        foreach (Bound<VrrpInstance> bound in context.Instances)
        {
            VrrpInstance instance = bound.Value;
            CheckNoPeers(context, bound);
            if (instance.UnicastSource.IsNone || !instance.UnicastPeers.Contains(instance.UnicastSource)) continue;
            context.Report(
                Lints.PeerIsSelf,
                bound.Statement.PlaceOf("unicast_peer", word => IpAddress.TryParse(word, out IpAddress peer) && peer == instance.UnicastSource),
                $"({instance.Name}) the peer {instance.UnicastSource} is this host itself, by unicast_src_ip");
        }
    }

    private static void CheckNoPeers(LintContext context, Bound<VrrpInstance> bound)
    {
        SyntaxBlock? block = bound.Statement.Block;
        if (bound.Value.UnicastPeers.Count > 0 || block.Last("unicast_fault_no_peer") is not null) return;
        if ((block.Last("unicast_src_ip") ?? block.Last("unicast_peer")) is not { } unicast) return;
        context.Report(
            Lints.UnicastWithoutPeers,
            unicast.Keyword,
            $"({bound.Value.Name}) {unicast.Keyword.Text} without a peer: adverts go to the multicast group");
    }
}
