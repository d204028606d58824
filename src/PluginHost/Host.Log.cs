using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

internal static partial class HostLog
{
    [LoggerMessage(EventId = 600, Level = LogLevel.Information, Message = "{Plugin} {Version} is in use, generation {Generation}")]
    public static partial void PluginInUse(this ILogger log, string plugin, string version, int generation);

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "{Plugin}: generation {Generation} can't be used, {Consequence}: {Reason}")]
    public static partial void PluginNotUsable(this ILogger log, string plugin, int generation, string consequence, string reason);

    [LoggerMessage(EventId = 602, Level = LogLevel.Information, Message = "{Plugin}: generation {Generation} is unloaded")]
    public static partial void GenerationUnloaded(this ILogger log, string plugin, int generation);

    [LoggerMessage(EventId = 603, Level = LogLevel.Warning, Message = "{Plugin}: generation {Generation} did not end well: {Reason}")]
    public static partial void GenerationEndedBadly(this ILogger log, string plugin, int generation, string reason);

    [LoggerMessage(EventId = 604, Level = LogLevel.Error, Message = "{File}: {Reason}")]
    public static partial void ManifestUnusable(this ILogger log, string file, string reason);

    [LoggerMessage(EventId = 605, Level = LogLevel.Error, Message = "check {Check}: no plugin provides '{Keyword}'")]
    public static partial void NoProvider(this ILogger log, string check, string keyword);

    [LoggerMessage(EventId = 606, Level = LogLevel.Warning, Message = "check {Check} did not end at its time limit and goes on; it is not run again until it has ended")]
    public static partial void CheckAbandoned(this ILogger log, string check);

    [LoggerMessage(EventId = 607, Level = LogLevel.Critical, Message = "check {Check} has not ended for {Seconds} s after its time limit: the plugin host ends itself to be rid of it")]
    public static partial void EndingForCheck(this ILogger log, string check, double seconds);

    [LoggerMessage(EventId = 608, Level = LogLevel.Warning, Message = "{Notifier} did not take notification {Id}, try {Try}: {Reason}")]
    public static partial void NotifierRefused(this ILogger log, string notifier, string id, int @try, string reason);

    [LoggerMessage(EventId = 609, Level = LogLevel.Error, Message = "{Notifier} never took notification {Id}; it is given up: {Reason}")]
    public static partial void NotificationGivenUp(this ILogger log, string notifier, string id, string reason);

    [LoggerMessage(EventId = 610, Level = LogLevel.Error, Message = "the engine sent what can't be read: {Reason}")]
    public static partial void BadMessage(this ILogger log, string reason);

    [LoggerMessage(EventId = 611, Level = LogLevel.Error, Message = "{Owner} and {Other} both provide '{Keyword}'; {Other} is not used for it")]
    public static partial void TwoOwners(this ILogger log, string owner, string other, string keyword);

    [LoggerMessage(EventId = 612, Level = LogLevel.Information, Message = "the engine is gone; ending")]
    public static partial void EngineGone(this ILogger log);
}
