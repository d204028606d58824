using Holdfast.Configuration.Model;
using Holdfast.Tracking;

namespace Holdfast.Configuration.Checks;

/// <summary>A check or an interface that changes an instance's priority, which one without a weight does not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Block">The block that names it: <c>track_script</c> or <c>track_interface</c>.</param>
/// <param name="Weight">What it weighs, as written.</param>
/// <param name="WhileUp">What it adds to the priority while it is up.</param>
/// <param name="WhileDown">What it adds while it is down.</param>
internal sealed record WeightedTracker(string Name, string Block, int Weight, int WhileUp, int WhileDown)
{
    public static IReadOnlyList<WeightedTracker> Of(VrrpInstance instance, IReadOnlyDictionary<string, VrrpScript> scripts)
    {
        var trackers = new List<WeightedTracker>();
        foreach (TrackReference reference in instance.TrackScripts)
        {
            if (!scripts.TryGetValue(reference.Name, out VrrpScript? script)) continue;
            Add(trackers, reference.Name, "track_script", reference.Weight ?? script.Weight, reference.Reverse ?? script.WeightReverse);
        }
        foreach (TrackReference reference in instance.TrackInterfaces)
            Add(trackers, reference.Name, "track_interface", reference.Weight ?? 0, reference.Reverse ?? false);
        return trackers;
    }

    private static void Add(List<WeightedTracker> trackers, string name, string block, int weight, bool reverse)
    {
        if (weight == 0) return;
        int up = new TrackedState(CheckState.Up, weight, reverse).Contribution;
        int down = new TrackedState(CheckState.Down, weight, reverse).Contribution;
        trackers.Add(new WeightedTracker(name, block, weight, up, down));
    }
}

/// <summary>The priority with one tracker up and down while all others are up.</summary>
internal readonly record struct PriorityChange(byte Up, byte Down)
{
    public static PriorityChange Of(WeightedTracker tracker, byte priority, IReadOnlyList<WeightedTracker> all)
    {
        int others = all.Where(other => other != tracker).Sum(other => other.WhileUp);
        return new PriorityChange(
            TrackedPriority.Effective(priority, others + tracker.WhileUp), TrackedPriority.Effective(priority, others + tracker.WhileDown));
    }

    public byte High => Math.Max(Up, Down);

    public byte Low => Math.Min(Up, Down);

    /// <summary>What lowers it: failing, or succeeding where the weight is reversed.</summary>
    public string Cause => Up >= Down ? "failing" : "succeeding";

    public override string ToString() => $"{Cause} takes {High} to {Low}";
}
