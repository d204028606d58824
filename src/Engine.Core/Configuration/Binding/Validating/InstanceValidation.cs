using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Instances: what they lack, what they refer to, and what does not go together.</summary>
/// <param name="file">All that was read.</param>
/// <param name="scripts">What is known of scripts.</param>
/// <param name="usable">The scripts that can be run.</param>
/// <param name="context">What binding shares.</param>
internal sealed class InstanceValidation(BoundFile file, ScriptValidation scripts, List<VrrpScript> usable, BindingContext context)
{
    private const int MaxAddresses = 255;

    private readonly VersionRules _rules = new(file, context);
    private readonly InstanceConflicts _conflicts = new(context);
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, string> _macNames = [];
    private readonly Dictionary<(string Interface, byte VirtualRouterId, IpFamily Family), string> _routers = [];
    private readonly Dictionary<string, VrrpScript> _usable = usable.ToDictionary(script => script.Name);
    private readonly Dictionary<SyntaxStatement, int> _order = Order(file.Tree);
    private readonly Dictionary<string, SyntaxStatement> _scriptStatements = file.Scripts.DistinctBy(script => script.Value.Name).ToDictionary(script => script.Value.Name, script => script.Statement);
    private readonly HashSet<string> _inGroups = [.. file.SyncGroups.Where(g => !g.Value.TracksWithWeights).SelectMany(g => g.Value.Members)];

    /// <returns>The instances that can be run.</returns>
    public List<VrrpInstance> Run()
    {
        var instances = new List<VrrpInstance>(file.Instances.Count);
        foreach (Bound<VrrpInstance> bound in file.Instances)
            if (Check(bound) is { } instance) instances.Add(instance);
        return instances;
    }

    private VrrpInstance? Check(Bound<VrrpInstance> bound)
    {
        SyntaxStatement where = bound.Statement;
        IpFamily family = Family(bound);
        VrrpInstance instance = bound.Value;
        if (!_names.Add(instance.Name)) return Refuse(where.Value(), $"vrrp_instance '{instance.Name}' is defined twice; the first counts");
        instance = instance with { Notify = Usable(instance.Notify, where) };
        if (instance.VirtualRouterId == 0) return Refuse(where.Value(), $"({instance.Name}) the virtual_router_id has not been configured; the instance is ignored");
        if (instance.Interface.Length == 0) return WithoutInterface(instance, where);
        instance = _rules.Apply(_conflicts.Resolve(instance, where, family), where, family);
        if (_rules.IsStrict(where)) _conflicts.CheckStrict(instance, where);
        bool hasInterface = HasInterface(instance, where);
        if (!_routers.TryAdd((instance.Interface, instance.VirtualRouterId, family), instance.Name))
        {
            string other = _routers[(instance.Interface, instance.VirtualRouterId, family)];
            context.Diagnostics.Error(
                where.Value(), $"({instance.Name}) VRID {instance.VirtualRouterId} on {instance.Interface} is {other}'s already; the instance is ignored", Lints.SameRouterTwice);
            return null;
        }
        CheckTwice(instance, where);
        CheckVirtualMac(instance, where, hasInterface);
        if (where.Block.Last("vrf") is { } vrf && !context.MayBeInterface(vrf.Value().Text))
            Error(vrf.Value(), $"({instance.Name}) WARNING - VRF interface {vrf.Value().Text} doesn't exist");
        if (hasInterface)
        {
            CheckAddresses(instance, where, family);
            CheckUnicast(instance, where);
        }
        CheckTracked(instance, where);
        instance = instance with
        {
            TrackScripts = [.. instance.TrackScripts.Where(reference => IsKnown(reference, instance, where))],
            TrackInterfaces = [.. instance.TrackInterfaces.Where(reference => IsInterface(reference, instance, where))],
            Addresses = [.. instance.Addresses.Distinct()],
        };
        return CarriedOut(instance, where, family);
    }

    private NotifyScripts Usable(NotifyScripts notify, SyntaxStatement where) => new()
    {
        Master = scripts.Usable(notify.Master, where, "notify_master"),
        Backup = scripts.Usable(notify.Backup, where, "notify_backup"),
        Fault = scripts.Usable(notify.Fault, where, "notify_fault"),
        Stop = scripts.Usable(notify.Stop, where, "notify_stop"),
        Any = scripts.Usable(notify.Any, where, "notify"),
    };

    /// <summary>What of an instance is carried out: IPv4.</summary>
    private VrrpInstance? CarriedOut(VrrpInstance instance, SyntaxStatement where, IpFamily family)
    {
        if (family == IpFamily.V6)
        {
            context.Diagnostics.Warning(where.Value(), $"({instance.Name}) is not carried out yet: IPv6");
            return null;
        }
        bool hasIpv6 = instance.Addresses.Concat(instance.ExcludedAddresses).Any(a => a.Address.Family == IpFamily.V6);
        if (!hasIpv6) return WithinAdvert(instance, where);
        context.Diagnostics.Warning(where.Value(), $"({instance.Name}) its IPv6 addresses are not carried out yet");
        return WithinAdvert(
            instance with
            {
                Addresses = [.. instance.Addresses.Where(a => a.Address.Family == IpFamily.V4)],
                ExcludedAddresses = [.. instance.ExcludedAddresses.Where(a => a.Address.Family == IpFamily.V4)],
            },
            where);
    }

