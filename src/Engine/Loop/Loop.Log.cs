using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Loop;

internal static partial class LoopLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "An event could not be handled; the engine goes on")]
    public static partial void HandlerFailed(this ILogger log, Exception exception);
}
