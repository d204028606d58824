using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>vrrp_instance</c> that are not carried out yet.</summary>
internal static partial class InstanceTable
{
    private static Row<VrrpInstance>[] More() =>
    [
        .. TrackRows.OfInstance<VrrpInstance>(i => i.Tracked, (i, t) => i with { Tracked = t }),
        Row<VrrpInstance>.Nested("auth_hmac", "Signs adverts by HMAC-SHA256.", HmacTable.Keywords, i => i, (_, i, _) => i) with { Support = Support.ReadOnly },
        Row<VrrpInstance>.Flag("notify_priority_changes", "Write to the FIFO when the effective priority changes."),
        new("notify_deleted", "[FAULT|COMMAND [USER [GROUP]]]", "FAULT", "Runs when a reload removes the instance; FAULT: notify_fault runs instead.", BindNotifyDeleted) { Support = Support.ReadOnly },
        Row<VrrpInstance>.Script("notify_master_rx_lower_pri", "Runs when a master hears an advert of lower priority."),
        .. VirtualMacRows.All(),
        Row<VrrpInstance>.Alone("unicast_fault_no_peer", "Enter the state Fault when no peer can be sent to."),
        Row<VrrpInstance>.Flag("check_unicast_src", "Take adverts from the configured peers only."),
        new("old_unicast_checksum", "[never]", "never", "The checksum of unicast adverts as keepalived before 1.4 had it.", BindOldChecksum) { Support = Support.ReadOnly },
        Row<VrrpInstance>.Alone("native_ipv6", "Run over IPv6 though there is no IPv6 address to tell by."),
        Row<VrrpInstance>.Text("vrf", "INTERFACE", "vrf-blue", "The VRF of the addresses."),
        new("mcast_dst_ip", "ADDRESS", "224.0.0.18", "The group that adverts go to.", BindGroup) { Support = Support.ReadOnly },
        Row<VrrpInstance>.Alone("track_src_ip", "Enter the state Fault while the source address is not on the interface."),
        Row<VrrpInstance>.Number("unicast_ttl", 0, 255, "The TTL of unicast adverts.") with { Default = "255" },
        Row<VrrpInstance>.Alone("no_virtual_ipaddress", "Do not report that there is no address."),
        Row<VrrpInstance>.Alone("promote_secondaries", "Have the kernel keep other addresses of a network when the first goes."),
        Row<VrrpInstance>.Alone("linkbeat_use_polling", "The former place of linkbeat_interfaces.") with { Replacement = "linkbeat_interfaces at the top level" },
        Row<VrrpInstance>.Flag("v3_checksum_as_v2", "Leave the pseudo header out of the checksum of version 3 over IPv4."),
        Routes.Row<VrrpInstance>("virtual_routes", "Routes that the master holds."),
        Rules.Row<VrrpInstance>("virtual_rules", "Routing rules that the master holds."),
        Row<VrrpInstance>.Alone("no_accept", "Drop packets for the addresses, as the protocol has it for all but the owner."),
        Row<VrrpInstance>.Flag("strict_mode", "As vrrp_strict in global_defs."),
        Row<VrrpInstance>.Number("debug", 0, 4, "How much is logged; without effect in keepalived too."),
        Row<VrrpInstance>.Text("lvs_sync_daemon_interface", "INTERFACE", "eth1", "The former place of lvs_sync_daemon.") with { Replacement = "lvs_sync_daemon in global_defs" },
        Row<VrrpInstance>.Number("down_timer_adverts", 1, 100, "How many adverts may be missed before a backup takes over.") with { Default = "3" },
        new("timer_expired_backup", "[TIMES]", "", "Become backup first when the timer for adverts is found late.", (i, _) => i) { Support = Support.ReadOnly },
        new("thread_timer_expired", "[TIMES]", "", "What to do when timers are found late.", (i, _) => i) { Support = Support.ReadOnly },
        new("garp_extra_if", "[all] <0..86400>", "all 100", "As vrrp_garp_extra_if in global_defs.", BindExtraInterfaces) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        new("vmac_garp_intvl", "[all] <0..86400>", "100", "The former name of garp_extra_if.", BindExtraInterfaces) { Support = Support.ReadOnly, Replacement = "garp_extra_if", IsSkippedWithoutArgument = true },
        Row<VrrpInstance>.Flag("lower_prio_no_advert", "As vrrp_lower_prio_no_advert in global_defs."),
        Row<VrrpInstance>.Flag("higher_prio_send_advert", "As vrrp_higher_prio_send_advert in global_defs."),
        Row<VrrpInstance>.Flag("owner_ignore_adverts", "As vrrp_owner_ignore_adverts in global_defs."),
        Row<VrrpInstance>.Number("kernel_rx_buf_size", 0, int.MaxValue, "The size of the receive buffer for adverts, in bytes.") with { Example = "65536", IsSkippedWithoutArgument = true },
    ];

    private static VrrpInstance BindGroup(VrrpInstance instance, StatementReader statement)
    {
        if (statement.Address() is { IsMulticast: false } group) statement.Context.Diagnostics.Error(statement.Last, $"{group} is not a multicast address");
        return instance;
    }

    private static VrrpInstance BindNotifyDeleted(VrrpInstance instance, StatementReader statement)
    {
        if (!statement.HasMore || statement.Argument() is not { } word || word.Text == "FAULT") return instance;
        statement.Again();
        _ = statement.ReadOnlyScript();
        return instance;
    }

    private static VrrpInstance BindOldChecksum(VrrpInstance instance, StatementReader statement)
    {
        if (statement.HasMore) _ = statement.Choice("never");
        return instance;
    }

    private static VrrpInstance BindExtraInterfaces(VrrpInstance instance, StatementReader statement)
    {
        if (statement.Argument() is not { } first) return instance;
        if (first.Text != "all") statement.Again();
        _ = statement.Number(0, MaxGarpSeconds);
        return instance;
    }
}
