namespace Holdfast.Vrrp;

/// <summary>What a virtual router has counted since it began.</summary>
internal sealed class VrrpCounters
{
    private static readonly string[] RejectedNames =
        [.. from error in Enum.GetValues<AdvertError>() where error != AdvertError.None select $"rejected{error}"];

    private readonly long[] _rejected = new long[RejectedNames.Length];

    public long AdvertsSent { get; set; }

    public long AdvertsReceived { get; set; }

    public long ZeroPrioritySent { get; set; }

    public long ZeroPriorityReceived { get; set; }

    public long BecameMaster { get; set; }

    public long LeftMaster { get; set; }

    /// <summary>Adverts of another master, heard while master.</summary>
    public long OtherMasters { get; set; }

    /// <summary>Adverts that the kernel would not send.</summary>
    public long SendErrors { get; set; }

    /// <summary>Addresses that someone else deleted and that were put back.</summary>
    public long AddressesRestored { get; set; }

    public long Rejected(AdvertError error) => _rejected[(int)error - 1];

    public void CountRejected(AdvertError error) => _rejected[(int)error - 1]++;

    /// <summary>Answers of other hosts that have one of our addresses.</summary>
    public long AddressConflicts { get; set; }

    /// <summary>All of them by name, as the status shows them.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary()
    {
        var all = new Dictionary<string, long>
        {
            ["advertsSent"] = AdvertsSent,
            ["advertsReceived"] = AdvertsReceived,
            ["zeroPrioritySent"] = ZeroPrioritySent,
            ["zeroPriorityReceived"] = ZeroPriorityReceived,
            ["becameMaster"] = BecameMaster,
            ["leftMaster"] = LeftMaster,
            ["otherMasters"] = OtherMasters,
            ["sendErrors"] = SendErrors,
            ["addressesRestored"] = AddressesRestored,
            ["addressConflicts"] = AddressConflicts,
        };
        for (int i = 0; i < _rejected.Length; i++) all[RejectedNames[i]] = _rejected[i];
        return all;
    }
}
