namespace Holdfast.Configuration.Checks;

/// <summary>All lints; the page for users has each of them under its name.</summary>
internal static class Lints
{
    public static readonly Lint MasterWithNoPreempt = OfFile(
        "master-with-nopreempt",
        "nopreempt with state MASTER",
        "nopreempt only holds on a host that begins as backup, so that here it is dropped.",
        "Write state BACKUP on all hosts; the priority decides who is master first.");

    public static readonly Lint NoPreemptWithWeight = OfFile(
        "nopreempt-with-weight",
        "nopreempt with a check that has a weight",
        "A weight only lowers the priority, and a host with nopreempt does not take over from a living master of lower priority: the check brings no failover.",
        "Give the check no weight, so that its failure means FAULT and another host takes over; or drop nopreempt.");

    public static readonly Lint WeightWithoutEffect = OfFile(
        "weight-without-effect",
        "a weight that can't change the priority",
        "The priority 255 never changes, and no other leaves the range from 1 to 254: up or down, it is the same.",
        "Choose a priority that leaves room for the weight, or no weight: then a failure means FAULT.");

    public static readonly Lint NarrowWeight = OfFile(
        "narrow-weight",
        "a weight that brings a failover only if the priorities of the hosts are very near",
        "A host takes over only when its own priority is above the lowered one, and priorities are mostly 10 or more apart.",
        "Make the weight greater than the distance between the hosts' priorities, or leave it out: then a failure means FAULT. 'engine check' computes it from the files of all hosts.");

    public static readonly Lint WeightInSyncGroup = OfFile(
        "weight-in-sync-group",
        "a weight in an instance of a sync group",
        "The instances of a sync group change together, so that a weight of one is not counted.",
        "Track the check in the vrrp_sync_group, or give it no weight.");

    public static readonly Lint StrictWithoutAccept = OfFile(
        "strict-without-accept",
        "vrrp_strict and addresses that will not answer",
        "In strict mode a master that is not the addresses' owner (priority 255) drops every packet for them, pings too (RFC 9568, section 6.4.3, Accept_Mode).",
        "Drop vrrp_strict or strict_mode; with version 3, accept will do too.");

    public static readonly Lint TruncatedPassword = OfFile(
        "truncated-password",
        "an auth_pass of more than 8 characters",
        "An advert has room for 8 bytes: what follows is not compared, and a host that cuts otherwise does not agree.",
        "Write at most 8 characters, the same on all hosts.");

    public static readonly Lint FractionUnderVersion2 = OfFile(
        "fraction-under-version-2",
        "an advert_int with a fraction under version 2",
        "An advert of version 2 tells whole seconds, so that it is rounded.",
        "Write vrrp_version 3 on all hosts, or whole seconds.");

    public static readonly Lint PasswordUnderVersion3 = OfFile(
        "password-under-version-3",
        "a password under version 3",
        "Version 3 has no authentication (RFC 9568, section 9): the password protects nothing.",
        "Drop the authentication block, or use version 2.");

    public static readonly Lint SameRouterTwice = OfFile(
        "same-vrid-twice",
        "two instances with one VRID on one interface",
        "Adverts are told apart by VRID and interface only: each would take the other's for its own.",
        "Give each instance on an interface its own virtual_router_id, the same on all hosts.");

    public static readonly Lint AddressTwice = OfFile(
        "address-claimed-twice",
        "an address in two instances",
        "Two masters may hold it at once, and the first that gives it up takes it from the other.",
        "Leave it in one instance.");

    public static readonly Lint MaskDiffers = OfFile(
        "mask-differs",
        "an address whose mask is not that of its network",
        "While this host is master, another part of the network looks directly connected than before, and packets take another way.",
        "Write the prefix length of the interface, or /32 (/128), which adds the address and no route.");

    public static readonly Lint TimeoutExceedsInterval = OfFile(
        "timeout-exceeds-interval",
        "a script whose timeout exceeds its interval",
        "A run that hangs holds up those that are due meanwhile, so that a failure is seen later than the interval promises.",
        "Make timeout at most interval.");

    public static readonly Lint CheckNeverFails = OfFile(
        "check-never-fails",
        "a check that can never fail",
        "Only the exit status counts, not what is printed: the host stays master whatever has happened to the service.",
        "Let the command that knows end the line, with exit status 0 for good and another for bad.");

    public static readonly Lint ScriptNotTracked = OfFile(
        "script-not-tracked",
        "a vrrp_script that nothing tracks",
        "A vrrp_script changes something only where a track_script names it.",
        "Name it in the track_script block of the instances that depend on it.");

    public static readonly Lint UnicastWithoutPeers = OfFile(
        "unicast-without-peers",
        "a word of unicast without unicast_peer",
        "Without peers adverts go to the multicast group, which clouds and some switches drop: each host then believes itself alone.",
        "List the other hosts in unicast_peer, or drop unicast_src_ip.");

    public static readonly Lint PeerIsSelf = OfFile(
        "peer-is-self",
        "a host among its own unicast peers",
        "The list holds the other hosts; one that is the same on all hosts makes each send to itself.",
        "Take unicast_src_ip out of unicast_peer.");

    public static readonly Lint PasswordDiffers = OfCluster(
        "password-differs",
        Severity.Error,
        "one virtual router with different passwords",
        "A host drops adverts with another password, so that each becomes master.",
        "Write the same auth_pass on all hosts.");

