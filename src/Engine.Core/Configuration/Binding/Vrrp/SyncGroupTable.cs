using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>A <c>vrrp_sync_group</c> block: instances that change their state together.</summary>
internal sealed record SyncGroup(string Name)
{
    public ValueList<string> Members { get; init; }

    public bool TracksWithWeights { get; init; }

    public TrackedNames Tracked { get; init; } = new();

    public ValueList<NotifyScript> Notify { get; init; }
}

/// <summary>The keywords of <c>vrrp_sync_group</c>.</summary>
internal static class SyncGroupTable
{
    public static readonly KeywordTable<SyncGroup> Keywords = new("vrrp_sync_group",
    [
        Row<SyncGroup>.Values("group", "INSTANCE", "VI_1", "The instances that change together.", (g, block, _) => g with { Members = [.. g.Members, .. block.Statements.SelectMany(s => s.Words).Select(w => w.Text)] }) with { Support = Support.ReadOnly },
        .. TrackRows.OfSyncGroup<SyncGroup>(g => g.Tracked, (g, t) => g with { Tracked = t }),
        .. ((string[])["notify_master", "notify_backup", "notify_fault", "notify_stop", "notify"]).Select(name =>
            Row<SyncGroup>.Script(name, "As in an instance, for the group.", (g, v) => g with { Notify = [.. g.Notify, v] }) with { Support = Support.ReadOnly }),
        Row<SyncGroup>.Flag("notify_priority_changes", "Write to the FIFO when an effective priority changes."),
        Row<SyncGroup>.Flag("smtp_alert", "Whether changes of state are mailed."),
        Row<SyncGroup>.Alone("global_tracking", "The former name of sync_group_tracking_weight.") with { Replacement = "sync_group_tracking_weight" },
        Row<SyncGroup>.Alone("sync_group_tracking_weight", "What is tracked with a weight counts for all instances of the group.", g => g with { TracksWithWeights = true }) with { Support = Support.ReadOnly },
    ]);
}
