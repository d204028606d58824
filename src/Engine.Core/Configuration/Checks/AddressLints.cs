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
        SyntaxStatement? global = context.Tree.All("global_defs").LastOrDefault(block => block.Block.Switch("vrrp_strict") is not null);
        bool isStrict = global?.Block.Switch("vrrp_strict") ?? false;
        foreach ((VrrpInstance instance, SyntaxStatement statement) in context.Instances.Select(bound => (bound.Value, bound.Statement)))
        {
            SyntaxStatement? own = statement.Block.Last("strict_mode");
            // Under version 2 strict mode takes accept back.
            bool answers = instance.Priority == TrackedPriority.Owner
                || statement.Block.Last("no_accept") is not null
                || (instance.Version == 3 && statement.Block.Last("accept") is not null);
            if (answers || !(statement.Block.Switch("strict_mode") ?? isStrict) || instance.Addresses.Count + instance.ExcludedAddresses.Count == 0) continue;
            SyntaxWord where = (own ?? global!.Block.Last("vrrp_strict")!).Keyword;
            string more = instance.Addresses.Count + instance.ExcludedAddresses.Count > 1 ? " and the others" : "";
            VirtualAddress first = instance.Addresses.Count > 0 ? instance.Addresses[0] : instance.ExcludedAddresses[0];
            context.Report(
                Lints.StrictWithoutAccept,
                where,
                $"({instance.Name}) {where.Text}: {first.Address}{more} will not answer, since priority {instance.Priority} is not the owner's");
        }
    }

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
        VirtualAddress[] addresses = [.. bound.Value.Addresses.Concat(bound.Value.ExcludedAddresses).Where(a => a.PrefixLength < a.Address.MaxPrefixLength)];
        foreach (IGrouping<string, VirtualAddress> onDevice in addresses.GroupBy(address => address.Device ?? bound.Value.Interface))
        {
            HashSet<IpAddress> own = [.. onDevice.Select(address => address.Address)];
            InterfaceNetwork[] networks = [.. context.Host.Networks(onDevice.Key).Where(network => !own.Contains(network.Address))];
            VirtualAddress reference = onDevice.First();
            foreach (VirtualAddress address in onDevice)
            {
                InterfaceNetwork[] shared = [.. networks.Where(network => network.Overlaps(address.Address, address.PrefixLength))];
                string? differing = null;
                if (shared.Length > 0 && !shared.Any(network => network.PrefixLength == address.PrefixLength))
                    differing = $"{onDevice.Key} has {shared[0].Address}/{shared[0].PrefixLength}";
                else if (shared.Length == 0 && address.PrefixLength != reference.PrefixLength && new InterfaceNetwork(reference.Address, reference.PrefixLength).Overlaps(address.Address, address.PrefixLength))
                    differing = $"{reference} stands beside it, {PlaceOf(bound, reference).FileAndLine()}";
                if (differing is not null)
                    context.Report(Lints.MaskDiffers, PlaceOf(bound, address), $"({bound.Value.Name}) {address} has another mask than its network: {differing}");
            }
        }
    }
}
