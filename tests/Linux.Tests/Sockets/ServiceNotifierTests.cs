using System.Net.Sockets;
using System.Text;
using Holdfast.Linux.Sockets;
using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests.Sockets;

public sealed class ServiceNotifierTests
{
    private const string State = "RELOADING=1\nMONOTONIC_USEC=12";

    [Fact]
    public void A_path_is_told_the_state()
    {
        using var folder = new ScratchFolder();
        Hear(folder["notify"], folder["notify"]).ShouldBe(State);
    }

    [Fact]
    public void An_abstract_address_is_told_the_state()
    {
        string name = $"holdfast-{Environment.ProcessId}";
        Hear('\0' + name, '@' + name).ShouldBe(State);
    }

    [Fact]
    public void That_nobody_listens_is_no_error()
    {
        using var folder = new ScratchFolder();
        Should.NotThrow(() => ServiceNotifier.Notify(folder["nobody"], State));
        Should.NotThrow(() => ServiceNotifier.Notify(path: null, State));
    }

    private static string Hear(string address, string environment)
    {
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        systemd.Bind(new UnixDomainSocketEndPoint(address));
        ServiceNotifier.Notify(environment, State);
        byte[] buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, systemd.Receive(buffer));
    }
}
