using System.Runtime.ExceptionServices;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests.Kernel;

/// <summary>
/// Two network namespaces joined by one wire, removed with all that is in them:
/// <code>
///   left                       right
///   wire 10.77.0.1/24 -------- wire 10.77.0.2/24
///   02:00:00:00:00:01          02:00:00:00:00:02
/// </code>
/// </summary>
internal sealed class TwoHosts : IDisposable
{
    public const string Wire = "wire";
    public const uint LeftAddress = 0x0a4d0001;
    public const uint RightAddress = 0x0a4d0002;
    public static readonly byte[] LeftHardwareAddress = [2, 0, 0, 0, 0, 1];
    private static int _count;
    private readonly List<IDisposable> _opened = [];

    public TwoHosts()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making network namespaces needs root");
        Assert.SkipUnless(Program.Exists("ip"), "ip(8) of iproute2 is not installed");
        string name = $"holdfast-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";
        (Left, Right) = (name + "-left", name + "-right");
        try
        {
            Program.Run("ip", "netns", "add", Left);
            Program.Run("ip", "netns", "add", Right);
            Program.Run("ip", "-n", Left, "link", "add", Wire, "address", "02:00:00:00:00:01", "type", "veth",
                "peer", "name", Wire, "address", "02:00:00:00:00:02", "netns", Right);
            Bring(Left, "10.77.0.1/24");
            Bring(Right, "10.77.0.2/24");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Left { get; }

    public string Right { get; }

    /// <summary>Does something on a thread that is in this namespace, and is not used for anything else.</summary>
    public static T In<T>(string host, Func<T> action)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                NetworkNamespace.Enter(host);
                result = action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Opens something in this namespace, where it stays whoever uses it; it is closed with the hosts.</summary>
    public T Open<T>(string host, Func<T> open)
        where T : IDisposable
    {
        T opened = In(host, open);
        _opened.Add(opened);
        return opened;
    }

    public static int IndexOf(string host, string interfaceName) => In(host, () =>
    {
        using var route = new RouteSocket();
        return route.Links().Single(l => l.Name == interfaceName).Index;
    });

    public static string Ip(string host, params string[] arguments) => Program.Run("ip", ["-n", host, .. arguments]);

    public void Dispose()
    {
        foreach (IDisposable opened in _opened) opened.Dispose();
        foreach (string host in (string[])[Left, Right])
            if (File.Exists($"/run/netns/{host}")) Program.Run("ip", "netns", "delete", host);
    }

    private static void Bring(string host, string address)
    {
        // No router solicitations and no duplicate address detection: only what a test sends is on the wire.
        Program.Run("ip", "netns", "exec", host, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        Ip(host, "address", "add", address, "dev", Wire);
        Ip(host, "link", "set", Wire, "up");
        Ip(host, "link", "set", "lo", "up");
    }
}
