using System.Net;
using Holdfast.Configuration.Model;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Addresses;

internal static partial class AddressesLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "removing {Address}/{PrefixLength}, which an engine that was killed has left")]
    public static partial void RemovingLeftover(this ILogger log, IPAddress address, byte prefixLength);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "({Instance}) ip address {Address} was deleted by someone else; it is back")]
    public static partial void AddressRestored(this ILogger log, string instance, VirtualAddress address);

    [LoggerMessage(EventId = 304, Level = LogLevel.Warning, Message = "({Instance}) {Address} is also used by {HardwareAddress}: take it off that host")]
    public static partial void AddressConflict(this ILogger log, string instance, IpAddress address, string hardwareAddress);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "{Failure}")]
    public static partial void AddressFailed(this ILogger log, string failure);

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "({Instance}) {Address} can't be added: there is no interface {Interface}")]
    public static partial void NoInterfaceForAddress(this ILogger log, string instance, VirtualAddress address, string @interface);
}
