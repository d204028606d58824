using Holdfast.Linux.Sockets;

namespace Holdfast.Linux.Tests;

public sealed class EventPollTests : IDisposable
{
    private readonly EventPoll _poll = new();

    public void Dispose() => _poll.Dispose();

    [Fact]
    public void What_another_thread_sets_wakes_the_wait_under_its_token()
    {
        using var idle = new EventDescriptor();
        using var wake = new EventDescriptor();
        _poll.Add(idle.Value, token: 1);
        _poll.Add(wake.Value, token: 2);
        var thread = new Thread(wake.Set);
        thread.Start();
        _poll.Wait().ShouldBe(1);
        _poll.Ready(0).ShouldBe(2);
        thread.Join();

        wake.Reset();
        idle.Set();
        _poll.Wait().ShouldBe(1);
        _poll.Ready(0).ShouldBe(1, "what was taken back is not told again");
    }

    [Fact]
    public void What_was_removed_wakes_nobody()
    {
        using var removed = new EventDescriptor();
        using var stays = new EventDescriptor();
        _poll.Add(removed.Value, token: 1);
        _poll.Add(stays.Value, token: 2);
        removed.Set();
        stays.Set();
        _poll.Remove(removed.Value);
        _poll.Wait().ShouldBe(1);
        _poll.Ready(0).ShouldBe(2);
        Should.Throw<LinuxException>(() => _poll.Remove(removed.Value)).Errno.ShouldBe(Errno.ENOENT);
    }

    [Fact]
    public void Room_to_write_wakes_only_who_waits_for_it()
    {
        (StreamConnection ours, Descriptor theirs) = StreamConnection.CreatePair();
        using var wake = new EventDescriptor();
        _poll.Add(ours.Value, token: 1);
        _poll.Add(wake.Value, token: 2);
        wake.Set();
        _poll.Wait().ShouldBe(1);
        _poll.Modify(ours.Value, token: 1, writable: true);
        _poll.Wait().ShouldBe(2);
        _poll.Modify(ours.Value, token: 1, writable: false);
        _poll.Wait().ShouldBe(1);
        _poll.Ready(0).ShouldBe(2);
        ours.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public void An_edge_triggered_timer_is_told_once_each_time_it_is_armed()
    {
        using var timer = new TimerDescriptor();
        using var wake = new EventDescriptor();
        _poll.Add(timer.Value, token: 1, edgeTriggered: true);
        for (int i = 0; i < 3; i++)
        {
            timer.Arm(MonotonicClock.Nanoseconds + 1_000_000);
            _poll.Wait().ShouldBe(1);
            _poll.Ready(0).ShouldBe(1);
        }
        _poll.Add(wake.Value, token: 2);
        wake.Set();
        _poll.Wait().ShouldBe(1);
        _poll.Ready(0).ShouldBe(2);
    }

    [Fact]
    public void A_descriptor_that_is_closed_is_no_descriptor()
    {
        var closed = new EventDescriptor();
        closed.Dispose();
        Should.Throw<ObjectDisposedException>(() => closed.Value);
        closed.Dispose();
    }
}
