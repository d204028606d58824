using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>global_defs</c>.</summary>
internal static class GlobalTable
{
    private const double MaxGarpSeconds = 86400;

    public static readonly KeywordTable<GlobalDefinitions> Keywords = new("global_defs",
    [
        Row<GlobalDefinitions>.Text("router_id", "Who this host is in mail; the host's name by default.", (g, v) => g with { RouterId = v }),
        Row<GlobalDefinitions>.Block("notification_email", "Who gets mail.", (g, block, _) => g with { NotificationEmail = Words(block) }),
        Row<GlobalDefinitions>.Text("notification_email_from", "Who mail comes from.", (g, v) => g with { NotificationEmailFrom = v }),
        new("smtp_server", "The mail server and, after it, its port; 25 by default.", BindSmtpServer),
        Row<GlobalDefinitions>.Text("smtp_helo_name", "What to greet the mail server as.", (g, v) => g with { SmtpHeloName = v }),
        Row<GlobalDefinitions>.Seconds("smtp_connect_timeout", 1, 65535, "Time limit of the mail server; 30 s by default.", (g, v) => g with { SmtpConnectTimeout = v }),
        Row<GlobalDefinitions>.Flag("smtp_alert", "Whether changes of state are mailed; no by default.", (g, v) => g with { SmtpAlert = v }),
        Row<GlobalDefinitions>.Flag("smtp_alert_vrrp", "As smtp_alert.", (g, v) => g with { SmtpAlert = v }),
        new("script_user", "The user, and the group, that scripts run as.", (g, s) => s.User() is { } user ? g with { ScriptUser = user } : g),
        Row<GlobalDefinitions>.Flag("enable_script_security", "Refuse scripts that others than root may change.", (g, v) => g with { EnableScriptSecurity = v }),
        Row<GlobalDefinitions>.Number("vrrp_version", 2, 3, "The version of VRRP where an instance does not say; 2 by default.", (g, v) => g with { VrrpVersion = v }),
        Row<GlobalDefinitions>.Seconds("vrrp_garp_master_delay", 0, MaxGarpSeconds, "Time to the second round of gratuitous ARP; 5 s by default.", (g, v) => g with { Garp = g.Garp with { MasterDelay = v } }),
        Row<GlobalDefinitions>.Number("vrrp_garp_master_repeat", 1, 255, "Gratuitous ARPs a round; 5 by default.", (g, v) => g with { Garp = g.Garp with { MasterRepeat = v } }),
        Row<GlobalDefinitions>.Seconds("vrrp_garp_master_refresh", 0, MaxGarpSeconds, "Time between gratuitous ARPs while master; 0, the default: none.", (g, v) => g with { Garp = g.Garp with { MasterRefresh = v } }),
        Row<GlobalDefinitions>.Number("vrrp_garp_master_refresh_repeat", 1, 255, "Gratuitous ARPs each of these times; 1 by default.", (g, v) => g with { Garp = g.Garp with { MasterRefreshRepeat = v } }),
        Row<GlobalDefinitions>.Seconds("vrrp_garp_lower_prio_delay", 0, MaxGarpSeconds, "As vrrp_garp_master_delay, after a master of lower priority was heard.", (g, v) => g with { Garp = g.Garp with { LowerPrioDelay = v } }),
        Row<GlobalDefinitions>.Number("vrrp_garp_lower_prio_repeat", 0, 255, "As vrrp_garp_master_repeat, after a master of lower priority was heard.", (g, v) => g with { Garp = g.Garp with { LowerPrioRepeat = v } }),
        Row<GlobalDefinitions>.Flag("vrrp_skip_check_adv_addr", "Do not compare the address list of a known master again.", (g, v) => g with { SkipCheckAdvAddr = v }),
        Row<GlobalDefinitions>.Seconds("vrrp_startup_delay", 0, 1000, "How long to wait after the start before taking part.", (g, v) => g with { VrrpStartupDelay = v }),
        .. Row<GlobalDefinitions>.NotCarriedOut("""
            linkbeat_use_polling net_namespace net_namespace_ipvs namespace_with_ipsets use_pid_dir instance child_wait_time
            process_names process_name vrrp_process_name checker_process_name lvs_process_name bfd_process_name
            use_symlink_paths set_supplementary_groups startup_script startup_script_timeout shutdown_script
            shutdown_script_timeout max_auto_priority min_auto_priority_delay smtp_alert_checker checker_log_all_failures
            dynamic_interfaces no_email_faults default_interface disable_local_igmp v3_checksum_as_v2 lvs_timeouts lvs_flush
            lvs_flush_on_stop lvs_flush_onstop lvs_sync_daemon vrrp_mcast_group4 vrrp_mcast_group6 vrrp_down_timer_adverts
            vrrp_garp_interval vrrp_gna_interval vrrp_min_garp vrrp_garp_extra_if vrrp_vmac_garp_intvl
            vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert vrrp_iptables vrrp_ipsets nftables nftables_priority
            nftables_ifindex vrrp_check_unicast_src vrrp_strict vrrp_priority vrrp_no_swap vrrp_rt_priority
            vrrp_cpu_affinity vrrp_rlimit_rttime vrrp_rlimit_rtime nftables_ipvs nftables_ipvs_priority
            nftables_ipvs_start_fwmark nftables_counters notify_fifo notify_fifo_script vrrp_notify_fifo
            vrrp_notify_fifo_script vrrp_notify_priority_changes fifo_write_vrrp_states_on_reload lvs_notify_fifo
            lvs_notify_fifo_script checker_priority checker_no_swap checker_rt_priority checker_cpu_affinity
            checker_rlimit_rttime checker_rlimit_rtime bfd_priority bfd_no_swap bfd_rt_priority bfd_cpu_affinity
            bfd_rlimit_rttime bfd_rlimit_rtime snmp_socket enable_traps enable_snmp_vrrp enable_snmp_keepalived
            enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3 enable_snmp_checker snmp_vs_stats_update_interval
            snmp_rs_stats_update_interval enable_dbus dbus_service_name dbus_no_interface_name vrrp_netlink_cmd_rcv_bufs
            vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force
            process_monitor_rcv_bufs process_monitor_rcv_bufs_force lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force
            lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force rs_init_notifies no_checker_emails
            vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier vrrp_delay_after_boot log_unknown_vrids vrrp_owner_ignore_adverts
            vmac_prefix vmac_addr_prefix umask random_seed reload_check_config reload_time_file reload_repeat reload_file
            include_check config_save_dir tmp_config_directory data_use_instance json_version iproute_usr_dir
            iproute_etc_dir state_dump_file stats_dump_file json_dump_file
            """),
    ]);

    private static ValueList<string> Words(SyntaxBlock block) => [.. block.Statements.SelectMany(s => s.Words).Select(w => w.Text)];

    private static GlobalDefinitions BindSmtpServer(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not { } server) return global;
        global = global with { SmtpServer = server.Text };
        if (!statement.HasMore) return global;
        return statement.Number(1, 65535) is { } port ? global with { SmtpPort = port } : global;
    }
}
