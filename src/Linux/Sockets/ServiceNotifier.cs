using System.Net.Sockets;
using System.Text;

namespace Holdfast.Linux.Sockets;

/// <summary>Tells systemd how far the service is, sd_notify(3); without NOTIFY_SOCKET in the environment, nobody.</summary>
public static class ServiceNotifier
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <summary>Sends lines such as <c>READY=1</c>. That nobody listens is no error: the service runs all the same.</summary>
    public static void Notify(string state) => Notify(Path, state);

    internal static void Notify(string? path, string state)
    {
        if (string.IsNullOrEmpty(path)) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            // A leading @ stands for the zero byte of an abstract address.
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
        }
        catch (SocketException)
        {
            // See above.
        }
    }
}
