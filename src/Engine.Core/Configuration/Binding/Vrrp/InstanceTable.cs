using System.Text;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>vrrp_instance</c>.</summary>
internal static partial class InstanceTable
{
    private const int MaxGarpSeconds = 86400;
    private const int MaxGarpDelaySeconds = 4294;
    private const int MaxPasswordLength = 8;

    /// <summary>What an <c>authentication</c> block says, before it is known which version it is for.</summary>
    private sealed record Authentication(string? Type = null, SyntaxWord? Password = null);

    private static readonly KeywordTable<Authentication> AuthenticationKeywords = new("authentication",
    [
        new("auth_type", "PASS|AH", "PASS", "How.", BindAuthenticationType),
        new("auth_pass", "PASSWORD", "secret", "The password, of at most 8 bytes.", (a, s) => s.Argument() is { } word ? a with { Password = word } : a),
    ]);

    public static readonly KeywordTable<VrrpInstance> Keywords = new("vrrp_instance",
    [
        new("state", "MASTER|BACKUP", "BACKUP", "How to begin; matters only for an owner, of priority 255.", BindState),
        Row<VrrpInstance>.Text("interface", "INTERFACE", "eth0", "The interface to take part on.", (i, v) => i with { Interface = v }),
        Row<VrrpInstance>.Number("virtual_router_id", 1, 255, "The number of the virtual router, the same on all its hosts.", (i, v) => i with { VirtualRouterId = (byte)v }),
        Row<VrrpInstance>.Number("priority", 1, 255, "The higher is master; 255 is for the owner of the addresses.", (i, v) => i with { Priority = (byte)v }) with { Default = "100", Example = "150" },
        Row<VrrpInstance>.Seconds("advert_int", 0.01, 255, "Time between adverts. Version 2 has whole seconds, version 3 hundredths up to 40.95.", (i, v) => i with { AdvertInterval = v }) with { Default = "1" },
        Row<VrrpInstance>.Number("version", 2, 3, "The version of VRRP; that of global_defs by default.", (i, v) => i with { Version = (byte)v }),
        Row<VrrpInstance>.Nested("authentication", "How adverts are authenticated; version 2 only.", AuthenticationKeywords, _ => new Authentication(), BindAuthentication),
        Row<VrrpInstance>.Values("virtual_ipaddress", "ADDRESS[/LENGTH] [dev INTERFACE] [brd ADDRESS] [scope SCOPE] [label LABEL]", "192.0.2.1/24 dev eth0 label eth0:vip", "The addresses that the master holds.", (i, block, s) => i with { Addresses = [.. i.Addresses, .. VirtualAddresses.Bind(block, s.Context)] }),
        Row<VrrpInstance>.Values("virtual_ipaddress_excluded", "ADDRESS[/LENGTH] [dev INTERFACE] [brd ADDRESS] [scope SCOPE] [label LABEL]", "192.0.2.2/24", "Addresses that the master holds and that adverts do not list.", (i, block, s) => i with { ExcludedAddresses = [.. i.ExcludedAddresses, .. VirtualAddresses.Bind(block, s.Context)] }),
        Row<VrrpInstance>.Values("track_script", "NAME [weight <-253..253> [reverse|noreverse]]", "chk_nginx weight -20", "The checks that count, each with a weight of its own if it needs one.", (i, block, s) => i with { TrackScripts = [.. i.TrackScripts, .. References.Read(block, s.Context)] }),
        Row<VrrpInstance>.Values("track_interface", "INTERFACE [weight <-253..253> [reverse|noreverse]]", "eth1", "Interfaces that have to be up, or that count by weight.", (i, block, s) => i with { TrackInterfaces = [.. i.TrackInterfaces, .. References.Read(block, s.Context)] }),
        Row<VrrpInstance>.Alone("nopreempt", "Do not take over from a master of lower priority.", i => i with { NoPreempt = true }),
        Row<VrrpInstance>.Alone("preempt", "Take over from a master of lower priority; the default.", i => i with { NoPreempt = false }),
        Row<VrrpInstance>.Seconds("preempt_delay", 0, 1000, "How long to let a master of lower priority be.", (i, v) => i with { PreemptDelay = v }),
        Row<VrrpInstance>.OwnAddress("unicast_src_ip", "192.0.2.11", "The address that unicast adverts come from.", (i, v) => i with { UnicastSource = v }),
        Row<VrrpInstance>.OwnAddress("mcast_src_ip", "192.0.2.11", "The address that multicast adverts come from.", (i, v) => i with { MulticastSource = v }),
        Row<VrrpInstance>.Values("unicast_peer", "ADDRESS [min_ttl <0..255>] [max_ttl <0..255>]", "192.0.2.12", "The hosts that adverts go to, instead of to the multicast group.", UnicastPeers.Bind),
        Row<VrrpInstance>.WholeSeconds("garp_master_delay", 0, MaxGarpDelaySeconds, "Time to the second round of gratuitous ARP.", (i, v) => i with { GarpMasterDelay = v }),
        Row<VrrpInstance>.Number("garp_master_repeat", 1, 255, "Gratuitous ARPs a round.", (i, v) => i with { GarpMasterRepeat = v }),
        Row<VrrpInstance>.WholeSeconds("garp_master_refresh", 0, int.MaxValue, "Time between gratuitous ARPs while master; 0: none.", (i, v) => i with { GarpMasterRefresh = v }),
        Row<VrrpInstance>.Number("garp_master_refresh_repeat", 1, 255, "Gratuitous ARPs each of these times.", (i, v) => i with { GarpMasterRefreshRepeat = v }),
        Row<VrrpInstance>.WholeSeconds("garp_lower_prio_delay", 0, MaxGarpDelaySeconds, "As garp_master_delay, after a master of lower priority was heard.", (i, v) => i with { GarpLowerPrioDelay = v }),
        Row<VrrpInstance>.Number("garp_lower_prio_repeat", 0, 255, "As garp_master_repeat, after a master of lower priority was heard.", (i, v) => i with { GarpLowerPrioRepeat = v }),
        Row<VrrpInstance>.Flag("skip_check_adv_addr", "Do not compare the address list of a known master again.", (i, v) => i with { SkipCheckAdvAddr = v }),
        Row<VrrpInstance>.Alone("dont_track_primary", "Ignore the state of the interface.", i => i with { DontTrackPrimary = true }),
        Row<VrrpInstance>.Flag("smtp_alert", "Whether changes of state are mailed.", (i, v) => i with { SmtpAlert = v }),
        Row<VrrpInstance>.Alone("accept", "Accept packets for the addresses; always so.", i => i),
        Row<VrrpInstance>.Script("notify", "Runs at every change of state.", (i, v) => i with { Notify = i.Notify with { Any = v } }),
        Row<VrrpInstance>.Script("notify_master", "Runs on becoming master.", (i, v) => i with { Notify = i.Notify with { Master = v } }),
        Row<VrrpInstance>.Script("notify_backup", "Runs on becoming backup.", (i, v) => i with { Notify = i.Notify with { Backup = v } }),
        Row<VrrpInstance>.Script("notify_fault", "Runs on entering fault.", (i, v) => i with { Notify = i.Notify with { Fault = v } }),
        Row<VrrpInstance>.Script("notify_stop", "Runs when the engine ends.", (i, v) => i with { Notify = i.Notify with { Stop = v } }),
        .. More(),
    ]);