    public static readonly Lint AuthenticationDiffers = OfCluster(
        "authentication-differs",
        Severity.Error,
        "one virtual router with different authentication",
        "A host drops adverts that are authenticated otherwise, so that each becomes master.",
        "Write the same authentication block on all hosts.");

    public static readonly Lint VersionDiffers = OfCluster(
        "version-differs",
        Severity.Error,
        "one virtual router with different versions of VRRP",
        "A host drops adverts of another version, so that each becomes master.",
        "Write the same vrrp_version or version on all hosts.");

    public static readonly Lint IntervalDiffers = OfCluster(
        "interval-differs",
        Severity.Error,
        "one virtual router with different advert intervals",
        "Under version 2 a host drops adverts of another interval; under version 3 it takes the master's, so that how long a takeover lasts depends on who was master.",
        "Write the same advert_int on all hosts.");

    public static readonly Lint AddressesDiffer = OfCluster(
        "addresses-differ",
        Severity.Error,
        "one virtual router with different addresses",
        "An advert lists the addresses, and a host that has others drops it; and what only one host has is gone when that host dies.",
        "Write the same virtual_ipaddress on all hosts.");

    public static readonly Lint ExcludedAddressesDiffer = OfCluster(
        "excluded-addresses-differ",
        Severity.Warning,
        "one virtual router with different excluded addresses",
        "Nothing on the wire tells of them: what only one host has is gone when that host dies.",
        "Write the same virtual_ipaddress_excluded on all hosts.");

    public static readonly Lint PrefixLengthDiffers = OfCluster(
        "prefix-length-differs",
        Severity.Warning,
        "one address with different prefix lengths",
        "What is directly connected then depends on who is master.",
        "Write the same prefix length on all hosts.");

    public static readonly Lint EqualPriorities = OfCluster(
        "equal-priorities",
        Severity.Warning,
        "hosts of equal priority",
        "Who becomes master is left to who starts first and, if both do, to the higher address; two that are masters at once take longer to agree.",
        "Give each host its own priority; with nopreempt the one that is master stays it all the same.");

    public static readonly Lint AddressOfTwoRouters = OfCluster(
        "address-of-two-routers",
        Severity.Error,
        "an address that two hosts claim for different virtual routers",
        "Each may be master of its own router: both then hold the address at once.",
        "Leave it in one virtual router, or give both instances the same virtual_router_id.");

    public static readonly Lint PeerNotNamed = OfCluster(
        "peer-not-named",
        Severity.Error,
        "unicast peers that don't name each other",
        "Adverts go only to those who are named: who is not hears no master and becomes one.",
        "List in unicast_peer the unicast_src_ip of every other host.");

    public static readonly Lint UnknownPeer = OfCluster(
        "unknown-peer",
        Severity.Warning,
        "a unicast peer that is no host of the cluster",
        "Adverts to it are lost, or go to someone who takes part with a configuration that is not looked at here.",
        "Correct the address, or check that host's file together with these.");

    public static readonly Lint WeightNeverDecides = OfCluster(
        "weight-never-decides",
        Severity.Warning,
        "a weight that can never change who is master",
        "A host takes over only when its own priority is above the lowered one of the master.",
        "Make the weight greater than the distance between the hosts' priorities, or leave it out: then a failure means FAULT.");

    public static readonly Lint NoPreemptWithoutEffect = OfCluster(
        "nopreempt-without-effect",
        Severity.Warning,
        "nopreempt on the host that never preempts",
        "nopreempt stops the host on which it stands from taking over from a master of lower priority: on the host of lowest priority it stops nothing.",
        "Write nopreempt, with state BACKUP, on all hosts.");

    public static readonly Lint SyncGroupsDiffer = OfCluster(
        "sync-groups-differ",
        Severity.Error,
        "sync groups that differ",
        "Instances that change together on one host and apart on another end up with different masters.",
        "Put the same instances into the same vrrp_sync_group on all hosts.");

    public static readonly Lint NoCounterpart = OfCluster(
        "no-counterpart",
        Severity.Warning,
        "an instance that no other host has",
        "Nobody takes over its addresses.",
        "Add it to another host, with the same virtual_router_id and interface or addresses.");

    /// <summary>Every lint, in the order in which the page for users has them.</summary>
    public static IReadOnlyList<Lint> All { get; } =
    [
        MasterWithNoPreempt, NoPreemptWithWeight, WeightWithoutEffect, NarrowWeight, WeightInSyncGroup, StrictWithoutAccept,
        TruncatedPassword, FractionUnderVersion2, PasswordUnderVersion3, SameRouterTwice, AddressTwice, MaskDiffers,
        TimeoutExceedsInterval, CheckNeverFails, ScriptNotTracked, UnicastWithoutPeers, PeerIsSelf,
        PasswordDiffers, AuthenticationDiffers, VersionDiffers, IntervalDiffers, AddressesDiffer, ExcludedAddressesDiffer,
        PrefixLengthDiffers, EqualPriorities, AddressOfTwoRouters, PeerNotNamed, UnknownPeer, WeightNeverDecides,
        NoPreemptWithoutEffect, SyncGroupsDiffer, NoCounterpart,
    ];

    private static Lint OfFile(string name, string finds, string why, string fix) =>
        new(name, LintScope.File, Severity.Warning, finds, why, fix);

    private static Lint OfCluster(string name, Severity severity, string finds, string why, string fix) =>
        new(name, LintScope.Cluster, severity, finds, why, fix);
}
