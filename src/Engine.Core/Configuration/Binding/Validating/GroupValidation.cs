using Holdfast.Configuration.Checks;

namespace Holdfast.Configuration.Binding;

/// <summary>Sync groups, groups of interfaces, and what is tracked beside scripts.</summary>
internal sealed class GroupValidation(BoundFile file, ScriptValidation scripts, BindingContext context)
{
    public void Run()
    {
        foreach (Bound<Tracker> tracker in file.TrackFiles) CheckFile(tracker);
        foreach (Bound<Tracker> tracker in file.TrackProcesses) CheckProcess(tracker);
        foreach (Bound<GarpGroup> group in file.GarpGroups) CheckGarp(group);
        foreach (Bound<SyncGroup> group in file.SyncGroups) CheckSync(group);
    }

    private void CheckFile(Bound<Tracker> tracker)
    {
        SyntaxWord where = tracker.Statement.Value();
        if (!tracker.Value.HasFile) Error(where, $"track_file {tracker.Value.Name} has no file; it is ignored");
        else if (!IsThere(tracker, context.Host))
            Error(where, $"the folder of track_file {tracker.Value.Name}'s file is not there", "make the folder; the file may come later");
    }

    /// <summary>Whether the file of a track_file is there, or may come.</summary>
    public static bool IsThere(Bound<Tracker> tracker, IHostFacts host) =>
        tracker.Value.HasFile && host.FolderExists(tracker.Statement.Place("file").Text);

    private void CheckProcess(Bound<Tracker> tracker)
    {
        if (!tracker.Value.HasProcess) Error(tracker.Statement.Value(), $"vrrp_track_process {tracker.Value.Name} has no process; it is ignored");
        else if (tracker.Value is { Quorum: { } quorum, MaxQuorum: { } max } && max < quorum)
            Error(tracker.Statement.Place("quorum_max"), $"quorum_max {max} is less than quorum {quorum}");
    }

    private void CheckGarp(Bound<GarpGroup> group)
    {
        if (!group.Value.HasInterval) Error(group.Statement.Value(), "the garp_group has neither garp_interval nor gna_interval; it is ignored");
        foreach (string name in group.Value.Interfaces.Where(name => !context.MayBeInterface(name)))
            Error(group.Statement.Place("interfaces"), $"WARNING - interface {name} of the garp_group doesn't exist");
    }

    private void CheckSync(Bound<SyncGroup> group)
    {
        string name = group.Value.Name;
        SyntaxWord where = group.Statement.Value();
        if (group.Value.Members.Count == 0)
        {
            Error(where, $"sync group {name} has no instances; it is ignored");
            return;
        }
        string[] known = [.. group.Value.Members.Where(member => file.Instances.Exists(i => i.Value.Name == member))];
        foreach (string member in group.Value.Members.Except(known))
        {
            string? near = Spelling.Nearest(member, file.Instances.Select(i => i.Value.Name));
            Error(group.Statement.PlaceOf("group", word => word == member), $"instance {member} of sync group {name} doesn't exist", near is null ? null : $"did you mean '{near}'?");
        }
        if (known.Length == 0) Error(where, $"sync group {name} has none of its instances; it is ignored");
        else if (known.Length == 1) Error(where, $"sync group {name} has one instance only, and so no effect");
        if (known.Length > 0) CheckNotifications(group);
        CheckTracked(group);
    }

    private void CheckNotifications(Bound<SyncGroup> group)
    {
        foreach (Model.NotifyScript script in group.Value.Notify) _ = scripts.Usable(script, group.Statement, "notify_master");
    }

    private void CheckTracked(Bound<SyncGroup> group)
    {
        foreach (Model.TrackReference reference in group.Value.Tracked.Scripts.Where(r => !scripts.IsKnown(r.Name)))
            NotFound(group, "track_script", reference.Name, "track script");
        foreach (Model.TrackReference reference in group.Value.Tracked.Files.Where(r => !file.TrackFiles.Exists(s => s.Value.Name == r.Name && IsThere(s, context.Host))))
            NotFound(group, "track_file", reference.Name, "track file");
        foreach (Model.TrackReference reference in group.Value.Tracked.Interfaces)
        {
            if (!context.MayBeInterface(reference.Name)) NotFound(group, "track_interface", reference.Name, "tracked interface");
            foreach (string member in group.Value.Members.Where(m => file.Instances.Exists(i => i.Value.Name == m && i.Value.TrackInterfaces.Any(t => t.Name == reference.Name))))
                Error(group.Statement.PlaceOf("track_interface", word => word == reference.Name), $"({member}) tracks interface {reference.Name} as its sync group does; once is enough");
        }
    }

    private void NotFound(Bound<SyncGroup> group, string block, string name, string what) =>
        Error(group.Statement.PlaceOf(block, word => word == name), $"({group.Value.Name}) {what} {name} not found, ignoring");

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);
}
