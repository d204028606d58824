using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;
using Holdfast.Tracking;

namespace Holdfast.Configuration.Checks;

/// <summary>Addresses that will not answer, or that two instances or two masks fight over.</summary>
internal static class AddressLints
{
    public static void Run(LintContext context)
    {
        CheckStrict(context);
        CheckTwice(context);
        foreach (Bound<VrrpInstance> bound in context.Instances) CheckMasks(context, bound);
    }

    /// <summary>The word that an address of an instance is written as.</summary>
    public static SyntaxWord PlaceOf(Bound<VrrpInstance> bound, VirtualAddress address)
    {
        string block = bound.Value.Addresses.Contains(address) ? "virtual_ipaddress" : "virtual_ipaddress_excluded";
        return bound.Statement.PlaceOf(block, word => IpAddress.TryParse(word.Split('/')[0], out IpAddress ip) && ip == address.Address);
    }

    private static void CheckStrict(LintContext context)
    {
        SyntaxStatement? global = context.Tree.All("global_defs")
            .Select(block => block.Block.Last("vrrp_strict"))
            .LastOrDefault(strict => strict is not null);
        bool isStrict = global is not null;
        var silent =
            from bound in context.Instances
            let own = bound.Statement.Block.Last("strict_mode")
            where own?.IsOn() ?? isStrict
            where !Answers(bound)
            from address in bound.Value.Addresses.Concat(bound.Value.ExcludedAddresses).Take(1)
            group (bound.Value, address) by own ?? global!;
        foreach (var instances in silent)
        {
            (VrrpInstance instance, VirtualAddress address) = instances.First();
            string more = instances.Count() switch
            {
                1 => "",
                2 => $" and those of {instances.ElementAt(1).Value.Name}",
                int count => $" and those of {count - 1} other instances",
            };
            SyntaxWord where = instances.Key.Keyword;
            context.Report(
                Lints.StrictWithoutAccept,
                where,
                $"{where.Text}: {address.Address} of {instance.Name}{more} will not answer: priority {instance.Priority} is not the owner's");
        }
    }

    /// <summary>An owner does, and who accepts, which strict mode takes back under version 2; who says no_accept wants none.</summary>
    private static bool Answers(Bound<VrrpInstance> bound) =>
        bound.Value.Priority == TrackedPriority.Owner
        || bound.Statement.Block.Last("no_accept") is not null
        || (bound.Value.Version == 3 && bound.Statement.Block.Last("accept") is not null);

    private static void CheckTwice(LintContext context)
    {
        var first = new Dictionary<IpAddress, Bound<VrrpInstance>>();
        foreach (Bound<VrrpInstance> bound in context.Instances)
        {
            foreach (VirtualAddress address in bound.Value.Addresses.Concat(bound.Value.ExcludedAddresses))
            {
                if (first.TryAdd(address.Address, bound) || first[address.Address] == bound) continue;
                VrrpInstance other = first[address.Address].Value;
                VirtualAddress same = other.Addresses.Concat(other.ExcludedAddresses).First(a => a.Address == address.Address);
                context.Report(
                    Lints.AddressTwice,
                    PlaceOf(bound, address),
                    $"({bound.Value.Name}) {address.Address} is {other.Name}'s too: {PlaceOf(first[address.Address], same).FileAndLine()}");
            }
        }
    }

    /// <summary>
    /// Only a prefix length that adds a route matters. The interface's own addresses come first; where the host is not asked, the
    /// addresses of one instance are at least compared with each other.
    /// </summary>
    private static void CheckMasks(LintContext context, Bound<VrrpInstance> bound)
    {
        IEnumerable<VirtualAddress> routed = bound.Value.Addresses.Concat(bound.Value.ExcludedAddresses)
            .Where(address => address.PrefixLength < address.Address.MaxPrefixLength);
        foreach (IGrouping<string, VirtualAddress> onDevice in routed.GroupBy(address => address.Device ?? bound.Value.Interface))
        {
            // While this host is master its interface has the addresses too, and they prove nothing.
            HashSet<IpAddress> own = [.. onDevice.Select(address => address.Address)];
            InterfaceNetwork[] networks = [.. context.Host.Networks(onDevice.Key).Where(network => !own.Contains(network.Address))];
            foreach (VirtualAddress address in onDevice)
            {
                InterfaceNetwork[] shared = [.. networks.Where(network => network.Overlaps(address.Address, address.PrefixLength))];
                string? differing = shared.Length == 0
                    ? Neighbour(bound, address, onDevice)
                    : shared.Any(network => network.PrefixLength == address.PrefixLength) ? null : $"{onDevice.Key} has {shared[0]}";
                if (differing is not null)
                    context.Report(Lints.MaskDiffers, PlaceOf(bound, address), $"({bound.Value.Name}) {address} has another mask than its network: {differing}");
            }
        }
    }

    /// <summary>An address before it in the same network and with another mask; null where there is none.</summary>
    private static string? Neighbour(Bound<VrrpInstance> bound, VirtualAddress address, IEnumerable<VirtualAddress> all)
    {
        VirtualAddress first = all.First(other => new InterfaceNetwork(other.Address, other.PrefixLength).Overlaps(address.Address, address.PrefixLength));
        return first.PrefixLength == address.PrefixLength ? null : $"{PlaceOf(bound, first).FileAndLine()} has {first}";
    }
}
