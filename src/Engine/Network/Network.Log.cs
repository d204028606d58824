using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Network;

internal static partial class NetworkLog
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Netlink reports {Interface} {State}")]
    public static partial void LinkChanged(this ILogger log, string @interface, string state);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Netlink reports {Interface} is gone")]
    public static partial void LinkGone(this ILogger log, string @interface);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Netlink: Receive buffer overrun; reading all links and addresses anew")]
    public static partial void NetlinkOverrun(this ILogger log);

    [LoggerMessage(EventId = 203, Level = LogLevel.Error, Message = "No socket for VRRP on {Interface}: {Reason}")]
    public static partial void NoSocket(this ILogger log, string @interface, string reason);
}
