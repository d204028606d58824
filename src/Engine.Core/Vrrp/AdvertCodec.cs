using System.Buffers.Binary;

namespace Holdfast.Vrrp;

/// <summary>How an advertisement came in: what the IP header says.</summary>
internal readonly record struct AdvertEnvelope(IpAddress Source, IpAddress Destination, byte TimeToLive);

/// <summary>Advertisements to and from bytes: RFC 3768, section 5.1 and RFC 9568, section 5.1, over IPv4.</summary>
internal static class AdvertCodec
{
    /// <summary>The IP protocol number of VRRP.</summary>
    public const int Protocol = 112;

    /// <summary>A header, 255 addresses and the password of version 2.</summary>
    public const int MaxLength = HeaderLength + (255 * AddressLength) + PasswordLength;

    private const int HeaderLength = 8;
    private const int AddressLength = 4;
    private const int PasswordLength = 8;
    private const byte TypeAdvertisement = 1;
    private const byte NoAuthentication = 0;
    private const byte SimpleTextPassword = 1;
    private const byte RequiredTimeToLive = 255;
    private const double CentisecondsPerSecond = 100;

    /// <summary>224.0.0.18, the group of all VRRP routers (RFC 9568, section 5.1.1.2).</summary>
    public static readonly IpAddress MulticastGroup = IpAddress.Parse("224.0.0.18");

    /// <summary>The virtual router that a packet is for, to find the one that decodes it.</summary>
    public static bool TryReadVirtualRouterId(ReadOnlySpan<byte> payload, out byte virtualRouterId)
    {
        bool isWhole = payload.Length >= HeaderLength;
        virtualRouterId = isWhole ? payload[1] : (byte)0;
        return isWhole;
    }

