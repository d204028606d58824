using System.Text;
using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>Listens at a path, unix(7), for the owner of the process and root only (mode 0600).</summary>
public sealed unsafe class UnixListener : IDisposable
{
    private const int OwnerOnly = 0x7f;
    private readonly string _path;
    private readonly Descriptor _descriptor;

    /// <summary>Takes the path, in place of a socket that a process which is gone has left there.</summary>
    /// <exception cref="LinuxException">
    /// The path can't be used; <see cref="Errno.EADDRINUSE"/> where a process listens there, or where something else than a socket is.
    /// </exception>
    public UnixListener(string path)
    {
        _path = path;
        sockaddr_un address = AddressOf(path);
        RemoveAbandoned(path, address);
        _descriptor = CreateSocket();
        try
        {
            mode_t before = LibC.umask(OwnerOnly);
            int result = LibC.bind(Value, (sockaddr*)&address, sizeof(sockaddr_un));
            LinuxException? failure = result < 0 ? LinuxException.Last($"bind {path}") : null;
            LibC.umask(before);
            if (failure is not null) throw failure;
            if (LibC.listen(Value, 16) < 0) throw LinuxException.Last($"listen {path}");
        }
        catch
        {
            _descriptor.Dispose();
            throw;
        }
    }

    public int Value => _descriptor.Value;

    /// <summary>Takes one connection; null when none waits.</summary>
    public StreamConnection? Accept()
    {
        int accepted = LibC.accept4(Value, null, null, LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK);
        return accepted < 0 ? null : new StreamConnection(new Descriptor(accepted));
    }

    /// <summary>Closes and removes the path.</summary>
    public void Dispose()
    {
        _descriptor.Dispose();
        File.Delete(_path);
    }

    private static Descriptor CreateSocket() => Descriptor.FromResult(
        LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), "socket AF_UNIX");

    private static sockaddr_un AddressOf(string path)
    {
        sockaddr_un address = default;
        address.sun_family = LibC.AF_UNIX;
        int needed = Encoding.UTF8.GetByteCount(path);
        if (needed >= sockaddr_un.sun_path_length) throw new LinuxException($"bind {path}", Errno.EINVAL, "the path is too long for a socket");
        Encoding.UTF8.GetBytes(path, new Span<byte>((byte*)&address + sockaddr_un.sun_path_offset, needed));
        return address;
    }

    private static void RemoveAbandoned(string path, sockaddr_un address)
    {
        byte* name = (byte*)&address + sockaddr_un.sun_path_offset;
        stat status;
        if (LibC.lstat(name, &status) < 0) return;
        if (!LibC.S_ISSOCK(status.st_mode))
            throw new LinuxException($"bind {path}", Errno.EADDRINUSE, "there is something else than a socket; it is left alone");
        using Descriptor probe = CreateSocket();
        int result = LibC.connect(probe.Value, (sockaddr*)&address, sizeof(sockaddr_un));
        // Connected, or its queue is full: someone is there.
        if (result == 0 || (Errno)LibC.errno == Errno.EAGAIN)
            throw new LinuxException($"bind {path}", Errno.EADDRINUSE, "another process listens there");
        if ((Errno)LibC.errno == Errno.ECONNREFUSED) _ = LibC.unlink(name);
    }
}
