namespace Holdfast.Configuration.Model;

/// <summary>What is tracked by name, and not carried out yet.</summary>
internal sealed record TrackedNames
{
    public ValueList<TrackReference> Scripts { get; init; }

    public ValueList<TrackReference> Interfaces { get; init; }

    public ValueList<TrackReference> Files { get; init; }

    public ValueList<TrackReference> Processes { get; init; }

    public ValueList<TrackReference> Bfds { get; init; }
}
