using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>One host of a cluster: its configuration, as far as it is carried out.</summary>
internal sealed class ClusterHost
{
    public ClusterHost(string path, LoadedConfiguration loaded)
    {
        Path = path;
        Tree = loaded.Bound.Tree;
        Scripts = loaded.Model.Scripts.ToDictionary(script => script.Name);
        Instances =
        [
            .. LintContext.Placed(loaded.Bound.Instances, loaded.Model.Instances, instance => instance.Name)
                .Select(bound => new ClusterInstance(this, bound)),
        ];
        SyncGroups = loaded.Bound.SyncGroups;
    }

    /// <summary>The file that was given for it.</summary>
    public string Path { get; }

    public SyntaxBlock Tree { get; }

    public IReadOnlyDictionary<string, VrrpScript> Scripts { get; }

    public IReadOnlyList<ClusterInstance> Instances { get; }

    public IReadOnlyList<Bound<SyncGroup>> SyncGroups { get; }
}

/// <summary>One host's part in a virtual router.</summary>
internal sealed class ClusterInstance(ClusterHost host, Bound<VrrpInstance> bound)
{
    public ClusterHost Host => host;

    public Bound<VrrpInstance> Bound => bound;

    public VrrpInstance Value => bound.Value;

    public SyntaxStatement Statement => bound.Statement;

    /// <summary>Where adverts come from; the default value where the configuration does not say.</summary>
    public IpAddress Source => Value.UnicastSource.IsNone ? Value.MulticastSource : Value.UnicastSource;

    public bool IsUnicast => Value.UnicastPeers.Count > 0;

    public IReadOnlyList<VirtualAddress> AllAddresses { get; } = [.. bound.Value.Addresses, .. bound.Value.ExcludedAddresses];

    /// <summary>That of its addresses; where it has none, of its peers.</summary>
    public IpFamily Family { get; } =
        bound.Value.Addresses.Concat(bound.Value.ExcludedAddresses).Select(address => address.Address.Family)
            .Concat(bound.Value.UnicastPeers.Select(peer => peer.Family))
            .FirstOrDefault(IpFamily.V4);

    /// <summary>The trackers that change its priority.</summary>
    public IReadOnlyList<WeightedTracker> Trackers { get; } = WeightedTracker.Of(bound.Value, host.Scripts);

    /// <summary>A keyword's value in its block, or the instance's name where it is not given.</summary>
    public SyntaxWord Place(params ReadOnlySpan<string> path) => Statement.Place(path);

    /// <summary>File and line of such a value.</summary>
    public string At(params ReadOnlySpan<string> path) => Place(path).FileAndLine();
}

/// <summary>The instances of one or more hosts that are one virtual router; at most one of each host.</summary>
internal sealed record ClusterRouter(IReadOnlyList<ClusterInstance> Members)
{
    public ClusterInstance First => Members[0];
}
