using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>global_defs</c> that hold for all virtual routers.</summary>
internal static partial class GlobalTable
{
    private const int MaxGarpSeconds = 86400;
    private const double MinInterval = 0.000001;
    private const double MaxInterval = 4294.967295;
    private const double MinDelay = 0.001;
    private const int MaxGarpDelaySeconds = 4294;

    private static Row<GlobalDefinitions>[] Vrrp() =>
    [
        Row<GlobalDefinitions>.Number("vrrp_version", 2, 3, "The version of VRRP where an instance does not say; IPv6 always has 3.", (g, v) => g with { VrrpVersion = v }) with { Default = "2" },
        new("vrrp_mcast_group4", "ADDRESS", "224.0.0.18", "The group that adverts go to over IPv4.", BindGroup(IpFamily.V4)) { Support = Support.ReadOnly, Default = "224.0.0.18" },
        new("vrrp_mcast_group6", "ADDRESS", "ff02::12", "The group that adverts go to over IPv6.", BindGroup(IpFamily.V6)) { Support = Support.ReadOnly, Default = "ff02::12" },
        Row<GlobalDefinitions>.WholeSeconds("vrrp_garp_master_delay", 0, MaxGarpDelaySeconds, "Time to the second round of gratuitous ARP after becoming master; 0: none.", (g, v) => g with { Garp = g.Garp with { MasterDelay = v } }) with { Default = "5" },
        Row<GlobalDefinitions>.Number("vrrp_garp_master_repeat", 1, 255, "Gratuitous ARPs a round.", (g, v) => g with { Garp = g.Garp with { MasterRepeat = v } }) with { Default = "5" },
        Row<GlobalDefinitions>.WholeSeconds("vrrp_garp_master_refresh", 0, int.MaxValue, "Time between gratuitous ARPs while master; 0: none.", (g, v) => g with { Garp = g.Garp with { MasterRefresh = v } }) with { Default = "0" },
        Row<GlobalDefinitions>.Number("vrrp_garp_master_refresh_repeat", 1, 255, "Gratuitous ARPs each of these times.", (g, v) => g with { Garp = g.Garp with { MasterRefreshRepeat = v } }) with { Default = "1" },
        Row<GlobalDefinitions>.WholeSeconds("vrrp_garp_lower_prio_delay", 0, MaxGarpDelaySeconds, "As vrrp_garp_master_delay, after a master of lower priority was heard.", (g, v) => g with { Garp = g.Garp with { LowerPrioDelay = v } }),
        Row<GlobalDefinitions>.Number("vrrp_garp_lower_prio_repeat", 0, 255, "As vrrp_garp_master_repeat, after a master of lower priority was heard.", (g, v) => g with { Garp = g.Garp with { LowerPrioRepeat = v } }),
        Row<GlobalDefinitions>.Seconds("vrrp_garp_interval", MinInterval, MaxInterval, "Time between two gratuitous ARPs on an interface."),
        Row<GlobalDefinitions>.Seconds("vrrp_gna_interval", MinInterval, MaxInterval, "Time between two unsolicited neighbour advertisements on an interface."),
        Row<GlobalDefinitions>.Flag("vrrp_min_garp", "One gratuitous ARP on becoming master, and no second round."),
        new("vrrp_garp_extra_if", "[all] <1..86400>", "all 100", "Seconds between gratuitous ARPs on interfaces other than the instance's, those of virtual MAC addresses or all.", BindExtraInterfaces) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        new("vrrp_vmac_garp_intvl", "[all] <1..86400>", "100", "The former name of vrrp_garp_extra_if.", BindExtraInterfaces) { Support = Support.ReadOnly, Replacement = "vrrp_garp_extra_if", IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Flag("vrrp_lower_prio_no_advert", "Do not answer a master of lower priority at once with an advert."),
        Row<GlobalDefinitions>.Flag("vrrp_higher_prio_send_advert", "Answer a master of higher priority with an advert before giving up, so that it announces its addresses again."),
        Row<GlobalDefinitions>.Number("vrrp_down_timer_adverts", 1, 100, "How many adverts may be missed before a backup takes over.") with { Default = "3" },
        Row<GlobalDefinitions>.Alone("vrrp_skip_check_adv_addr", "Do not compare the address list of a known master again.", g => g with { SkipCheckAdvAddr = true }),
        Row<GlobalDefinitions>.Alone("vrrp_check_unicast_src", "Take unicast adverts from the configured peers only."),
        Row<GlobalDefinitions>.Alone("vrrp_strict", "Hold strictly to the protocol: no authentication, no unicast, no state MASTER but for the owner, at least one address."),
        Row<GlobalDefinitions>.Flag("vrrp_owner_ignore_adverts", "An address owner ignores the adverts of others."),
        Row<GlobalDefinitions>.Flag("v3_checksum_as_v2", "Leave the pseudo header out of the checksum of version 3 over IPv4."),
        Row<GlobalDefinitions>.Seconds("vrrp_startup_delay", MinDelay, MaxInterval, "How long to wait after the start before taking part.", (g, v) => g with { VrrpStartupDelay = v }) with { Default = "0" },
        Row<GlobalDefinitions>.Seconds("vrrp_delay_after_boot", MinDelay, MaxInterval, "How long after the host's start to wait before taking part."),
        new("dynamic_interfaces", "[allow_if_changes]", "", "Interfaces may come and go while the engine runs, as they may anyway: one that is not there at start is no mistake.", BindDynamicInterfaces),
        Row<GlobalDefinitions>.Alone("disable_local_igmp", "Have the kernel send no membership reports for link-local groups."),
        Row<GlobalDefinitions>.Alone("log_unknown_vrids", "Log adverts of virtual routers that are not configured."),
        Row<GlobalDefinitions>.Text("vmac_prefix", "PREFIX", "vrrp", "What the names of interfaces with virtual MAC addresses begin with.") with { Default = "vrrp" },
        Row<GlobalDefinitions>.Text("vmac_addr_prefix", "PREFIX", "vrrp", "As vmac_prefix, for addresses that are not on the instance's interface."),
    ];

    private static Row<GlobalDefinitions>[] Firewall() =>
    [
        new("vrrp_iptables", "[CHAIN [CHAIN]]", "INPUT OUTPUT", "The chains of iptables for rules; nftables took their place.", (g, _) => g) { Support = Support.ReadOnly, Replacement = "nftables" },
        new("vrrp_ipsets", "[NAME ...]", "keepalived", "The names of ipsets; nftables took their place.", (g, _) => g) { Support = Support.ReadOnly, Replacement = "nftables" },
        new("nftables", "[TABLE]", "keepalived", "The table of nftables for rules that keep packets for virtual addresses away or to their interface.", (g, _) => g) { Support = Support.ReadOnly, Default = "keepalived" },
        Row<GlobalDefinitions>.Number("nftables_priority", int.MinValue, int.MaxValue, "The priority of the chains of that table.") with { Default = "-1", Example = "-1" },
        Row<GlobalDefinitions>.Alone("nftables_counters", "Count in these rules."),
        Row<GlobalDefinitions>.Alone("nftables_ifindex", "Name interfaces by number in these rules."),
        new("nftables_ipvs", "[TABLE]", "keepalived_ipvs", "Mark packets by nftables for virtual servers of several addresses.", (g, _) => g) { Support = Support.ReadOnly },
        Row<GlobalDefinitions>.Number("nftables_ipvs_priority", int.MinValue, int.MaxValue, "The priority of the chains for that.") with { Example = "-151" },
        Row<GlobalDefinitions>.Number("nftables_ipvs_start_fwmark", 1, int.MaxValue, "The first of the marks.") with { Default = "1000" },
    ];

    private static Bind<GlobalDefinitions> BindGroup(IpFamily family) => (global, statement) =>
    {
        if (statement.Address() is { } group && (group.Family != family || !group.IsMulticast))
            statement.Context.Diagnostics.Error(statement.Last, $"{group} is not a multicast address of {(family == IpFamily.V4 ? "IPv4" : "IPv6")}");
        return global;
    };

    private static GlobalDefinitions BindExtraInterfaces(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not { } first) return global;
        if (first.Text != "all") statement.Again();
        _ = statement.Number(1, MaxGarpSeconds);
        return global;
    }

    private static GlobalDefinitions BindDynamicInterfaces(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.HasMore) _ = statement.Choice("allow_if_changes");
        statement.Context.HasDynamicInterfaces = true;
        return global;
    }
}
