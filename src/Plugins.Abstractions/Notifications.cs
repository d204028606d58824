namespace Holdfast.Plugins;

/// <summary>A change of state of a vrrp_instance.</summary>
/// <param name="Id">The same for the same change, also when it is delivered again after a crash; unique otherwise.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Instance">The instance's name.</param>
/// <param name="PreviousState">Initialize, Backup, Master or Fault.</param>
/// <param name="State">Initialize (the engine ends), Backup, Master or Fault.</param>
/// <param name="Priority">The instance's priority, with what trackers add.</param>
/// <param name="Reason">Why the state changed.</param>
/// <param name="SmtpAlert">Whether the configuration asks for mail about this instance.</param>
public sealed record Notification(
    string Id,
    DateTimeOffset Time,
    string Instance,
    string PreviousState,
    string State,
    int Priority,
    string Reason,
    bool SmtpAlert);

/// <summary>
/// Receives notifications, in order, one at a time. Each is delivered at least once: after a crash one may come again,
/// with the same <see cref="Notification.Id"/>.
/// </summary>
public interface INotifier
{
    /// <summary>
    /// Takes a notification: returning means that it will not be lost any more. What it throws is logged, and the
    /// notification is given again a few times, with growing pauses.
    /// </summary>
    /// <param name="notification">What happened.</param>
    /// <param name="cancel">Set when it takes too long.</param>
    Task NotifyAsync(Notification notification, CancellationToken cancel);
}
