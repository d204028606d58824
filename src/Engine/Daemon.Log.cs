using Microsoft.Extensions.Logging;

namespace Holdfast.Engine;

internal static partial class DaemonLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Starting Holdfast v{Version}, pid {ProcessId}")]
    public static partial void Starting(this ILogger log, string version, int processId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Stopping")]
    public static partial void Stopping(this ILogger log);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Stopped Holdfast v{Version}")]
    public static partial void Stopped(this ILogger log, string version);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Reloading {File}")]
    public static partial void Reloading(this ILogger log, string file);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Reloaded: {Added} instances added, {Changed} changed, {Removed} removed")]
    public static partial void Reloaded(this ILogger log, int added, int changed, int removed);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "{File} is refused for the errors above; the configuration before stays in force")]
    public static partial void ReloadRefused(this ILogger log, string file);

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "{Diagnostic}")]
    public static partial void ConfigurationError(this ILogger log, string diagnostic);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "{Diagnostic}")]
    public static partial void ConfigurationWarning(this ILogger log, string diagnostic);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "What did not end in time was killed, {Count} scripts among it")]
    public static partial void KilledAtEnd(this ILogger log, int count);

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "No control socket at {Path}, 'engine status' can't ask: {Reason}")]
    public static partial void NoControlSocket(this ILogger log, string path, string reason);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "{Flag}")]
    public static partial void FlagWithoutEffect(this ILogger log, string flag);

    [LoggerMessage(EventId = 12, Level = LogLevel.Critical, Message = "{Reason}")]
    public static partial void CannotStart(this ILogger log, string reason);
}