    private static Authentication BindAuthenticationType(Authentication authentication, StatementReader statement)
    {
        if (statement.Argument() is not { } word) return authentication;
        switch (word.Text)
        {
            case "PASS":
                return authentication with { Type = word.Text };
            case "AH":
                statement.Context.Diagnostics.Warning(word, "authentication by AH is not carried out yet: adverts go without");
                return authentication with { Type = word.Text };
            default:
                statement.Context.Diagnostics.Error(word, $"unknown authentication type '{word.Text}'", "use PASS");
                return authentication;
        }
    }

    private static VrrpInstance BindAuthentication(VrrpInstance instance, Authentication bound, StatementReader statement)
    {
        if (bound.Password is not { } word || bound.Type != "PASS") return instance;
        byte[] password = Encoding.UTF8.GetBytes(word.Text);
        if (password.Length > MaxPasswordLength)
        {
            statement.Context.Diagnostics.Error(
                word, $"Truncating auth_pass to {MaxPasswordLength} characters", Lints.TruncatedPassword);
        }
        return instance with { Password = [.. password.Take(MaxPasswordLength)] };
    }

    private static VrrpInstance BindState(VrrpInstance instance, StatementReader statement)
    {
        if (statement.Argument() is not { } word) return instance;
        if (word.Text is "MASTER" or "BACKUP") return instance with { StartsAsMaster = word.Text == "MASTER" };
        statement.Context.Diagnostics.Error(word, $"unknown state '{word.Text}'", "use MASTER or BACKUP");
        return instance;
    }
}
