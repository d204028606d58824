using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Holdfast.Linux.Netlink;

/// <summary>A network interface as the kernel has it, rtnetlink(7).</summary>
/// <param name="Index">Its index, which a new interface of the same name does not share.</param>
/// <param name="Name">Its name at the moment.</param>
/// <param name="IsUp">Whether it is set up and has a link (IFF_UP and IFF_RUNNING).</param>
/// <param name="HardwareAddress">The link layer's address; empty where it has none.</param>
public sealed record Link(int Index, string Name, bool IsUp, ReadOnlyMemory<byte> HardwareAddress);

/// <summary>An address on an interface, as <c>ip address</c> shows it.</summary>
public sealed record InterfaceAddress
{
    public required int InterfaceIndex { get; init; }

    /// <summary>IFA_LOCAL, or IFA_ADDRESS where that is missing.</summary>
    public required IPAddress Address { get; init; }

    public required byte PrefixLength { get; init; }

    public IPAddress? Broadcast { get; init; }

    public string? Label { get; init; }

    /// <summary>RT_SCOPE_UNIVERSE 0, RT_SCOPE_SITE 200, RT_SCOPE_LINK 253, RT_SCOPE_HOST 254; or a number of the administrator's.</summary>
    public byte Scope { get; init; }

    /// <summary>Who added it, IFA_PROTO; 0 where nobody said, and always before Linux 5.18.</summary>
    public byte Protocol { get; init; }
}

/// <summary>Layouts and numbers of rtnetlink(7), and the records to and from their bytes.</summary>
internal static class RouteMessages
{
    public const ushort NLMSG_ERROR = 2;
    public const ushort NLMSG_DONE = 3;
    public const ushort RTM_NEWLINK = 16;
    public const ushort RTM_DELLINK = 17;
    public const ushort RTM_GETLINK = 18;
    public const ushort RTM_NEWADDR = 20;
    public const ushort RTM_DELADDR = 21;
    public const ushort RTM_GETADDR = 22;
    public const ushort NLM_F_REQUEST = 0x1;
    public const ushort NLM_F_ACK = 0x4;
    public const ushort NLM_F_DUMP_INTR = 0x10;
    public const ushort NLM_F_DUMP = 0x300;
    public const ushort NLM_F_EXCL = 0x200;
    public const ushort NLM_F_CREATE = 0x400;
    public const ushort NLM_F_ACK_TLVS = 0x200;
    private const byte AF_UNSPEC = 0;
    private const uint IFF_UP = 0x1;
    private const uint IFF_RUNNING = 0x40;
    private const ushort IFLA_ADDRESS = 1;
    private const ushort IFLA_IFNAME = 3;
    private const ushort IFA_ADDRESS = 1;
    private const ushort IFA_LOCAL = 2;
    private const ushort IFA_LABEL = 3;
    private const ushort IFA_BROADCAST = 4;
    private const ushort IFA_PROTO = 11;
    private const ushort NLMSGERR_ATTR_MSG = 1;

    public static void WriteDump(NetlinkWriter writer, ushort type, uint sequence)
    {
        writer.Begin(type, NLM_F_REQUEST | NLM_F_DUMP, sequence);
        if (type == RTM_GETLINK) writer.Fixed(default(InterfaceMessage));
        else writer.Fixed(default(AddressMessage));
        writer.End();
    }

    public static void WriteAddress(NetlinkWriter writer, ushort type, InterfaceAddress address, uint sequence)
    {
        ushort flags = NLM_F_REQUEST | NLM_F_ACK;
        if (type == RTM_NEWADDR) flags |= NLM_F_CREATE | NLM_F_EXCL;
        writer.Begin(type, flags, sequence);
        writer.Fixed(new AddressMessage
        {
            Family = (byte)address.Address.AddressFamily.ToKernel(),
            PrefixLength = address.PrefixLength,
            Scope = address.Scope,
            InterfaceIndex = (uint)address.InterfaceIndex,
        });
        Span<byte> bytes = stackalloc byte[16];
        address.Address.TryWriteBytes(bytes, out int length);
        writer.Attribute(IFA_LOCAL, bytes[..length]);
        writer.Attribute(IFA_ADDRESS, bytes[..length]);
        if (type == RTM_NEWADDR)
        {
            if (address.Broadcast is { } broadcast)
            {
                broadcast.TryWriteBytes(bytes, out length);
                writer.Attribute(IFA_BROADCAST, bytes[..length]);
            }
            if (address.Label is { } label) writer.Attribute(IFA_LABEL, label);
            if (address.Protocol != 0) writer.Attribute(IFA_PROTO, [address.Protocol]);
        }
        writer.End();
    }

