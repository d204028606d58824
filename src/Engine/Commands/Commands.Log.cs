using Holdfast.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Commands;

internal static partial class CommandsLog
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Information, Message = "VRRP_Script({Check}) succeeded")]
    public static partial void CheckSucceeded(this ILogger log, string check);

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "VRRP_Script({Check}) failed ({Reason})")]
    public static partial void CheckFailed(this ILogger log, string check, string reason);

    [LoggerMessage(EventId = 402, Level = LogLevel.Information, Message = "VRRP_Script({Check}) now says: {Reason}")]
    public static partial void CheckReason(this ILogger log, string check, string reason);

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "notify script '{Script}' {Exit}")]
    public static partial void NotifyFailed(this ILogger log, string script, ChildExit exit);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "notify script '{Script}' did not start: {Reason}")]
    public static partial void NotifyNotStarted(this ILogger log, string script, string reason);
}
