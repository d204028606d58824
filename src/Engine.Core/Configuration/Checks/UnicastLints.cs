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
            if (instance.UnicastSource.IsNone || !instance.UnicastPeers.Contains(instance.UnicastSource)) continue;
            context.Report(
                Lints.PeerIsSelf,
                bound.Statement.PlaceOf("unicast_peer", word => IpAddress.TryParse(word, out IpAddress peer) && peer == instance.UnicastSource),
                $"({instance.Name}) the peer {instance.UnicastSource} is this host itself, by unicast_src_ip");
        }
    }
}
