using System.Text;
using Tmds.Linux;

namespace Holdfast.Linux;

/// <summary>
/// Something to write to, by write(2): unlike a FileStream it keeps no position of its own, so that processes which
/// share a standard error don't write over each other.
/// </summary>
public sealed unsafe class OutputDescriptor : IDisposable
{
    private readonly int _value;
    private readonly Descriptor? _owned;

    private OutputDescriptor(int value, Descriptor? owned)
    {
        _value = value;
        _owned = owned;
    }

    public static OutputDescriptor StandardError { get; } = new(2, null);

    /// <summary>Opens a file to append to; it is made where it does not exist.</summary>
    /// <exception cref="LinuxException">It can't be opened.</exception>
    public static OutputDescriptor Append(string path)
    {
        const ushort ReadableByAll = 0x1a4;
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + '\0'))
        {
            int flags = LibC.O_WRONLY | LibC.O_CREAT | LibC.O_APPEND | LibC.O_CLOEXEC;
            var descriptor = Descriptor.FromResult(LibC.open(pointer, flags, ReadableByAll), $"open {path}");
            return new OutputDescriptor(descriptor.Value, descriptor);
        }
    }

    /// <summary>Writes all, waiting for room.</summary>
    /// <returns>False when it can't be written any more.</returns>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            for (int written = 0; written < bytes.Length;)
            {
                int result = (int)LibC.write(_value, data + written, bytes.Length - written);
                if (result < 0 && (Errno)LibC.errno != Errno.EINTR) return false;
                written += Math.Max(0, result);
            }
        }
        return true;
    }

    public void Dispose() => _owned?.Dispose();
}
