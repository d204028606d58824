using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks.Cluster;

/// <summary>What all hosts of a virtual router have to say alike.</summary>
internal static class AgreementCheck
{
    public static void Run(ClusterRouter router, ClusterFindings findings)
    {
        foreach (ClusterInstance other in router.Members.Skip(1)) Compare(router.First, other, findings);
        CompareAddresses(router, findings, Lints.AddressesDiffer, "virtual_ipaddress", instance => instance.Addresses);
        CompareAddresses(router, findings, Lints.ExcludedAddressesDiffer, "virtual_ipaddress_excluded", instance => instance.ExcludedAddresses);
        ComparePrefixLengths(router, findings);
    }

    private static void Compare(ClusterInstance first, ClusterInstance other, ClusterFindings findings)
    {
        (VrrpInstance left, VrrpInstance right) = (first.Value, other.Value);
        if (left.Version != right.Version)
        {
            findings.Report(
                Lints.VersionDiffers,
                VersionPlace(other),
                $"({right.Name}) VRRP version {right.Version}; {VersionPlace(first).FileAndLine()} has {left.Version}");
            // What a version makes of the rest differs anyway.
            return;
        }
        if (left.AdvertInterval != right.AdvertInterval)
        {
            findings.Report(
                Lints.IntervalDiffers,
                other.Place("advert_int"),
                $"({right.Name}) an advert each {Seconds(right)} s; {first.At("advert_int")} has {Seconds(left)} s");
        }
        (string leftType, string rightType) = (AuthenticationType(first), AuthenticationType(other));
        if (leftType != rightType)
        {
            findings.Report(
                Lints.AuthenticationDiffers,
                other.Place("authentication", "auth_type"),
                $"({right.Name}) authentication is {rightType}; {first.At("authentication", "auth_type")} has {leftType}");
        }
        else if (left.Password != right.Password)
        {
            // The passwords themselves are nobody's business in a log of a build.
            findings.Report(
                Lints.PasswordDiffers,
                other.Place("authentication", "auth_pass"),
                $"({right.Name}) the password is not that of {first.At("authentication", "auth_pass")}");
        }
    }

    private static void CompareAddresses(
        ClusterRouter router, ClusterFindings findings, Lint lint, string block, Func<VrrpInstance, ValueList<VirtualAddress>> addressesOf)
    {
        foreach (ClusterInstance member in router.Members)
        {
            HashSet<IpAddress> own = [.. addressesOf(member.Value).Select(address => address.Address)];
            var missing = new List<string>();
            foreach (ClusterInstance other in router.Members)
            {
                foreach (VirtualAddress address in addressesOf(other.Value))
                    if (own.Add(address.Address)) missing.Add($"{address.Address} ({AddressLints.PlaceOf(other.Bound, address).FileAndLine()})");
            }
            if (missing.Count == 0) continue;
            SyntaxWord where = member.Statement.Block.Last(block)?.Keyword ?? member.Statement.Value();
            findings.Report(lint, where, $"({member.Value.Name}) {block} lacks what another host has: {string.Join(", ", missing)}");
        }
    }

    private static void ComparePrefixLengths(ClusterRouter router, ClusterFindings findings)
    {
        foreach (VirtualAddress address in router.First.AllAddresses)
        {
            foreach (ClusterInstance other in router.Members.Skip(1))
            {
                VirtualAddress? same = other.AllAddresses.FirstOrDefault(candidate => candidate.Address == address.Address);
                if (same is null || same.PrefixLength == address.PrefixLength) continue;
                findings.Report(
                    Lints.PrefixLengthDiffers,
                    AddressLints.PlaceOf(other.Bound, same),
                    $"({other.Value.Name}) {same}; {AddressLints.PlaceOf(router.First.Bound, address).FileAndLine()} has {address}");
            }
        }
    }

    private static string Seconds(VrrpInstance instance) => instance.AdvertInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static SyntaxWord VersionPlace(ClusterInstance instance) =>
        instance.Statement.Block.Last("version")?.Value()
        ?? instance.Host.Tree.All("global_defs").Select(block => block.Block.Last("vrrp_version")).LastOrDefault(s => s is not null)?.Value()
        ?? instance.Statement.Value();

    /// <summary>PASS, AH, HMAC or none: version 3 knows no others.</summary>
    private static string AuthenticationType(ClusterInstance instance)
    {
        if (instance.Statement.Block.Last("auth_hmac") is not null) return "HMAC";
        SyntaxStatement? type = instance.Statement.Block.Last("authentication")?.Block.Last("auth_type");
        return instance.Value.Version == 2 && type is not null ? type.Value().Text : "none";
    }
}
