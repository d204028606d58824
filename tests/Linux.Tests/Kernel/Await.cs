using System.Diagnostics;
using Tmds.Linux;

namespace Holdfast.Linux.Tests.Kernel;

/// <summary>Waits for what another process or the kernel does; the limit is only there to fail rather than hang.</summary>
internal static unsafe class Await
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Limit, $"waited in vain: {what}");
            Thread.Sleep(5);
        }
    }

    public static void Readable(int descriptor) => IsReadable(descriptor, (int)Limit.TotalMilliseconds).ShouldBeTrue("nothing came to be read");

    /// <summary>Whether there is something to read, within this many milliseconds.</summary>
    public static bool IsReadable(int descriptor, int milliseconds)
    {
        pollfd request = default;
        request.fd = descriptor;
        request.events = LibC.POLLIN;
        return LibC.poll(&request, 1, milliseconds) > 0;
    }
}
