using System.Reflection;
using System.Text.Json;
using Holdfast.Engine.Commands;
using Holdfast.Engine.Instances;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Control;

/// <summary>Writes the status report from what the engine knows at the moment.</summary>
internal sealed class StatusReporter(string configuration, InstanceTable instances, CheckTable checks, IPluginStatusSource? plugins)
{
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;

    /// <summary>The version of the engine, without the commit.</summary>
    public static string Version { get; } =
        typeof(StatusReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public byte[] ToJson(Instant now) => JsonSerializer.SerializeToUtf8Bytes(Report(now), StatusJson.Default.StatusReport);

    private StatusReport Report(Instant now) => new()
    {
        Version = Version,
        ProcessId = Environment.ProcessId,
        Started = _started,
        Configuration = configuration,
        Instances = [.. instances.All.Select(instance => Of(instance, now))],
        Checks = [.. checks.ByName.Values.Select(Of)],
        PluginHost = plugins?.Host,
        Plugins = plugins?.Plugins ?? [],
    };

    private static InstanceStatus Of(Instance instance, Instant now)
    {
        VirtualRouter router = instance.Router;
        IEnumerable<TrackerStatus> trackers = instance.Tracking.Select(tracked =>
        {
            Tracking.TrackedState state = instance.StateOf(tracked);
            bool? isUp = state.State switch { Tracking.CheckState.Up => true, Tracking.CheckState.Down => false, _ => null };
            return new TrackerStatus(tracked.Kind, tracked.Name, isUp, state.Weight, state.Contribution);
        });
        return new InstanceStatus
        {
            Name = instance.Name,
            Interface = instance.Interface,
            VirtualRouterId = instance.Options.VirtualRouterId,
            Version = instance.Options.Version,
            State = router.State.ToString(),
            Since = instance.SinceWallClock,
            Cause = router.Cause.ToString(),
            Priority = new PriorityStatus(instance.Configuration.Priority, router.EffectivePriority, [.. trackers]),
            Faults = instance.Faults,
            Addresses = [.. instance.AllAddresses.Select(a => a.ToString())],
            Master = router.LastHeardAt == default
                ? null
                : new MasterStatus(router.LastHeard.Source.ToString(), router.LastHeard.Priority, DateTimeOffset.UtcNow - (now - router.LastHeardAt)),
            Counters = router.Counters.ToDictionary(),
        };
    }

    private static CheckStatus Of(Check check) => new()
    {
        Name = check.Name,
        Kind = check.Kind,
        Status = check.State.ToString(),
        Reason = check.Reason,
        LastRun = check.LastRun,
        DurationMilliseconds = check.Duration?.TotalMilliseconds,
    };
}

/// <summary>Knows of the plugin host; there is none where no plugin is in use.</summary>
internal interface IPluginStatusSource
{
    PluginHostStatus Host { get; }

    IReadOnlyList<PluginStatus> Plugins { get; }
}
