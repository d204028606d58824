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

    [LoggerMessage(EventId = 605, Level = LogLevel.Error, Message = "check {Check}: {Reason}")]
    public static partial void NoCheck(this ILogger log, string check, string reason);

    [LoggerMessage(EventId = 606, Level = LogLevel.Warning, Message = "check {Check} did not end at its time limit and goes on; it is not run again until it has ended")]
    public static partial void CheckAbandoned(this ILogger log, string check);

    [LoggerMessage(EventId = 607, Level = LogLevel.Critical, Message = "check {Check} has not ended for {Seconds} s after its time limit: the plugin host ends itself to be rid of it")]
    public static partial void EndingForCheck(this ILogger log, string check, double seconds);

    [LoggerMessage(EventId = 608, Level = LogLevel.Warning, Message = "{Notifier} did not take a notification, try {Try}: {Reason}")]
    public static partial void NotifierRefused(this ILogger log, string notifier, int @try, string reason);

    [LoggerMessage(EventId = 609, Level = LogLevel.Error, Message = "{Notifier} never took notification {Id}; it is given up: {Reason}")]
    public static partial void NotificationGivenUp(this ILogger log, string notifier, string id, string reason);

    [LoggerMessage(EventId = 610, Level = LogLevel.Error, Message = "the engine sent what can't be read: {Reason}")]
    public static partial void BadMessage(this ILogger log, string reason);

    [LoggerMessage(EventId = 611, Level = LogLevel.Error, Message = "{Owner} and {Other} both provide '{Keyword}'; {Other} is not used for it")]
    public static partial void TwoOwners(this ILogger log, string owner, string other, string keyword);

    [LoggerMessage(EventId = 612, Level = LogLevel.Information, Message = "the engine is gone, or we are to end; ending")]
    public static partial void EngineGone(this ILogger log);

    [LoggerMessage(EventId = 613, Level = LogLevel.Warning, Message = "{Plugin}: generation {Generation} has ended, but something still holds its memory")]
    public static partial void GenerationHeld(this ILogger log, string plugin, int generation);

    [LoggerMessage(EventId = 614, Level = LogLevel.Warning, Message = "{File}: {Reason}; after a crash a notification may be given twice")]
    public static partial void TakenUnknown(this ILogger log, string file, string reason);

    [LoggerMessage(EventId = 615, Level = LogLevel.Error, Message = "A change could not be carried out; what ran before goes on")]
    public static partial void ChangeFailed(this ILogger log, Exception exception);

    [LoggerMessage(EventId = 616, Level = LogLevel.Warning, Message = "plugins did not end in time; ending without them")]
    public static partial void EndingWithoutPlugins(this ILogger log);
}
