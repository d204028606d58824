using System.Text.Json.Serialization;

namespace Holdfast.Engine.Control;

/// <summary>
/// What the engine says of itself over the control socket, as one JSON document: <c>engine status --json</c> prints it
/// as it is. Names and meanings stay as they are between versions; new ones may be added.
/// </summary>
internal sealed record StatusReport
{
    public required string Version { get; init; }

    public required int ProcessId { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required string Configuration { get; init; }

    public required IReadOnlyList<InstanceStatus> Instances { get; init; }

    public required IReadOnlyList<CheckStatus> Checks { get; init; }

    /// <summary>The process that runs the plugins; null where none is in use.</summary>
    public PluginHostStatus? PluginHost { get; init; }

    public required IReadOnlyList<PluginStatus> Plugins { get; init; }
}

internal sealed record InstanceStatus
{
    public required string Name { get; init; }

    public required string Interface { get; init; }

    public required int VirtualRouterId { get; init; }

    public required int Version { get; init; }

    /// <summary>Initialize, Backup, Master or Fault.</summary>
    public required string State { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Why the instance is in its state.</summary>
    public required string Cause { get; init; }

    public required PriorityStatus Priority { get; init; }

    /// <summary>What keeps the instance in Fault; empty in any other state.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>The master heard last; null before any was.</summary>
    public MasterStatus? Master { get; init; }

    /// <summary>Counters since the instance began, by name.</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }
}

internal sealed record PriorityStatus(int Base, int Effective, IReadOnlyList<TrackerStatus> Trackers);

/// <summary>One tracked thing: <c>script</c> or <c>interface</c>, and what it adds to the priority at the moment.</summary>
internal sealed record TrackerStatus(string Kind, string Name, bool? Up, int Weight, int Contribution);

internal sealed record MasterStatus(string Address, int Priority, DateTimeOffset LastHeard);

internal sealed record CheckStatus
{
    public required string Name { get; init; }

    /// <summary><c>shell</c>, or the keyword of the plugin's check.</summary>
    public required string Kind { get; init; }

    /// <summary>Up, Down or Unknown, after rise and fall.</summary>
    public required string Status { get; init; }

    /// <summary>What the last run said.</summary>
    public required string Reason { get; init; }

    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How long the last run took, in milliseconds.</summary>
    public double? DurationMilliseconds { get; init; }
}

internal sealed record PluginHostStatus(bool Running, int? ProcessId, int Restarts, int UnacknowledgedEvents);

internal sealed record PluginStatus(string Name, string State, string? Version, int Generation, string? Reason, DateTimeOffset Since);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
