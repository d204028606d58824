using Microsoft.Extensions.Logging;

namespace Holdfast.HealthScript;

internal static partial class ScriptLog
{
    [LoggerMessage(EventId = 800, Level = LogLevel.Information, Message = "{Script} is compiled")]
    public static partial void Compiled(this ILogger log, string script);

    [LoggerMessage(EventId = 801, Level = LogLevel.Error, Message = "{Script} can't be used{Consequence}:\n{Reason}")]
    public static partial void NotUsable(this ILogger log, string script, string consequence, string reason);
}
