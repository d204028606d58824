namespace Holdfast.Configuration.Checks;

/// <summary>A <c>vrrp_sync_group</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Instances">The names of the instances that change together.</param>
/// <param name="CountsWeights">Whether the weights of these instances count all the same.</param>
internal sealed record SyncGroup(SyntaxWord Name, IReadOnlyList<SyntaxWord> Instances, bool CountsWeights)
{
    public static IReadOnlyList<SyncGroup> All(SyntaxBlock tree) => [.. tree.All("vrrp_sync_group").Select(Read)];

    public bool Holds(string instance) => Instances.Any(name => name.Text == instance);

    private static SyncGroup Read(SyntaxStatement statement) => new(
        statement.Value(),
        [.. statement.Block.All("group").SelectMany(group => group.Block?.Statements ?? []).SelectMany(line => line.Words)],
        statement.Block.Last("sync_group_tracking_weight") is not null || statement.Block.Last("global_tracking") is not null);
}
