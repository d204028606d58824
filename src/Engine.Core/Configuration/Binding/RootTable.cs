using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>A script or instance as it was bound, with the statement that it came from, for what is checked across blocks.</summary>
internal sealed record Bound<T>(T Value, SyntaxStatement Statement);

/// <summary>What has been read of a file so far.</summary>
internal sealed record BoundFile(GlobalDefinitions Global, ValueList<Bound<VrrpScript>> Scripts, ValueList<Bound<VrrpInstance>> Instances);

/// <summary>The keywords of a file's top level.</summary>
internal static class RootTable
{
    public static readonly KeywordTable<BoundFile> Keywords = new("",
    [
        Row<BoundFile>.Block("global_defs", "What holds for all.", (f, block, s) => f with { Global = GlobalTable.Keywords.Bind(f.Global, block, s.Context) }),
        new("vrrp_script", "A check.", BindScript),
        new("vrrp_instance", "A virtual router.", BindInstance),
        .. Row<BoundFile>.NotCarriedOut("""
            linkbeat_use_polling net_namespace net_namespace_ipvs namespace_with_ipsets use_pid_dir instance child_wait_time
            track_group static_ipaddress static_routes static_rules vrrp_sync_group garp_group linkbeat_interfaces
            vrrp_track_process interface_up_down_delays track_file vrrp_track_file SSL virtual_server_group virtual_server
            bfd_instance include include_check
            """),
    ]);

    private static BoundFile BindScript(BoundFile file, StatementReader statement)
    {
        if (statement.Argument() is not { } name || statement.Block() is not { } block) return file;
        // A program is mandatory; the empty one marks that none was given.
        var script = new VrrpScript { Name = name.Text, Program = new ShellProgram(new ScriptCommand("", [], NeedsShell: false)) };
        script = ScriptTable.Keywords.Bind(script, block, statement.Context);
        return file with { Scripts = [.. file.Scripts, new Bound<VrrpScript>(script, statement.Statement)] };
    }

    private static BoundFile BindInstance(BoundFile file, StatementReader statement)
    {
        if (statement.Argument() is not { } name || statement.Block() is not { } block) return file;
        VrrpInstance instance = InstanceTable.Keywords.Bind(new VrrpInstance { Name = name.Text }, block, statement.Context);
        return file with { Instances = [.. file.Instances, new Bound<VrrpInstance>(instance, statement.Statement)] };
    }
}
