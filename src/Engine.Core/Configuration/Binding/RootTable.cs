using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>A script or instance as it was bound, with the statement that it came from, for what is checked across blocks.</summary>
internal sealed record Bound<T>(T Value, SyntaxStatement Statement);

/// <summary>What has been read of a file so far.</summary>
internal sealed class BoundFile
{
    /// <summary>The text as it was read, for what is said of it beyond its meaning.</summary>
    public SyntaxBlock Tree { get; init; } = new([]);

    public GlobalDefinitions Global { get; set; } = new();

    public List<Bound<VrrpScript>> Scripts { get; } = [];

    public List<Bound<VrrpInstance>> Instances { get; } = [];

    public List<Bound<SyncGroup>> SyncGroups { get; } = [];

    public List<Bound<Tracker>> TrackFiles { get; } = [];

    public List<Bound<Tracker>> TrackProcesses { get; } = [];

    public List<Bound<TrackGroup>> TrackGroups { get; } = [];

    public List<Bound<GarpGroup>> GarpGroups { get; } = [];

    public List<Bound<VirtualServer>> VirtualServers { get; } = [];

    public List<Bound<VirtualServerGroup>> VirtualServerGroups { get; } = [];

    public List<Bound<BfdInstance>> Bfds { get; } = [];
}

/// <summary>The keywords of a file's top level.</summary>
internal static class RootTable
{
    public static readonly KeywordTable<BoundFile> Keywords = new("",
    [
        Row<BoundFile>.Nested("global_defs", "What holds for all.", GlobalTable.Keywords, f => f.Global, BindGlobal),
        Row<BoundFile>.Named("vrrp_script", "A check.", ScriptTable.Keywords, BeginScript, (f, script, s) => f.Scripts.Add(new(script, s.Statement))),
        Row<BoundFile>.Named("vrrp_instance", "A virtual router.", InstanceTable.Keywords, (name, _) => new VrrpInstance { Name = name.Text }, (f, instance, s) => f.Instances.Add(new(instance, s.Statement))),
        Row<BoundFile>.Named("vrrp_sync_group", "Instances that change their state together.", SyncGroupTable.Keywords, (name, _) => new SyncGroup(name.Text), (f, group, s) => f.SyncGroups.Add(new(group, s.Statement))) with { Support = Support.ReadOnly },
        Row<BoundFile>.Named("track_file", "A file whose number counts.", TrackerTables.File, (name, _) => new Tracker(name.Text), (f, file, s) => f.TrackFiles.Add(new(file, s.Statement))) with { Support = Support.ReadOnly },
        Row<BoundFile>.Named("vrrp_track_file", "The former name of track_file.", TrackerTables.File, (name, _) => new Tracker(name.Text), (f, file, s) => f.TrackFiles.Add(new(file, s.Statement))) with { Support = Support.ReadOnly },
        Row<BoundFile>.Named("vrrp_track_process", "Processes that have to run.", TrackerTables.Process, (name, _) => new Tracker(name.Text), (f, process, s) => f.TrackProcesses.Add(new(process, s.Statement))) with { Support = Support.ReadOnly },
        Row<BoundFile>.Named("track_group", "Instances whose state decides about static addresses, routes and rules.", TopTables.TrackGroup, (name, _) => new TrackGroup(name.Text), (f, group, s) => f.TrackGroups.Add(new(group, s.Statement))) with { Support = Support.ReadOnly },
        Row<BoundFile>.Nested("garp_group", "Interfaces that share a pace of gratuitous ARP.", TopTables.GarpGroup, _ => new GarpGroup(""), BindGarpGroup) with { Support = Support.ReadOnly },
        .. TopTables.Values(),
        .. LvsTables.Rows(),
        .. ProcessWide(),
    ]);

    /// <summary>Single lines about the whole engine.</summary>
    private static Row<BoundFile>[] ProcessWide() =>
    [
        Row<BoundFile>.Text("net_namespace", "NAME", "blue", "The network namespace to run in, as ip-netns(8) names it.") with { IsSkippedWithoutArgument = true },
        new("net_namespace_ipvs", "[NAME]", "blue", "The network namespace of the IPVS table; that of the host where none is named.", (t, _) => t) { Support = Support.ReadOnly },
        Row<BoundFile>.Alone("namespace_with_ipsets", "Use ipsets in a network namespace on kernels before 3.13 too."),
        Row<BoundFile>.Text("instance", "NAME", "blue", "The name of this engine among several on one host.") with { IsSkippedWithoutArgument = true },
        Row<BoundFile>.Alone("use_pid_dir", "Keep pid files in a folder of their own."),
        Row<BoundFile>.Alone("linkbeat_use_polling", "Ask for the state of links instead of being told."),
        Row<BoundFile>.Number("child_wait_time", 0, int.MaxValue, "How long to wait for child processes when ending, in seconds.") with { Default = "5" },
    ];

    // A program is mandatory; the empty one marks that none was given.
    private static VrrpScript BeginScript(SyntaxWord name, BoundFile file) =>
        new() { Name = name.Text, Program = new ShellProgram(new ScriptCommand("", [], NeedsShell: false)) };

    private static BoundFile BindGarpGroup(BoundFile file, GarpGroup group, StatementReader statement)
    {
        file.GarpGroups.Add(new Bound<GarpGroup>(group, statement.Statement));
        return file;
    }

    private static BoundFile BindGlobal(BoundFile file, GlobalDefinitions global, StatementReader statement)
    {
        file.Global = global;
        return file;
    }
}
