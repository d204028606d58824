using System.Buffers.Binary;
using System.Net;

namespace Holdfast;

/// <summary>The address family of an <see cref="IpAddress"/>; <see cref="None"/> only in the default value.</summary>
internal enum IpFamily : byte
{
    None,
    V4,
    V6,
}

/// <summary>
/// An IPv4 or IPv6 address as a value: compared, hashed and copied without allocating, which
/// <see cref="IPAddress"/> can't. Ordered within a family as unsigned numbers, as the VRRP tie-break
/// needs it (RFC 9568, section 6.4.3).
/// </summary>
internal readonly record struct IpAddress : IComparable<IpAddress>
{
    private readonly UInt128 _value;

    private IpAddress(IpFamily family, UInt128 value)
    {
        Family = family;
        _value = value;
    }

    public IpFamily Family { get; }

    /// <summary>Whether this is the default value, which is no address at all.</summary>
    public bool IsNone => Family == IpFamily.None;

    /// <summary>Whether it is one of fe80::/10, RFC 4291, section 2.5.6.</summary>
    public bool IsLinkLocal => Family == IpFamily.V6 && _value >> 118 == 0xfe80 >> 6;

    /// <summary>Whether it is a group: 224.0.0.0/4, RFC 1112, section 4, or ff00::/8, RFC 4291, section 2.7.</summary>
    public bool IsMulticast => Family switch { IpFamily.V4 => _value >> 28 == 0xe, IpFamily.V6 => _value >> 120 == 0xff, _ => false };

    /// <summary>Length in bytes: 4, 16, or 0 for the default value.</summary>
    public int Length => Family switch { IpFamily.V4 => 4, IpFamily.V6 => 16, _ => 0 };

    /// <summary>The longest prefix that the family has, in bits: 32 or 128.</summary>
    public int MaxPrefixLength => Length * 8;

    /// <summary>Reads 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public static IpAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => new IpAddress(IpFamily.V4, BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        16 => new IpAddress(IpFamily.V6, BinaryPrimitives.ReadUInt128BigEndian(bytes)),
        _ => throw new ArgumentException("An IP address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Makes an IPv4 address of its number in host order.</summary>
    public static IpAddress FromV4(uint value) => new(IpFamily.V4, value);

    public static IpAddress From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return FromBytes(bytes[..written]);
    }

    /// <summary>Reads dotted-quad IPv4 (four parts, as inet_pton(3)) or IPv6 text without a zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.Contains('%') || (!text.Contains(':') && !IsDottedQuad(text)) || !IPAddress.TryParse(text, out IPAddress? parsed))
            return false;
        address = From(parsed);
        return true;
    }

    /// <summary>Four decimal numbers; none begins with a zero, which <see cref="IPAddress"/> takes for octal.</summary>
    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || part.ContainsAnyExceptInRange('0', '9')) return false;
        }
        return parts == 4;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out IpAddress address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>Writes the address in network order; <paramref name="destination"/> has at least <see cref="Length"/> bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        if (Family == IpFamily.V4)
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_value);
        else if (Family == IpFamily.V6)
            BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
    }

    /// <summary>Whether both are of one family and their first <paramref name="length"/> bits are the same.</summary>
    public bool SharesPrefix(IpAddress other, int length) =>
        Family == other.Family && (length == 0 || (_value ^ other._value) >> (MaxPrefixLength - length) == UInt128.Zero);

    /// <summary>The number of an IPv4 address, in host order; 0 for any other.</summary>
    public uint ToV4() => Family == IpFamily.V4 ? (uint)_value : 0;

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        CopyTo(bytes);
        return new IPAddress(bytes[..Length]);
    }

    public int CompareTo(IpAddress other)
    {
        int byFamily = Family.CompareTo(other.Family);
        return byFamily != 0 ? byFamily : _value.CompareTo(other._value);
    }

    public override string ToString() => IsNone ? "none" : ToIPAddress().ToString();
}
