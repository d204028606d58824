using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>global_defs</c> about processes, files and what watches from outside.</summary>
internal static partial class GlobalTable
{
    private const int MaxRealTimePriority = 99;

    /// <summary>The kernel's TASK_COMM_LEN without the final zero.</summary>
    private const int MaxProcessName = 15;

    private static readonly string[] ModeNames = ["IRUSR", "IWUSR", "IXUSR", "IRGRP", "IWGRP", "IXGRP", "IROTH", "IWOTH", "IXOTH"];

    private static Row<GlobalDefinitions>[] Notification() =>
    [
        .. Fifo("notify_fifo", "every change of state"),
        .. Fifo("vrrp_notify_fifo", "changes of state of VRRP"),
        .. Fifo("lvs_notify_fifo", "changes of virtual and real servers"),
        Row<GlobalDefinitions>.Flag("vrrp_notify_priority_changes", "Write to the FIFO when an effective priority changes."),
        Row<GlobalDefinitions>.Alone("fifo_write_vrrp_states_on_reload", "Write the states to the FIFO after a reload though they have not changed."),
    ];

    private static Row<GlobalDefinitions>[] Processes() =>
    [
        Row<GlobalDefinitions>.Alone("process_names", "Give the processes names of their own."),
        .. ((string[])["process_name", "vrrp_process_name", "checker_process_name", "bfd_process_name"]).Select(name =>
            new Row<GlobalDefinitions>(name, "NAME", "lb", "The name of a process, of up to 15 letters.", BindProcessName) { Support = Support.ReadOnly }),
        new("lvs_process_name", "NAME", "lb", "The former name of checker_process_name.", BindProcessName) { Support = Support.ReadOnly, Replacement = "checker_process_name", IsReplacedQuietly = true },
        new("max_auto_priority", "[<-1..99>]", "50", "How far to raise the real-time priority by itself when timers are late; -1: not at all.", BindOptionalNumber(-1, MaxRealTimePriority)) { Support = Support.ReadOnly },
        Row<GlobalDefinitions>.Number("min_auto_priority_delay", 1, 10_000_000, "How late a timer has to be for that, in microseconds.") with { Default = "1000000", IsSkippedWithoutArgument = true },
        .. Process("vrrp", "VRRP"),
        .. Process("checker", "checks"),
        .. Process("bfd", "BFD"),
        new("umask", "<0..0777>|{IRUSR|IWUSR|...}", "022", "The file mode creation mask, as a number or by names of permissions.", BindMask) { Support = Support.ReadOnly },
        .. Buffers("vrrp_netlink_cmd_rcv_bufs", "netlink commands of VRRP"),
        .. Buffers("vrrp_netlink_monitor_rcv_bufs", "netlink notices of VRRP"),
        .. Buffers("lvs_netlink_cmd_rcv_bufs", "netlink commands of IPVS"),
        .. Buffers("lvs_netlink_monitor_rcv_bufs", "netlink notices of IPVS"),
        .. Buffers("process_monitor_rcv_bufs", "notices of processes"),
        new("vrrp_rx_bufs_policy", "MTU|ADVERT|<1..>", "ADVERT", "How large the receive buffers for adverts are: for packets of the interface's MTU, for the adverts expected, or so many bytes.", BindBufferPolicy) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Number("vrrp_rx_bufs_multiplier", 1, int.MaxValue, "How many packets the receive buffers have room for.") with { Default = "3", IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Text("iproute_usr_dir", "FOLDER", "/usr/share/iproute2", "Where names of routing tables and the like are looked up."),
        Row<GlobalDefinitions>.Text("iproute_etc_dir", "FOLDER", "/etc/iproute2", "Where the host's own names of routing tables are looked up."),
    ];

    private static Row<GlobalDefinitions>[] Reloading() =>
    [
        new("reload_check_config", "[FILE]", "/run/check.log", "Check a configuration before a reload takes it up, and write what is wrong with it to a file.", (g, _) => g) { Support = Support.ReadOnly },
        Row<GlobalDefinitions>.Text("reload_time_file", "FILE", "/etc/keepalived/reload", "A file that names the time of the next reload.") with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Alone("reload_repeat", "Keep that file, and reload at its time each day."),
        new("reload_file", "[FILE]", "/run/reload", "A file that is there while a reload is under way.", (g, _) => g) { Support = Support.ReadOnly },
        new("include_check", "[[+|-]readable|match|wildcard_match|brace_match ...]", "match", "What is an error when files are included: one that can't be read, none found, none found by a wildcard, none found for an alternative; all of them where nothing is named.", BindIncludeCheck),
        Row<GlobalDefinitions>.Number("random_seed", 0, int.MaxValue, "What the numbers of ${_RANDOM} begin with.", (g, _) => g),
        Row<GlobalDefinitions>.Text("config_save_dir", "FOLDER", "/var/lib/keepalived", "Where configurations are kept at each reload."),
        Row<GlobalDefinitions>.Text("tmp_config_directory", "FOLDER", "/var/tmp", "Where the configuration is kept while it is read.") with { IsSkippedWithoutArgument = true },
    ];

    private static Row<GlobalDefinitions>[] Monitoring() =>
    [
        Row<GlobalDefinitions>.Text("state_dump_file", "FILE", "/run/keepalived.data", "Where the state is written on a signal."),
        Row<GlobalDefinitions>.Text("stats_dump_file", "FILE", "/run/keepalived.stats", "Where statistics are written on a signal."),
        Row<GlobalDefinitions>.Text("json_dump_file", "FILE", "/run/keepalived.json", "Where both are written as JSON on a signal."),
        Row<GlobalDefinitions>.Flag("data_use_instance", "Put the instance's and the namespace's name into the names of these files."),
        Row<GlobalDefinitions>.Number("json_version", 1, 2, "The layout of the JSON.") with { Default = "1" },
        Row<GlobalDefinitions>.Text("snmp_socket", "SOCKET", "unix:/var/agentx/master", "The socket of the SNMP master agent.") with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Alone("enable_traps", "Send SNMP traps."),
        .. ((string[])["vrrp", "checker", "rfc", "rfcv2", "rfcv3"]).Select(part => Row<GlobalDefinitions>.Alone($"enable_snmp_{part}", $"Answer SNMP questions, part {part}.")),
        Row<GlobalDefinitions>.Alone("enable_snmp_keepalived", "The former name of enable_snmp_vrrp.") with { Replacement = "enable_snmp_vrrp", IsReplacedQuietly = true },
        Row<GlobalDefinitions>.Number("snmp_vs_stats_update_interval", 1, int.MaxValue, "Seconds for which SNMP answers of a virtual server's statistics are kept."),
        Row<GlobalDefinitions>.Number("snmp_rs_stats_update_interval", 1, int.MaxValue, "Seconds for which SNMP answers of a real server's statistics are kept."),
        Row<GlobalDefinitions>.Alone("enable_dbus", "Answer on D-Bus."),
        Row<GlobalDefinitions>.Text("dbus_service_name", "NAME", "org.example.Vrrp1", "The name on D-Bus.") with { Default = "org.keepalived.Vrrp1", IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Text("dbus_no_interface_name", "NAME", "none", "What stands on D-Bus for an instance without an interface.") with { Default = "none" },
    ];

    private static Row<GlobalDefinitions>[] Fifo(string name, string what) =>
    [
        new(name, "FIFO [USER [GROUP]]", "/run/holdfast.fifo", $"A FIFO that gets a line at {what}.", BindFifo) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Script($"{name}_script", $"Reads {name}, whose path is its last argument.") with { IsSkippedWithoutArgument = true },
    ];

    private static Row<GlobalDefinitions>[] Process(string process, string what) =>
    [
        Row<GlobalDefinitions>.Number($"{process}_priority", -20, 19, $"The nice value of the process for {what}.") with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Alone($"{process}_no_swap", $"Keep the process for {what} in memory."),
        new($"{process}_rt_priority", "<1..99>", "50", $"The real-time priority of the process for {what}.", BindRealTimePriority) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        new($"{process}_cpu_affinity", "CPU ...", "0 1", $"The processors that the process for {what} may run on.", BindProcessors) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Number($"{process}_rlimit_rttime", 1, int.MaxValue, $"The time that the process for {what} may run in real time without a pause, in microseconds.") with { Default = "10000" },
        Row<GlobalDefinitions>.Number($"{process}_rlimit_rtime", 1, int.MaxValue, $"The former name of {process}_rlimit_rttime.") with { Replacement = $"{process}_rlimit_rttime", IsReplacedQuietly = true },
    ];

    private static Row<GlobalDefinitions>[] Buffers(string name, string what) =>
    [
        Row<GlobalDefinitions>.Number(name, 0, int.MaxValue, $"The size of the receive buffer for {what}, in bytes.") with { Example = "1048576", IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Flag($"{name}_force", $"Take that size though it is over the system's limit."),
    ];

    private static Bind<GlobalDefinitions> BindOptionalNumber(int min, int max) => (global, statement) =>
    {
        if (statement.HasMore) _ = statement.Number(min, max);
        return global;
    };

    private static GlobalDefinitions BindRealTimePriority(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Number(1, int.MaxValue) is > MaxRealTimePriority and var priority)
            statement.Context.Diagnostics.Error(statement.Keyword, $"real-time priority {priority} is greater than {MaxRealTimePriority}, which is taken instead");
        return global;
    }

    private static GlobalDefinitions BindProcessName(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is { } name && name.Text.Length > MaxProcessName)
            statement.Context.Diagnostics.Error(name, $"'{name.Text}' is longer than the {MaxProcessName} letters that a process's name may have: it is cut");
        return global;
    }

    private static GlobalDefinitions BindProcessors(GlobalDefinitions global, StatementReader statement)
    {
        do _ = statement.Number(0, 1023);
        while (statement.HasMore);
        return global;
    }

    private static GlobalDefinitions BindBufferPolicy(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not { } word || word.Text is "MTU" or "ADVERT") return global;
        statement.Again();
        _ = statement.Number(0, int.MaxValue);
        return global;
    }

