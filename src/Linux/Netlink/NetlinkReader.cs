using System.Runtime.InteropServices;

namespace Holdfast.Linux.Netlink;

/// <summary>
/// The only place where netlink bytes are read: the messages of one datagram. What is shorter than it says ends the
/// reading; nothing is read beyond the end.
/// </summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    public ushort Type { get; private set; }

    public ushort Flags { get; private set; }

    public uint Sequence { get; private set; }

    /// <summary>What follows the header of the current message.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    public bool MoveNext()
    {
        if (_rest.Length < NetlinkWriter.HeaderLength) return false;
        int length = (int)MemoryMarshal.Read<uint>(_rest);
        if (length < NetlinkWriter.HeaderLength || length > _rest.Length) return false;
        Type = MemoryMarshal.Read<ushort>(_rest[4..]);
        Flags = MemoryMarshal.Read<ushort>(_rest[6..]);
        Sequence = MemoryMarshal.Read<uint>(_rest[8..]);
        Payload = _rest[NetlinkWriter.HeaderLength..length];
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }
}

/// <summary>The attributes that follow the fixed part of a message, or that are nested in one.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> bytes)
{
    private const ushort TypeMask = 0x3fff;
    private ReadOnlySpan<byte> _rest = bytes;

    public ushort Type { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        if (_rest.Length < 4) return false;
        int length = MemoryMarshal.Read<ushort>(_rest);
        if (length < 4 || length > _rest.Length) return false;
        Type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask);
        Value = _rest[4..length];
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }
}
