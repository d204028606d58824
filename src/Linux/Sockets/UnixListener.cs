using System.Text;
using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>Listens at a path, unix(7), for the owner of the process and root only (mode 0600).</summary>
public sealed unsafe class UnixListener : IDisposable
{
    private readonly string _path;
    private readonly Descriptor _descriptor;

    /// <summary>Takes the path, in place of a socket that another process has left there.</summary>
    /// <exception cref="LinuxException">The path can't be used.</exception>
    public UnixListener(string path)
    {
        _path = path;
        _descriptor = Descriptor.FromResult(
            LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0), "socket AF_UNIX");
        try
        {
            File.Delete(path);
            sockaddr_un address = default;
            address.sun_family = LibC.AF_UNIX;
            int needed = Encoding.UTF8.GetByteCount(path);
            if (needed >= sockaddr_un.sun_path_length) throw new LinuxException($"bind {path}", Errno.EINVAL, "the path is too long for a socket");
            Encoding.UTF8.GetBytes(path, new Span<byte>((byte*)&address + sockaddr_un.sun_path_offset, needed));
            mode_t before = LibC.umask(0x7f);
            int result = LibC.bind(Value, (sockaddr*)&address, sizeof(sockaddr_un));
            LibC.umask(before);
            if (result < 0) throw LinuxException.Last($"bind {path}");
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
}
