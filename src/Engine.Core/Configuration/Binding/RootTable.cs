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
}

/// <summary>The keywords of a file's top level.</summary>
internal static class RootTable
{
    public static readonly KeywordTable<BoundFile> Keywords = new("",
    [
        Row<BoundFile>.Nested("global_defs", "What holds for all.", GlobalTable.Keywords, f => f.Global, BindGlobal),
        Row<BoundFile>.Named("vrrp_script", "A check.", ScriptTable.Keywords, BeginScript, (f, script, s) => f.Scripts.Add(new(script, s.Statement))),
        Row<BoundFile>.Named("vrrp_instance", "A virtual router.", InstanceTable.Keywords, (name, _) => new VrrpInstance { Name = name.Text }, (f, instance, s) => f.Instances.Add(new(instance, s.Statement))),
        Row<BoundFile>.Unread("linkbeat_use_polling"),
        Row<BoundFile>.Unread("net_namespace"),
        Row<BoundFile>.Unread("net_namespace_ipvs"),
        Row<BoundFile>.Unread("namespace_with_ipsets"),
        Row<BoundFile>.Unread("use_pid_dir"),
        Row<BoundFile>.Unread("instance"),
        Row<BoundFile>.Unread("child_wait_time"),
        Row<BoundFile>.Unread("track_group"),
        Row<BoundFile>.Unread("static_ipaddress"),
        Row<BoundFile>.Unread("static_routes"),
        Row<BoundFile>.Unread("static_rules"),
        Row<BoundFile>.Unread("vrrp_sync_group"),
        Row<BoundFile>.Unread("garp_group"),
        Row<BoundFile>.Unread("linkbeat_interfaces"),
        Row<BoundFile>.Unread("vrrp_track_process"),
        Row<BoundFile>.Unread("interface_up_down_delays"),
        Row<BoundFile>.Unread("track_file"),
        Row<BoundFile>.Unread("vrrp_track_file"),
        Row<BoundFile>.Unread("SSL"),
        Row<BoundFile>.Unread("virtual_server_group"),
        Row<BoundFile>.Unread("virtual_server"),
        Row<BoundFile>.Unread("bfd_instance"),
        Row<BoundFile>.Unread("include"),
        Row<BoundFile>.Unread("include_check"),
    ]);

    // A program is mandatory; the empty one marks that none was given.
    private static VrrpScript BeginScript(SyntaxWord name, BoundFile file) =>
        new() { Name = name.Text, Program = new ShellProgram(new ScriptCommand("", [], NeedsShell: false)) };

    private static BoundFile BindGlobal(BoundFile file, GlobalDefinitions global, StatementReader statement)
    {
        file.Global = global;
        return file;
    }
}
