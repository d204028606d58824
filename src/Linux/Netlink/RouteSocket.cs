using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Netlink;

/// <summary>A change of one address, and after <see cref="RouteSocket.Apply"/> what came of it.</summary>
public sealed class AddressChange(InterfaceAddress address, bool isAdd)
{
    public InterfaceAddress Address { get; } = address;

    /// <summary>Whether it is to be added, or else removed.</summary>
    public bool IsAdd { get; } = isAdd;

    /// <summary>Why the kernel refused; null when what was asked for is now so.</summary>
    public LinuxException? Failure { get; internal set; }

    /// <summary>Whether nothing had to be done.</summary>
    public bool WasSoAlready { get; internal set; }
}

/// <summary>Asks the kernel about links and addresses and changes addresses, waiting for its answer; rtnetlink(7).</summary>
public sealed class RouteSocket : IDisposable
{
    private const int MaxRequestsInFlight = 64;
    private const int MaxDumps = 100;
    private readonly NetlinkSocket _socket = new(groups: 0, isBlocking: true);
    private readonly NetlinkWriter _writer = new();
    private readonly byte[] _buffer = new byte[32 * 1024];
    private uint _sequence;

    /// <summary>Equivalent to: <c>ip link show</c></summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public IReadOnlyList<Link> Links()
    {
        var links = new List<Link>();
        Dump(RouteMessages.RTM_GETLINK, links.Clear, payload =>
        {
            if (RouteMessages.ReadLink(payload) is { } link) links.Add(link);
        });
        return links;
    }

    /// <summary>Equivalent to: <c>ip address show</c></summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public IReadOnlyList<InterfaceAddress> Addresses()
    {
        var addresses = new List<InterfaceAddress>();
        Dump(RouteMessages.RTM_GETADDR, addresses.Clear, payload =>
        {
            if (RouteMessages.ReadAddress(payload) is { } address) addresses.Add(address);
        });
        return addresses;
    }

    /// <summary>
    /// Equivalent to <c>ip address add</c> and <c>ip address del</c> for each, in order. An address that is there
    /// already, or gone already, is no failure.
    /// </summary>
    /// <exception cref="LinuxException">The socket failed; what the kernel refuses stands in the change instead.</exception>
    public void Apply(IReadOnlyList<AddressChange> changes)
    {
        for (int start = 0; start < changes.Count; start += MaxRequestsInFlight)
        {
            int count = Math.Min(MaxRequestsInFlight, changes.Count - start);
            uint first = _sequence + 1;
            _writer.Clear();
            for (int i = 0; i < count; i++)
            {
                AddressChange change = changes[start + i];
                RouteMessages.WriteAddress(
                    _writer, change.IsAdd ? RouteMessages.RTM_NEWADDR : RouteMessages.RTM_DELADDR, change.Address, ++_sequence);
            }
            _socket.Send(_writer.Written);
            for (int answered = 0; answered < count;) answered += ReadAnswers(changes, start, first, count);
        }
    }

    public void Dispose() => _socket.Dispose();

    private int ReadAnswers(IReadOnlyList<AddressChange> changes, int start, uint first, int count)
    {
        int answered = 0;
        var reader = new NetlinkReader(Receive());
        while (reader.MoveNext())
        {
            uint index = reader.Sequence - first;
            if (reader.Type != RouteMessages.NLMSG_ERROR || index >= count) continue;
            AddressChange change = changes[start + (int)index];
            (Errno errno, string? text) = RouteMessages.ReadError(reader.Payload, reader.Flags);
            change.WasSoAlready = errno != Errno.None && !IsFailure(change, errno);
            change.Failure = IsFailure(change, errno) ? new LinuxException(Describe(change), errno, text, Capability.CAP_NET_ADMIN) : null;
            answered++;
        }
        return answered;
    }

    private static bool IsFailure(AddressChange change, Errno errno) => errno switch
    {
        Errno.None => false,
        Errno.EEXIST => !change.IsAdd,
        // The address is gone, and so is its interface perhaps.
        Errno.EADDRNOTAVAIL or Errno.ENODEV => change.IsAdd,
        _ => true,
    };

    private static string Describe(AddressChange change) =>
        $"ip address {(change.IsAdd ? "add" : "del")} {change.Address.Address}/{change.Address.PrefixLength} on interface {change.Address.InterfaceIndex}";

    /// <summary>
    /// Takes a list, again from the start where something changed between two of its datagrams: what the kernel
    /// then gives may lack entries that were there all the time.
    /// </summary>
    private void Dump(ushort type, Action restart, PayloadReader read)
    {
        for (int i = 0; i < MaxDumps; i++)
        {
            restart();
            if (TryDump(type, read)) return;
        }
        throw new LinuxException("netlink dump", Errno.EINTR, "what is listed kept changing meanwhile");
    }

    private bool TryDump(ushort type, PayloadReader read)
    {
        uint sequence = ++_sequence;
        bool isWhole = true;
        _writer.Clear();
        RouteMessages.WriteDump(_writer, type, sequence);
        _socket.Send(_writer.Written);
        while (true)
        {
            var reader = new NetlinkReader(Receive());
            while (reader.MoveNext())
            {
                if (reader.Sequence != sequence) continue;
                if ((reader.Flags & RouteMessages.NLM_F_DUMP_INTR) != 0) isWhole = false;
                switch (reader.Type)
                {
                    case RouteMessages.NLMSG_DONE when RouteMessages.ReadDone(reader.Payload) is var errno:
                        return errno == Errno.None ? isWhole : throw new LinuxException("netlink dump", errno);
                    case RouteMessages.NLMSG_ERROR:
                        (Errno refused, string? text) = RouteMessages.ReadError(reader.Payload, reader.Flags);
                        throw new LinuxException("netlink dump", refused, text);
                    default:
                        read(reader.Payload);
                        break;
                }
            }
        }
    }

    private ReadOnlySpan<byte> Receive()
    {
        while (true)
        {
            (int length, Errno errno) = _socket.Receive(_buffer);
            if (errno == Errno.None) return _buffer.AsSpan(0, length);
            if (errno != Errno.EINTR) throw new LinuxException("receive netlink answer", errno);
        }
    }

    private delegate void PayloadReader(ReadOnlySpan<byte> payload);
}
