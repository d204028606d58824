using System.Runtime.InteropServices;
using System.Text;

namespace Holdfast.Linux.Netlink;

/// <summary>
/// The only place where netlink bytes are written: messages one after another, each with its fixed header and
/// attributes, aligned to four bytes; netlink(7).
/// </summary>
internal sealed class NetlinkWriter
{
    public const int HeaderLength = 16;
    private byte[] _buffer = new byte[1024];
    private int _length;
    private int _message;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Begin(ushort type, ushort flags, uint sequence)
    {
        _message = _length;
        Span<byte> header = Reserve(HeaderLength);
        MemoryMarshal.Write(header[4..], type);
        MemoryMarshal.Write(header[6..], flags);
        MemoryMarshal.Write(header[8..], sequence);
    }

    /// <summary>Writes the fixed part of a message, such as ifaddrmsg.</summary>
    public void Fixed<T>(in T value)
        where T : unmanaged => MemoryMarshal.Write(Reserve(Marshal.SizeOf<T>()), value);

    public void Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> attribute = Reserve(4 + value.Length);
        MemoryMarshal.Write(attribute, (ushort)(4 + value.Length));
        MemoryMarshal.Write(attribute[2..], type);
        value.CopyTo(attribute[4..]);
    }

    /// <summary>Writes a string with its closing zero.</summary>
    public void Attribute(ushort type, string value)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length) + 1];
        int length = Encoding.UTF8.GetBytes(value, bytes);
        bytes[length] = 0;
        Attribute(type, bytes[..(length + 1)]);
    }

    public void End() => MemoryMarshal.Write(_buffer.AsSpan(_message), (uint)(_length - _message));

    /// <summary>Room for this many bytes, zeroed and followed by what alignment needs.</summary>
    private Span<byte> Reserve(int length)
    {
        int aligned = (length + 3) & ~3;
        if (_length + aligned > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + aligned));
        Span<byte> room = _buffer.AsSpan(_length, aligned);
        room.Clear();
        _length += aligned;
        return room[..length];
    }
}
