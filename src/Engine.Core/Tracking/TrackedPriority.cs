namespace Holdfast.Tracking;

/// <summary>One thing that an instance tracks, as it is at the moment.</summary>
/// <param name="State">What is known of it.</param>
/// <param name="Weight">What it adds to the priority; 0: without it the instance is in Fault.</param>
/// <param name="Reverse">Whether being down counts as being up and the other way round.</param>
internal readonly record struct TrackedState(CheckState State, int Weight, bool Reverse)
{
    private CheckState Counted => !Reverse ? State : State switch
    {
        CheckState.Up => CheckState.Down,
        CheckState.Down => CheckState.Up,
        _ => CheckState.Unknown,
    };

    public bool IsFault => Weight == 0 && Counted == CheckState.Down;

    /// <summary>Whether an instance has to wait for it before it takes part: else it would be master of a service that it does not know.</summary>
    public bool IsAwaited => Weight == 0 && State == CheckState.Unknown;

    /// <summary>A positive weight is added while it is up, a negative one while it is down; keepalived.conf(5).</summary>
    public int Contribution => Counted switch
    {
        CheckState.Up when Weight > 0 => Weight,
        CheckState.Down when Weight < 0 => Weight,
        _ => 0,
    };
}

/// <summary>The priority that an instance has with all that it tracks.</summary>
internal static class TrackedPriority
{
    public const byte Owner = 255;

    /// <summary>The configured priority and all contributions, from 1 to 254; an owner's never changes (RFC 9568, section 5.2.4).</summary>
    public static byte Effective(byte configured, int contributions) =>
        configured == Owner ? Owner : (byte)Math.Clamp(configured + contributions, 1, 254);
}
