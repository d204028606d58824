namespace Holdfast.Plugins;

/// <summary>What a check found.</summary>
public enum CheckStatus
{
    /// <summary>It is not known yet: the check's state stays as it is.</summary>
    Unknown,

    /// <summary>The service is well.</summary>
    Up,

    /// <summary>The service is not well.</summary>
    Down,
}

/// <summary>The result of one run of a check.</summary>
/// <param name="Status">What was found.</param>
/// <param name="Reason">Why, in a few words for the log and the status: <c>HTTP status 503</c>.</param>
public readonly record struct CheckResult(CheckStatus Status, string Reason)
{
    /// <summary>The service is well.</summary>
    /// <param name="reason">What was seen.</param>
    public static CheckResult Up(string reason = "ok") => new(CheckStatus.Up, reason);

    /// <summary>The service is not well.</summary>
    /// <param name="reason">What is wrong.</param>
    public static CheckResult Down(string reason) => new(CheckStatus.Down, reason);
}

/// <summary>
/// A check of one vrrp_script. It is run at the script's interval, never twice at a time. What it throws counts as down,
/// with the exception's message as the reason.
/// </summary>
public interface IHealthCheck
{
    /// <summary>Looks once.</summary>
    /// <param name="context">Which check this is.</param>
    /// <param name="cancel">Set when the script's timeout is over; a run that goes on all the same is abandoned.</param>
    /// <returns>What was found.</returns>
    Task<CheckResult> CheckAsync(CheckContext context, CancellationToken cancel);
}

/// <summary>What a check may use while it runs.</summary>
/// <param name="Name">The name of the vrrp_script.</param>
/// <param name="Logger">Writes to the engine's log.</param>
/// <param name="Timeout">The time that the run has.</param>
public sealed record CheckContext(string Name, Microsoft.Extensions.Logging.ILogger Logger, TimeSpan Timeout);
