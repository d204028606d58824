using System.Net.Sockets;
using Holdfast.Linux.Sockets;
using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests.Sockets;

public sealed class UnixListenerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Path => _folder["control.sock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_the_owner_may_connect()
    {
        using var listener = new UnixListener(Path);
        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using StreamWriter other = File.CreateText(_folder["other"]);
        (File.GetUnixFileMode(_folder["other"]) & UnixFileMode.OtherRead).ShouldBe(UnixFileMode.OtherRead, "other files are made as before");
    }

    [Fact]
    public void A_connection_carries_bytes_both_ways_and_ends()
    {
        using var listener = new UnixListener(Path);
        listener.Accept().ShouldBeNull("nobody has connected");
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
        Await.Readable(listener.Value);
        using StreamConnection connection = listener.Accept().ShouldNotBeNull();
        byte[] buffer = new byte[16];
        connection.Read(buffer).ShouldBe((0, Errno.EAGAIN), "nothing was sent");

        client.Send("ping"u8);
        Await.Readable(connection.Value);
        connection.Read(buffer).ShouldBe((4, Errno.None));
        connection.Write("pong!"u8).ShouldBe((5, Errno.None));
        client.Receive(buffer).ShouldBe(5);

        client.Shutdown(SocketShutdown.Both);
        Await.Readable(connection.Value);
        connection.Read(buffer).ShouldBe((0, Errno.None));
    }

    [Fact]
    public void Who_does_not_read_makes_nobody_wait()
    {
        using var listener = new UnixListener(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
        using StreamConnection connection = listener.Accept().ShouldNotBeNull();
        byte[] much = new byte[1 << 20];
        Errno errno;
        do (_, errno) = connection.Write(much);
        while (errno == Errno.None);
        errno.ShouldBe(Errno.EAGAIN);
    }

    [Fact]
    public void Writing_to_who_has_gone_is_an_error_and_no_signal()
    {
        (StreamConnection ours, Descriptor theirs) = StreamConnection.CreatePair();
        theirs.Dispose();
        ours.Write("x"u8).Errno.ShouldNotBe(Errno.None);
        ours.Dispose();
    }

    [Fact]
    public void A_socket_that_a_killed_process_left_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_folder["dead.sock"]));
            dead.Listen();
            // Under another name it is not removed when it is closed.
            File.Move(_folder["dead.sock"], Path);
        }
        File.Exists(Path).ShouldBeTrue();
        using var listener = new UnixListener(Path);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
        listener.Accept().ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void A_socket_that_a_process_listens_at_is_left_to_it()
    {
        using var first = new UnixListener(Path);
        LinuxException exception = Should.Throw<LinuxException>(() => new UnixListener(Path));
        exception.Errno.ShouldBe(Errno.EADDRINUSE);
        exception.Message.ShouldBe($"bind {Path}: Address already in use (another process listens there)");
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Path));
    }

    [Fact]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        File.WriteAllText(Path, "precious");
        Should.Throw<LinuxException>(() => new UnixListener(Path)).Errno.ShouldBe(Errno.EADDRINUSE);
        File.ReadAllText(Path).ShouldBe("precious");
    }

    [Fact]
    public void The_path_is_gone_when_it_is_closed()
    {
        new UnixListener(Path).Dispose();
        File.Exists(Path).ShouldBeFalse();
    }

    [Fact]
    public void A_path_that_can_not_be_used_is_named_in_the_error()
    {
        string nowhere = _folder["nowhere/control.sock"];
        Should.Throw<LinuxException>(() => new UnixListener(nowhere)).Message.ShouldBe($"bind {nowhere}: No such file or directory");
        string tooLong = _folder[new string('x', 120)];
        Should.Throw<LinuxException>(() => new UnixListener(tooLong)).Message.ShouldEndWith("(the path is too long for a socket)");
    }
}