    private static GlobalDefinitions BindFifo(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not null && statement.HasMore) _ = statement.User(Verdict.None);
        return global;
    }

    private static GlobalDefinitions BindIncludeCheck(GlobalDefinitions global, StatementReader statement)
    {
        foreach (SyntaxWord word in statement.Rest().Where(word => IncludeWords.Option(word.Text.TrimStart('+', '-')) is null))
            statement.Context.Diagnostics.Error(word, $"unknown include_check option '{word.Text}'", "use readable, match, wildcard_match or brace_match, with + or - before them");
        return global;
    }

    /// <summary>A number in the C language's notation, or names of permissions with bars between them.</summary>
    private static GlobalDefinitions BindMask(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not { } first) return global;
        string text = string.Concat([first.Text, .. statement.Rest().Select(word => word.Text)]);
        bool isRight = char.IsAsciiDigit(text.FirstOrDefault())
            ? IsMaskNumber(text)
            : text.Split('|').All(name => ModeNames.Contains(name.TrimStart('S')));
        if (!isRight) statement.Context.Diagnostics.Error(first, $"'{text}' is no file mode creation mask", "use an octal number up to 0777, or names such as IWGRP|IWOTH");
        return global;
    }

    private static bool IsMaskNumber(string text) => text switch
    {
        ['0', 'x' or 'X', .. var digits] => int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int mask) && mask <= 0x1ff,
        ['0', .. var digits] => digits.Length <= 3 && digits.All(c => c is >= '0' and <= '7'),
        _ => int.TryParse(text, CultureInfo.InvariantCulture, out int mask) && mask <= 0x1ff,
    };
}