    /// <summary>Reads RTM_NEWLINK or RTM_DELLINK; null for what is no whole message or of a bridge's.</summary>
    public static Link? ReadLink(ReadOnlySpan<byte> payload)
    {
        // A bridge tells of its ports in messages of the same type under its own family: a port that leaves is no link that is gone.
        if (!MemoryMarshal.TryRead(payload, out InterfaceMessage message) || message.Family != AF_UNSPEC) return null;
        string name = "";
        byte[] hardware = [];
        var attributes = new AttributeReader(payload[Marshal.SizeOf<InterfaceMessage>()..]);
        while (attributes.MoveNext())
        {
            if (attributes.Type == IFLA_IFNAME) name = Text(attributes.Value);
            else if (attributes.Type == IFLA_ADDRESS) hardware = attributes.Value.ToArray();
        }
        const uint UpAndRunning = IFF_UP | IFF_RUNNING;
        return new Link(message.Index, name, (message.Flags & UpAndRunning) == UpAndRunning, hardware);
    }

    /// <summary>Reads RTM_NEWADDR or RTM_DELADDR; null for what is no whole message or of a family other than IP.</summary>
    public static InterfaceAddress? ReadAddress(ReadOnlySpan<byte> payload)
    {
        if (!MemoryMarshal.TryRead(payload, out AddressMessage message)) return null;
        IPAddress? address = null, local = null, broadcast = null;
        string? label = null;
        byte protocol = 0;
        var attributes = new AttributeReader(payload[Marshal.SizeOf<AddressMessage>()..]);
        while (attributes.MoveNext())
        {
            ReadOnlySpan<byte> value = attributes.Value;
            switch (attributes.Type)
            {
                case IFA_ADDRESS when value.Length is 4 or 16: address = new IPAddress(value); break;
                case IFA_LOCAL when value.Length is 4 or 16: local = new IPAddress(value); break;
                case IFA_BROADCAST when value.Length is 4: broadcast = new IPAddress(value); break;
                case IFA_LABEL: label = Text(value); break;
                case IFA_PROTO when value.Length > 0: protocol = value[0]; break;
                default: break;
            }
        }
        if ((local ?? address) is not { } own) return null;
        return new InterfaceAddress
        {
            InterfaceIndex = (int)message.InterfaceIndex,
            Address = own,
            PrefixLength = message.PrefixLength,
            Broadcast = broadcast,
            Label = label,
            Scope = message.Scope,
            Protocol = protocol,
        };
    }

    /// <summary>Reads NLMSG_ERROR: the error, or <see cref="Errno.None"/> for an acknowledgement, and the kernel's own words.</summary>
    public static (Errno Errno, string? Text) ReadError(ReadOnlySpan<byte> payload, ushort flags)
    {
        const int Fixed = sizeof(int) + NetlinkWriter.HeaderLength;
        if (payload.Length < Fixed) return (Errno.EINVAL, "a truncated acknowledgement");
        var errno = (Errno)(-MemoryMarshal.Read<int>(payload));
        if ((flags & NLM_F_ACK_TLVS) == 0) return (errno, null);
        var attributes = new AttributeReader(payload[Fixed..]);
        while (attributes.MoveNext())
            if (attributes.Type == NLMSGERR_ATTR_MSG) return (errno, Text(attributes.Value));
        return (errno, null);
    }

    /// <summary>Reads NLMSG_DONE, which ends a list: with an error where the kernel could not go on.</summary>
    public static Errno ReadDone(ReadOnlySpan<byte> payload) =>
        MemoryMarshal.TryRead(payload, out int result) ? (Errno)(-result) : Errno.None;

    private static int ToKernel(this AddressFamily family) => family == AddressFamily.InterNetwork ? 2 : 10;

    private static string Text(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value.TrimEnd((byte)0));

    /// <summary>ifinfomsg.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct InterfaceMessage
    {
        public byte Family;
        public byte Padding;
        public ushort Type;
        public int Index;
        public uint Flags;
        public uint Change;
    }

    /// <summary>ifaddrmsg.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct AddressMessage
    {
        public byte Family;
        public byte PrefixLength;
        public byte Flags;
        public byte Scope;
        public uint InterfaceIndex;
    }
}
