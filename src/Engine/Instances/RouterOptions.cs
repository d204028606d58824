using Holdfast.Configuration.Model;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Instances;

/// <summary>From what was configured to what a virtual router has to know.</summary>
internal static class RouterOptions
{
    /// <param name="instance">What was configured.</param>
    /// <param name="global">What holds where the instance does not say.</param>
    /// <param name="isEngineStart">Whether vrrp_startup_delay applies.</param>
    public static VirtualRouterOptions From(VrrpInstance instance, GlobalDefinitions global, bool isEngineStart)
    {
        TimeSpan masterDelay = instance.GarpMasterDelay ?? global.Garp.MasterDelay;
        int masterRepeat = instance.GarpMasterRepeat ?? global.Garp.MasterRepeat;
        return new VirtualRouterOptions
        {
            Name = instance.Name,
            VirtualRouterId = instance.VirtualRouterId,
            Version = instance.Version,
            Priority = instance.Priority,
            AdvertInterval = instance.AdvertInterval,
            Addresses = [.. instance.Addresses.Select(a => a.Address)],
            Preempt = !instance.NoPreempt,
            PreemptDelay = instance.PreemptDelay,
            StartupDelay = isEngineStart ? global.VrrpStartupDelay : TimeSpan.Zero,
            Password = instance.Password,
            UnicastPeers = instance.UnicastPeers,
            SkipAddressCheck = instance.SkipCheckAdvAddr ?? global.SkipCheckAdvAddr,
            Announcements = new AnnouncementOptions
            {
                Delay = masterDelay,
                Repeat = masterRepeat,
                Refresh = instance.GarpMasterRefresh ?? global.Garp.MasterRefresh,
                RefreshRepeat = instance.GarpMasterRefreshRepeat ?? global.Garp.MasterRefreshRepeat,
                LowerPriorityDelay = instance.GarpLowerPrioDelay ?? global.Garp.LowerPrioDelay ?? masterDelay,
                LowerPriorityRepeat = instance.GarpLowerPrioRepeat ?? global.Garp.LowerPrioRepeat ?? masterRepeat,
            },
        };
    }
}
