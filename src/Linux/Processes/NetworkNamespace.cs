using System.Text;
using Tmds.Linux;

namespace Holdfast.Linux.Processes;

/// <summary>The network namespaces of ip-netns(8).</summary>
public static unsafe class NetworkNamespace
{
    private const int CLONE_NEWNET = 0x40000000;

    /// <summary>Moves this thread, and the threads and processes that it starts, into a named namespace.</summary>
    /// <exception cref="LinuxException">There is none of that name, or privileges are missing (CAP_SYS_ADMIN).</exception>
    public static void Enter(string name)
    {
        byte[] path = Encoding.UTF8.GetBytes($"/run/netns/{name}\0");
        fixed (byte* pointer = path)
        {
            using var descriptor = Descriptor.FromResult(
                LibC.open(pointer, LibC.O_RDONLY | LibC.O_CLOEXEC), $"open network namespace {name}");
            if (LibC.setns(descriptor.Value, CLONE_NEWNET) < 0) throw LinuxException.Last($"enter network namespace {name}", Capability.CAP_SYS_ADMIN);
        }
    }
}
