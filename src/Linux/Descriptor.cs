using Holdfast.Linux.Processes;
using Tmds.Linux;

namespace Holdfast.Linux;

/// <summary>Owns one file descriptor, which is always close-on-exec.</summary>
public sealed class Descriptor : IDisposable
{
    private int _value;

    internal Descriptor(int value) => _value = value;

    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public int Value => _value >= 0 ? _value : throw new ObjectDisposedException(nameof(Descriptor));

    internal static Descriptor FromResult(int result, string call, Capability? needed = null) =>
        result >= 0 ? new Descriptor(result) : throw LinuxException.Last(call, needed);

    public void Dispose()
    {
        if (_value >= 0) _ = LibC.close(_value);
        _value = -1;
    }
}
