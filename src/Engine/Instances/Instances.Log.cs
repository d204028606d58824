using Holdfast.Linux;
using Holdfast.Vrrp;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Instances;

/// <summary>The wording of transitions is keepalived's: people search their logs for it.</summary>
internal static partial class InstancesLog
{
    public static void Entering(this ILogger log, string instance, string state, TransitionCause cause)
    {
        if (cause is TransitionCause.InternalError) log.EnteringAfterError(instance, state);
        else log.EnteringState(instance, state);
    }

    [LoggerMessage(EventId = 500, Level = LogLevel.Information, Message = "({Instance}) Entering {State} STATE")]
    public static partial void EnteringState(this ILogger log, string instance, string state);

    [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "({Instance}) Entering BACKUP STATE (init)")]
    public static partial void EnteringBackupAtStart(this ILogger log, string instance);

    [LoggerMessage(EventId = 502, Level = LogLevel.Information, Message = "({Instance}) Stopped")]
    public static partial void Stopped(this ILogger log, string instance);

    [LoggerMessage(EventId = 503, Level = LogLevel.Information, Message = "({Instance}) sent 0 priority")]
    public static partial void SentZeroPriority(this ILogger log, string instance);

    [LoggerMessage(EventId = 504, Level = LogLevel.Information, Message = "({Instance}) Receive advertisement timeout")]
    public static partial void MasterDown(this ILogger log, string instance);

    [LoggerMessage(EventId = 505, Level = LogLevel.Warning, Message = "({Instance}) Received advert from {Source} with lower priority {Priority}, ours {Own}, forcing new election")]
    public static partial void LowerPriorityMaster(this ILogger log, string instance, IpAddress source, byte priority, byte own);

    [LoggerMessage(EventId = 506, Level = LogLevel.Warning, Message = "({Instance}) Received advert from {Source} with same priority {Priority} but lower IP address than ours, forcing new election")]
    public static partial void LowerAddressMaster(this ILogger log, string instance, IpAddress source, byte priority);

    [LoggerMessage(EventId = 507, Level = LogLevel.Information, Message = "({Instance}) Master received advert from {Source} with higher priority {Priority}, ours {Own}")]
    public static partial void HigherPriorityMaster(this ILogger log, string instance, IpAddress source, byte priority, byte own);

    [LoggerMessage(EventId = 508, Level = LogLevel.Information, Message = "({Instance}) Master received advert from {Source} with same priority {Priority} but higher IP address than ours")]
    public static partial void HigherAddressMaster(this ILogger log, string instance, IpAddress source, byte priority);

    [LoggerMessage(EventId = 509, Level = LogLevel.Information, Message = "({Instance}) received lower priority ({Priority}) advert from {Source} - ours is {Own}; taking over when it is due")]
    public static partial void PreemptingMaster(this ILogger log, string instance, IpAddress source, byte priority, byte own);

    [LoggerMessage(EventId = 510, Level = LogLevel.Information, Message = "({Instance}) Backup received priority 0 advertisement from {Source}")]
    public static partial void MasterResigned(this ILogger log, string instance, IpAddress source);

    [LoggerMessage(EventId = 511, Level = LogLevel.Information, Message = "({Instance}) advertisement interval updated to {Seconds} s, which {Source} announces")]
    public static partial void IntervalLearned(this ILogger log, string instance, IpAddress source, double seconds);

    [LoggerMessage(EventId = 512, Level = LogLevel.Warning, Message = "({Instance}) received an invalid passwd from {Source}!")]
    public static partial void InvalidPassword(this ILogger log, string instance, IpAddress source);

    [LoggerMessage(EventId = 513, Level = LogLevel.Warning, Message = "({Instance}) ignoring advert from {Source}: {Error}")]
    public static partial void AdvertRejected(this ILogger log, string instance, IpAddress source, AdvertError error);

    [LoggerMessage(EventId = 514, Level = LogLevel.Error, Message = "({Instance}) no advert could be sent on {Interface}: {Errno}; further failures are only counted")]
    public static partial void AdvertNotSent(this ILogger log, string instance, string @interface, Errno errno);

    [LoggerMessage(EventId = 515, Level = LogLevel.Error, Message = "({Instance}) failed on {Event}; it stays in FAULT until its configuration changes")]
    public static partial void StepFailed(this ILogger log, string instance, VrrpEventKind @event, Exception exception);

    [LoggerMessage(EventId = 516, Level = LogLevel.Information, Message = "({Instance}) Changing effective priority from {From} to {To}")]
    public static partial void PriorityChanged(this ILogger log, string instance, byte from, byte to);

    [LoggerMessage(EventId = 517, Level = LogLevel.Warning, Message = "({Instance}) entering FAULT state ({Reason})")]
    public static partial void FaultAdded(this ILogger log, string instance, string reason);

    [LoggerMessage(EventId = 518, Level = LogLevel.Debug, Message = "Sending gratuitous ARP on {Interface} for {Address}")]
    public static partial void Announcing(this ILogger log, string @interface, IpAddress address);

    [LoggerMessage(EventId = 519, Level = LogLevel.Error, Message = "({Instance}) Entering {State} STATE (internal error)")]
    public static partial void EnteringAfterError(this ILogger log, string instance, string state);
}
