namespace Holdfast.Tracking;

/// <summary>What is known of a check.</summary>
internal enum CheckState : byte
{
    /// <summary>It has not run yet.</summary>
    Unknown,
    Up,
    Down,
}

/// <summary>
/// Turns the results of a check's runs into its state: <c>rise</c> successes in a row make it up, <c>fall</c> failures
/// in a row down. The first result counts at once, since before it there is nothing to be careful with.
/// </summary>
internal sealed class ScriptTracker(int rise, int fall, bool initFail)
{
    private int _streak;

    public CheckState State { get; private set; } = initFail ? CheckState.Down : CheckState.Unknown;

    /// <summary>Takes the result of one run.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool Report(bool success)
    {
        CheckState to = success ? CheckState.Up : CheckState.Down;
        if (to == State)
        {
            _streak = 0;
            return false;
        }
        _streak++;
        bool enough = State == CheckState.Unknown || _streak >= (success ? rise : fall);
        if (!enough) return false;
        _streak = 0;
        State = to;
        return true;
    }

    /// <summary>Makes it down at once: there will be no results.</summary>
    /// <returns>Whether the state changed.</returns>
    public bool Fail()
    {
        bool changed = State != CheckState.Down;
        State = CheckState.Down;
        _streak = 0;
        return changed;
    }
}
