using Holdfast.Configuration.Model;

namespace Holdfast.Configuration;

/// <summary>What a reload has to do: what is in neither list is not touched.</summary>
internal sealed record ConfigurationDifference
{
    /// <summary>Instances to end: those that are gone, and those whose wire identity (interface, VRID, version) is another.</summary>
    public required ValueList<VrrpInstance> Removed { get; init; }

    /// <summary>Instances to begin, in place of a removed one or new.</summary>
    public required ValueList<VrrpInstance> Added { get; init; }

    /// <summary>Instances that go on with other values.</summary>
    public required ValueList<VrrpInstance> Changed { get; init; }

    public static ConfigurationDifference Between(ConfigurationModel before, ConfigurationModel after)
    {
        Dictionary<string, VrrpInstance> old = before.Instances.ToDictionary(i => i.Name);
        Dictionary<string, VrrpInstance> @new = after.Instances.ToDictionary(i => i.Name);
        bool garpChanged = before.Global.Garp != after.Global.Garp
            || before.Global.SkipCheckAdvAddr != after.Global.SkipCheckAdvAddr
            || before.Global.SmtpAlert != after.Global.SmtpAlert;
        return new ConfigurationDifference
        {
            Removed = [.. before.Instances.Where(i => !@new.TryGetValue(i.Name, out VrrpInstance? n) || !IsSameRouter(i, n))],
            Added = [.. after.Instances.Where(i => !old.TryGetValue(i.Name, out VrrpInstance? o) || !IsSameRouter(o, i))],
            Changed = [.. after.Instances.Where(i => old.TryGetValue(i.Name, out VrrpInstance? o) && IsSameRouter(o, i) && (garpChanged || o != i))],
        };
    }

    private static bool IsSameRouter(VrrpInstance left, VrrpInstance right) =>
        left.Interface == right.Interface && left.VirtualRouterId == right.VirtualRouterId && left.Version == right.Version;
}
