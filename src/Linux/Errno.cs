using System.Runtime.InteropServices;
using Holdfast.Linux.Processes;

namespace Holdfast.Linux;

/// <summary>The error numbers of errno(3) that callers tell apart.</summary>
public enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    ESRCH = 3,
    EINTR = 4,
    EAGAIN = 11,
    EACCES = 13,
    EEXIST = 17,
    ENODEV = 19,
    EINVAL = 22,
    EOPNOTSUPP = 95,
    EADDRINUSE = 98,
    EADDRNOTAVAIL = 99,
    ENETDOWN = 100,
    ENETUNREACH = 101,
    ENOBUFS = 105,
    ECONNREFUSED = 111,
}

/// <summary>A call to the kernel that failed: which one, on what, and what errno(3) said.</summary>
public sealed class LinuxException : Exception
{
    /// <param name="call">What was asked for, with what it was asked for.</param>
    /// <param name="errno">What the kernel answered.</param>
    /// <param name="detail">What else is known of the cause.</param>
    /// <param name="needed">The capability without which the kernel refuses this with EPERM or EACCES.</param>
    public LinuxException(string call, Errno errno, string? detail = null, Capability? needed = null)
        : base(Text(call, errno, detail, needed))
    {
        Call = call;
        Errno = errno;
    }

    /// <summary>The system call or netlink request, with what it was for, as in <c>bind vrrp socket to eth0</c>.</summary>
    public string Call { get; }

    public Errno Errno { get; }

    /// <summary>Throws for what the last call of this thread left in errno.</summary>
    internal static LinuxException Last(string call, Capability? needed = null) => new(call, (Errno)Tmds.Linux.LibC.errno, null, needed);

    private static string Text(string call, Errno errno, string? detail, Capability? needed)
    {
        string text = $"{call}: {Marshal.GetPInvokeErrorMessage((int)errno)}";
        if (!string.IsNullOrEmpty(detail)) text += $" ({detail})";
        return errno is (Errno.EPERM or Errno.EACCES) && needed is { } capability ? $"{text}; this needs {capability}, capabilities(7)" : text;
    }
}
