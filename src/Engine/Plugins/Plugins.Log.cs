using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Plugins;

internal static partial class PluginsLog
{
    [LoggerMessage(EventId = 700, Level = LogLevel.Information, Message = "Starting plugin host, pid {ProcessId}")]
    public static partial void HostStarted(this ILogger log, int processId);

    [LoggerMessage(EventId = 701, Level = LogLevel.Error, Message = "The plugin host does not start: {Reason}")]
    public static partial void HostNotStarted(this ILogger log, string reason);

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "The plugin host {How}; it is started again")]
    public static partial void HostEnded(this ILogger log, string how);

    [LoggerMessage(EventId = 703, Level = LogLevel.Error, Message = "{File}:{Line}:{Column}: error: {Text}")]
    public static partial void PluginDiagnostic(this ILogger log, string file, int line, int column, string text);

    [LoggerMessage(EventId = 704, Level = LogLevel.Warning, Message = "The plugin host sent {Message}, which is not for us")]
    public static partial void UnexpectedMessage(this ILogger log, string message);
}
