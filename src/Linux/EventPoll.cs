using Tmds.Linux;

namespace Holdfast.Linux;

/// <summary>Waits for many descriptors at once, epoll(7), level-triggered. Each is known by a token of its owner's.</summary>
public sealed unsafe class EventPoll : IDisposable
{
    private const int BatchSize = 64;
    private readonly Descriptor _descriptor = Descriptor.FromResult(LibC.epoll_create1(LibC.EPOLL_CLOEXEC), "epoll_create1");
    private readonly epoll_event[] _events = new epoll_event[BatchSize];

    public void Add(int descriptor, int token, bool edgeTriggered = false)
    {
        epoll_event request = Request(token, LibC.EPOLLIN | (edgeTriggered ? LibC.EPOLLET : 0));
        if (LibC.epoll_ctl(_descriptor.Value, LibC.EPOLL_CTL_ADD, descriptor, &request) < 0) throw LinuxException.Last("epoll_ctl add");
    }

    /// <summary>Says whether the owner also waits for room to write.</summary>
    public void Modify(int descriptor, int token, bool writable)
    {
        epoll_event request = Request(token, LibC.EPOLLIN | (writable ? LibC.EPOLLOUT : 0));
        if (LibC.epoll_ctl(_descriptor.Value, LibC.EPOLL_CTL_MOD, descriptor, &request) < 0) throw LinuxException.Last("epoll_ctl mod");
    }

    public void Remove(int descriptor)
    {
        epoll_event unused = default;
        if (LibC.epoll_ctl(_descriptor.Value, LibC.EPOLL_CTL_DEL, descriptor, &unused) < 0) throw LinuxException.Last("epoll_ctl del");
    }

    /// <summary>Waits until something is ready.</summary>
    /// <returns>How many tokens <see cref="Ready"/> now gives; 0 when a signal interrupted the wait.</returns>
    public int Wait()
    {
        fixed (epoll_event* events = _events)
        {
            int ready = LibC.epoll_wait(_descriptor.Value, events, BatchSize, -1);
            if (ready < 0 && (Errno)LibC.errno != Errno.EINTR) throw LinuxException.Last("epoll_wait");
            return Math.Max(0, ready);
        }
    }

    public int Ready(int index) => _events[index].data.fd;

    public void Dispose() => _descriptor.Dispose();

    private static epoll_event Request(int token, int events)
    {
        epoll_event request = default;
        request.events = events;
        request.data.fd = token;
        return request;
    }
}
