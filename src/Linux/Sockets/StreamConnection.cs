using Tmds.Linux;

namespace Holdfast.Linux.Sockets;

/// <summary>One end of a stream between processes of this machine, unix(7), that never waits.</summary>
public sealed unsafe class StreamConnection : IDisposable
{
    private readonly Descriptor _descriptor;

    internal StreamConnection(Descriptor descriptor) => _descriptor = descriptor;

    public int Value => _descriptor.Value;

    /// <summary>Makes two connected ends, socketpair(2): one that never waits, and one to give to a child.</summary>
    public static (StreamConnection Ours, Descriptor Theirs) CreatePair()
    {
        int* pair = stackalloc int[2];
        if (LibC.socketpair(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0, pair) < 0) throw LinuxException.Last("socketpair");
        var ours = new StreamConnection(new Descriptor(pair[0]));
        var theirs = new Descriptor(pair[1]);
        int flags = LibC.fcntl(pair[0], LibC.F_GETFL);
        if (LibC.fcntl(pair[0], LibC.F_SETFL, flags | LibC.O_NONBLOCK) < 0) throw LinuxException.Last("fcntl O_NONBLOCK");
        return (ours, theirs);
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>The number of bytes, 0 at the end of the stream; or the error.</returns>
    public (int Length, Errno Errno) Read(Span<byte> buffer)
    {
        fixed (byte* data = buffer)
        {
            int length = (int)LibC.recv(Value, data, buffer.Length, 0);
            return length >= 0 ? (length, Errno.None) : (0, (Errno)LibC.errno);
        }
    }

    /// <summary>Writes as much as there is room for.</summary>
    public (int Length, Errno Errno) Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            int length = (int)LibC.send(Value, data, bytes.Length, LibC.MSG_NOSIGNAL);
            return length >= 0 ? (length, Errno.None) : (0, (Errno)LibC.errno);
        }
    }

    public void Dispose() => _descriptor.Dispose();
}
