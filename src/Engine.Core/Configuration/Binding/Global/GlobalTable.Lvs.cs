using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>global_defs</c> about IPVS.</summary>
internal static partial class GlobalTable
{
    private static readonly (string Option, int Min, int Max)[] SyncOptions = [("id", 0, 255), ("maxlen", 1, 65507), ("port", 1, 65535), ("ttl", 1, 255)];

    private static Row<GlobalDefinitions>[] Lvs() =>
    [
        new("lvs_timeouts", "[tcp SECONDS] [tcpfin SECONDS] [udp SECONDS]", "tcp 900 udp 300", "How long IPVS keeps connections.", BindTimeouts) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        new("lvs_sync_daemon", "INTERFACE [[inst] INSTANCE] [id <0..255>] [maxlen <1..65507>] [port <1..65535>] [ttl <1..255>] [group ADDRESS]", "eth0 inst VI_1 id 10", "Tells another director of connections; with an instance as its state says.", BindSyncDaemon) { Support = Support.ReadOnly, IsUnique = true, IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Alone("lvs_flush", "Empty the table of IPVS at start."),
        new("lvs_flush_on_stop", "[VS]", "VS", "Empty the table of IPVS when ending; VS: remove our virtual servers as a whole.", BindFlushOnStop) { Support = Support.ReadOnly },
        Row<GlobalDefinitions>.Alone("lvs_flush_onstop", "The former name of lvs_flush_on_stop.") with { Replacement = "lvs_flush_on_stop", IsReplacedQuietly = true },
        Row<GlobalDefinitions>.Flag("checker_log_all_failures", "Log every failed check, not only the last before a real server goes."),
        Row<GlobalDefinitions>.Flag("rs_init_notifies", "Run the scripts of real servers at start too."),
    ];

    private static GlobalDefinitions BindTimeouts(GlobalDefinitions global, StatementReader statement)
    {
        do
        {
            if (statement.Choice("tcp", "tcpfin", "udp") is null) return global;
            _ = statement.Number(1, int.MaxValue);
        }
        while (statement.HasMore);
        return global;
    }

    private static GlobalDefinitions BindSyncDaemon(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is null) return global;
        for (bool isSecond = true; statement.HasMore; isSecond = false)
        {
            if (statement.Argument() is not { } word) return global;
            (string option, int min, int max) = SyncOptions.FirstOrDefault(o => o.Option == word.Text);
            if (option is not null) _ = statement.Number(min, max);
            else if (word.Text == "group") _ = statement.Address();
            else if (word.Text == "inst") _ = statement.Argument();
            else if (!isSecond) statement.Context.Diagnostics.Error(word, $"unknown option '{word.Text}' of lvs_sync_daemon", "use inst, id, maxlen, port, ttl or group");
        }
        return global;
    }

    private static GlobalDefinitions BindFlushOnStop(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.HasMore) _ = statement.Choice("VS");
        return global;
    }
}