    private VrrpInstance? WithinAdvert(VrrpInstance instance, SyntaxStatement where) =>
        instance.Addresses.Count <= MaxAddresses
            ? instance
            : Refuse(where.Value(), $"({instance.Name}) an advert has room for {MaxAddresses} addresses; put the others into virtual_ipaddress_excluded");

    private VrrpInstance? WithoutInterface(VrrpInstance instance, SyntaxStatement where)
    {
        if (where.Block.Last("vrf") is { } vrf && !context.MayBeInterface(vrf.Value().Text))
            return Refuse(vrf.Value(), $"({instance.Name}) WARNING - VRF interface {vrf.Value().Text} doesn't exist");
        if (instance.UnicastPeers.Count == 0) return Refuse(where.Value(), $"({instance.Name}) has no interface; the instance is ignored");
        if (instance.UnicastSource.IsNone) return Refuse(where.Value(), $"({instance.Name}) has neither interface nor unicast_src_ip; the instance is ignored");
        context.Diagnostics.Warning(where.Value(), $"({instance.Name}) is not carried out yet: unicast without an interface");
        return null;
    }

    private bool HasInterface(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Interface.Length > InterfaceNames.MaxLength)
        {
            Error(where.Place("interface"), $"({instance.Name}) '{instance.Interface}' is too long for the name of an interface, which has up to {InterfaceNames.MaxLength} letters");
            return true;
        }
        if (context.MayBeInterface(instance.Interface)) return true;
        Error(where.Place("interface"), $"WARNING - interface {instance.Interface} for vrrp_instance {instance.Name} doesn't exist", "the instance waits in FAULT until it does");
        return false;
    }

    private void CheckTwice(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Addresses.Count + instance.ExcludedAddresses.Count < 2) return;
        IEnumerable<VirtualAddress> all = instance.Addresses.Concat(instance.ExcludedAddresses);
        foreach (IGrouping<VirtualAddress, VirtualAddress> same in all.GroupBy(a => a with { Label = null }).Where(g => g.Count() > 1))
        {
            string address = same.Key.Address.ToString();
            Error(where.LastPlaceOf("virtual_ipaddress", word => word.Split('/')[0] == address), $"({instance.Name}) {address} stands there twice; once counts");
        }
    }

    private void CheckAddresses(VrrpInstance instance, SyntaxStatement where, IpFamily family)
    {
        if (instance.Addresses.Count > 0)
        {
            bool isLinkLocal = family == IpFamily.V4 || instance.Addresses[0].Address.IsLinkLocal;
            if (!isLinkLocal && _rules.IsStrict(where)) Error(where.Place("virtual_ipaddress"), $"({instance.Name}) the first address over IPv6 has to be link-local", "put one of fe80::/64 first, RFC 9568 section 5.2.9");
            return;
        }
        bool isMeant = where.Block.Last("no_virtual_ipaddress") is not null;
        if (!isMeant && instance.ExcludedAddresses.Count == 0) Error(where.Value(), $"({instance.Name}) No VIP specified; at least one is sensible");
    }

    private void CheckVirtualMac(VrrpInstance instance, SyntaxStatement where, bool hasInterface)
    {
        SyntaxStatement? own = where.Block.Last("use_vmac") ?? where.Block.Last("use_ipvlan");
        if (own is null) return;
        bool isUnicast = where.Block.Last("unicast_peer") is not null || !instance.UnicastSource.IsNone;
        if (isUnicast && !hasInterface)
            Error(where.Value(), $"({instance.Name}) {own.Keyword.Text} needs an interface, and there is none: it has no effect");
        else if (isUnicast && own.Keyword.Text == "use_vmac" && where.Block.Last("vmac_xmit_base") is null)
            Error(where.Value(), $"({instance.Name}) use_vmac with unicast peers needs vmac_xmit_base, which is set");
        if (own.Words.Count > 1 && own.Words[1].Text is not ("netlink_notify_msg" or "group") && !_macNames.TryAdd(own.Words[1].Text, instance.Name))
            Error(own.Words[1], $"({instance.Name}) the name {own.Words[1].Text} is taken by {_macNames[own.Words[1].Text]}");
        if (where.Block.Last("promote_secondaries") is { } promote)
            Error(promote.Keyword, $"({instance.Name}) promote_secondaries is set anyway on an interface with a virtual MAC address");
    }

    private void CheckUnicast(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.UnicastPeers.Count > 0) return;
        if (where.Block.Last("unicast_ttl") is not null)
            Error(where.Place("unicast_ttl"), $"({instance.Name}) unicast_ttl has no effect without unicast_peer");
        SyntaxStatement? unicast = where.Block.Last("unicast_src_ip") ?? where.Block.Last("unicast_peer");
        if (unicast is null) return;
        context.Diagnostics.Error(
            unicast.Value(), $"({instance.Name}) {unicast.Keyword.Text} is given and there are no unicast peers: adverts go to the multicast group", Lints.UnicastWithoutPeers);
    }

    private void CheckTracked(VrrpInstance instance, SyntaxStatement where)
    {
        foreach (TrackReference reference in instance.Tracked.Files.Where(r => !file.TrackFiles.Exists(f => f.Value.Name == r.Name && GroupValidation.IsThere(f, context.Host))))
            NotFound(instance, where, "track_file", reference.Name);
        foreach (TrackReference reference in instance.Tracked.Processes.Where(r => !file.TrackProcesses.Exists(f => f.Value.Name == r.Name)))
            NotFound(instance, where, "track_process", reference.Name);
        foreach (TrackReference reference in instance.Tracked.Bfds.Where(r => !file.Bfds.Exists(f => f.Value.Name == r.Name)))
            NotFound(instance, where, "track_bfd", reference.Name);
    }

    private void NotFound(VrrpInstance instance, SyntaxStatement where, string block, string name) =>
        Error(where.PlaceOf(block, word => word == name), $"({instance.Name}) {block} {name} not found, ignoring");

    private bool IsKnown(TrackReference reference, VrrpInstance instance, SyntaxStatement where)
    {
        SyntaxWord place = where.PlaceOf("track_script", word => word == reference.Name);
        if (_usable.TryGetValue(reference.Name, out VrrpScript? script))
        {
            if (scripts.LacksUser(reference.Name)) Error(place, $"({instance.Name}) tracks {reference.Name}, which runs as root for want of a user");
            if (IsBelow(reference.Name, where))
                Error(place, $"({instance.Name}) track_script {reference.Name} is defined further down, where keepalived does not look", "move the vrrp_script up, before the instance");
            return HasEffect(reference, script, instance, place);
        }
        if (scripts.HasUnknownUser(reference.Name))
        {
            Error(place, $"({instance.Name}) track_script {reference.Name} has no user who is known, ignoring");
            return false;
        }
        // Why it can't be run was said where it stands.
        if (scripts.IsKnown(reference.Name)) return false;
        string? near = Spelling.Nearest(reference.Name, usable.Select(s => s.Name));
        Error(place, $"({instance.Name}) track_script {reference.Name} not found, ignoring", near is null ? null : $"did you mean '{near}'?");
        return false;
    }

    private bool IsBelow(string script, SyntaxStatement instance) => _order.GetValueOrDefault(_scriptStatements[script]) > _order.GetValueOrDefault(instance);

    private bool HasEffect(TrackReference reference, VrrpScript script, VrrpInstance instance, SyntaxWord place)
    {
        if ((reference.Weight ?? script.Weight) == 0) return true;
        bool isOwner = instance.Priority == 255;
        if (!isOwner && !_inGroups.Contains(instance.Name)) return true;
        string reason = isOwner ? "an address owner, whose priority is always 255" : "a member of a sync group";
        context.Diagnostics.Error(
            place,
            $"({instance.Name}) ignoring tracked script {reference.Name}: its weight has no effect on {reason}",
            isOwner ? Lints.WeightWithoutEffect : Lints.WeightInSyncGroup);
        return false;
    }

    private bool IsInterface(TrackReference reference, VrrpInstance instance, SyntaxStatement where)
    {
        SyntaxWord place = where.PlaceOf("track_interface", word => word == reference.Name);
        if (reference.Name == instance.Interface && where.Block.Last("dont_track_primary") is null && (reference.Weight ?? 0) == 0)
            Error(place, $"({instance.Name}) tracks {reference.Name}, which is its own interface and tracked anyway");
        // It stays tracked: it may come yet, and until then it counts as down.
        else if (!context.MayBeInterface(reference.Name))
            Error(place, $"({instance.Name}) tracked interface {reference.Name} doesn't exist");
        return true;
    }

    /// <summary>The place of every block in the text.</summary>
    private static Dictionary<SyntaxStatement, int> Order(SyntaxBlock tree)
    {
        var order = new Dictionary<SyntaxStatement, int>(tree.Statements.Count, ReferenceEqualityComparer.Instance);
        foreach (SyntaxStatement statement in tree.Statements) order[statement] = order.Count;
        return order;
    }

    /// <summary>The family of the adverts: that of the first address, or of what else tells.</summary>
    private static IpFamily Family(Bound<VrrpInstance> bound)
    {
        VrrpInstance instance = bound.Value;
        if (instance.Addresses.Count > 0) return instance.Addresses[0].Address.Family;
        if (bound.Statement.Block.Last("native_ipv6") is not null) return IpFamily.V6;
        if (instance.UnicastPeers.Count > 0) return instance.UnicastPeers[0].Family;
        return !instance.UnicastSource.IsNone ? instance.UnicastSource.Family : IpFamily.V4;
    }

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);

    private VrrpInstance? Refuse(SyntaxWord where, string message)
    {
        Error(where, message);
        return null;
    }
}