    /// <summary>Writes an advertisement.</summary>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="options">The sender.</param>
    /// <param name="priority">The priority to announce: 0 when giving up.</param>
    /// <param name="source">The sender's address, which the checksum of version 3 covers.</param>
    /// <param name="target">The receiver's address, likewise.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Encode(Span<byte> destination, VirtualRouterOptions options, byte priority, IpAddress source, IpAddress target)
    {
        int length = HeaderLength + (options.Addresses.Count * AddressLength);
        destination[0] = (byte)((options.Version << 4) | TypeAdvertisement);
        destination[1] = options.VirtualRouterId;
        destination[2] = priority;
        destination[3] = (byte)options.Addresses.Count;
        if (options.Version == 2)
        {
            destination[4] = options.Password.Count > 0 ? SimpleTextPassword : NoAuthentication;
            destination[5] = (byte)options.AdvertInterval.TotalSeconds;
        }
        else
        {
            // Four reserved bits, then centiseconds in twelve (RFC 9568, sections 5.2.6 and 5.2.7).
            var centiseconds = (ushort)Math.Round(options.AdvertInterval.TotalSeconds * CentisecondsPerSecond);
            BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)(centiseconds & 0xfff));
        }
        destination[6..8].Clear();
        for (int i = 0; i < options.Addresses.Count; i++)
            options.Addresses[i].CopyTo(destination[(HeaderLength + (i * AddressLength))..]);
        if (options.Version == 2)
        {
            // The authentication data field is there without authentication too (RFC 3768, section 5.3.10).
            destination.Slice(length, PasswordLength).Clear();
            options.Password.AsSpan().CopyTo(destination[length..]);
            length += PasswordLength;
        }
        ushort checksum = Checksum(destination[..length], options.Version, source, target);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], checksum);
        return length;
    }

    /// <summary>Checks a packet as RFC 9568, section 7.1 and RFC 3768, section 7.1 say, and reads it.</summary>
    /// <param name="payload">What follows the IP header.</param>
    /// <param name="envelope">What the IP header said.</param>
    /// <param name="options">The virtual router that it is for.</param>
    /// <param name="knownMaster">The master that is followed already, whose address list need not be compared again.</param>
    /// <param name="advert">The advertisement, when the result is <see cref="AdvertError.None"/>.</param>
    public static AdvertError Decode(
        ReadOnlySpan<byte> payload, in AdvertEnvelope envelope, VirtualRouterOptions options, IpAddress knownMaster, out Advert advert)
    {
        advert = default;
        // "MUST verify that the IPv4 TTL or IPv6 Hop Limit is 255." Unicast may cross routers; keepalived does not check it there.
        if (!options.IsUnicast && envelope.TimeToLive != RequiredTimeToLive) return AdvertError.TimeToLive;
        if (payload.Length < HeaderLength) return AdvertError.PacketLength;
        // "MUST verify that the VRRP version is 2 or 3": it has to be the one that we are configured for.
        if (payload[0] >> 4 != options.Version) return AdvertError.VersionMismatch;
        if ((payload[0] & 0xf) != TypeAdvertisement) return AdvertError.UnknownType;
        // "MUST verify that the received packet contains the complete VRRP packet."
        int count = payload[3];
        int addressesEnd = HeaderLength + (count * AddressLength);
        int length = options.Version == 2 ? addressesEnd + PasswordLength : addressesEnd;
        if (payload.Length < length) return AdvertError.PacketLength;
        // "MUST verify the VRRP checksum."
        if (Checksum(payload[..length], options.Version, envelope.Source, envelope.Destination) != 0) return AdvertError.Checksum;
        // "MUST verify that the VRID is configured on the receiving interface."
        if (payload[1] != options.VirtualRouterId) return AdvertError.VirtualRouterId;
        if (options.IsUnicast && !IsPeer(options, envelope.Source)) return AdvertError.UnknownPeer;

        TimeSpan interval;
        if (options.Version == 2)
        {
            AdvertError authentication = CheckAuthentication(payload[4], payload[addressesEnd..length], options);
            if (authentication != AdvertError.None) return authentication;
            // "MUST verify that the Adver Interval in the packet is the same as the locally configured."
            interval = TimeSpan.FromSeconds(payload[5]);
            if (interval != options.AdvertInterval) return AdvertError.IntervalMismatch;
        }
        else
        {
            interval = TimeSpan.FromMilliseconds((BinaryPrimitives.ReadUInt16BigEndian(payload[4..]) & 0xfff) * 10);
            // A timer of no length would make a busy loop of a stranger's packet.
            if (interval == TimeSpan.Zero) return AdvertError.IntervalMismatch;
        }

        // "If the received count is 0, the VRRP advertisement MUST be ignored" (RFC 9568, section 5.2.5); two routers that
        // are both configured without an address still elect a master, as keepalived's do.
        if (count == 0 && options.Addresses.Count > 0) return AdvertError.AddressListMismatch;
        bool mustCompare = !options.SkipAddressCheck || envelope.Source != knownMaster;
        if (mustCompare && !SameAddresses(payload[HeaderLength..addressesEnd], options.Addresses)) return AdvertError.AddressListMismatch;
        advert = new Advert(envelope.Source, payload[2], interval);
        return AdvertError.None;
    }

    private static AdvertError CheckAuthentication(byte type, ReadOnlySpan<byte> data, VirtualRouterOptions options)
    {
        ReadOnlySpan<byte> password = options.Password.AsSpan();
        if (type != (password.Length > 0 ? SimpleTextPassword : NoAuthentication)) return AdvertError.AuthenticationType;
        if (password.Length == 0) return AdvertError.None;
        bool same = data.StartsWith(password) && data[password.Length..].IndexOfAnyExcept((byte)0) < 0;
        return same ? AdvertError.None : AdvertError.AuthenticationFailed;
    }

    private static bool IsPeer(VirtualRouterOptions options, IpAddress source)
    {
        foreach (IpAddress peer in options.UnicastPeers.AsSpan())
            if (peer == source) return true;
        return false;
    }

    /// <summary>Whether both have the same addresses, in any order.</summary>
    private static bool SameAddresses(ReadOnlySpan<byte> bytes, ValueList<IpAddress> addresses)
    {
        if (bytes.Length != addresses.Count * AddressLength) return false;
        Span<byte> own = stackalloc byte[AddressLength];
        for (int i = 0; i < addresses.Count; i++)
        {
            // Mostly both are in one order, and then the first comparison settles it.
            addresses[i].CopyTo(own);
            if (!bytes.Slice(i * AddressLength, AddressLength).SequenceEqual(own) && !Contains(bytes, own)) return false;
        }
        return true;
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> address)
    {
        for (; bytes.Length > 0; bytes = bytes[AddressLength..])
            if (bytes.StartsWith(address)) return true;
        return false;
    }

    /// <summary>
    /// The Internet checksum (RFC 1071) of the packet; in version 3 of the pseudo header too, as keepalived has it by
    /// default. 0 over a packet whose checksum is right.
    /// </summary>
    private static ushort Checksum(ReadOnlySpan<byte> packet, int version, IpAddress source, IpAddress destination)
    {
        uint sum = 0;
        if (version == 3)
        {
            Span<byte> pseudoHeader = stackalloc byte[12];
            source.CopyTo(pseudoHeader);
            destination.CopyTo(pseudoHeader[4..]);
            pseudoHeader[8] = 0;
            pseudoHeader[9] = Protocol;
            BinaryPrimitives.WriteUInt16BigEndian(pseudoHeader[10..], (ushort)packet.Length);
            sum = Add(pseudoHeader, sum);
        }
        sum = Add(packet, sum);
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    private static uint Add(ReadOnlySpan<byte> bytes, uint sum)
    {
        for (; bytes.Length >= 2; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return sum;
    }
}
