using Microsoft.Extensions.Logging;

namespace Holdfast.NotifyEmail;

internal static partial class MailLog
{
    [LoggerMessage(EventId = 900, Level = LogLevel.Information, Message = "SMTP alert successfully sent to {To}: {Subject}")]
    public static partial void Sent(this ILogger log, string subject, string to);

    [LoggerMessage(EventId = 901, Level = LogLevel.Warning, Message = "mail server {Server}:{Port}: {Reason}; {Count} messages wait and are tried again")]
    public static partial void ServerFailed(this ILogger log, string server, int port, int count, string reason);

    [LoggerMessage(EventId = 902, Level = LogLevel.Error, Message = "a message can't be sent and is kept in {File}: {Reason}")]
    public static partial void SetAside(this ILogger log, string file, string reason);

    [LoggerMessage(EventId = 903, Level = LogLevel.Warning, Message = "({Instance}) there is no mail about this: global_defs has no smtp_server")]
    public static partial void NoServer(this ILogger log, string instance);
}
