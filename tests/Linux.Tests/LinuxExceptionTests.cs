using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests;

public sealed class LinuxExceptionTests
{
    [Theory]
    [InlineData(Errno.EPERM, "socket: Operation not permitted; this needs CAP_NET_RAW, capabilities(7)")]
    [InlineData(Errno.EACCES, "socket: Permission denied; this needs CAP_NET_RAW, capabilities(7)")]
    [InlineData(Errno.ENODEV, "socket: No such device")]
    public void It_says_what_is_needed_where_that_is_the_cause(Errno errno, string text) =>
        new LinuxException("socket", errno, needed: Capability.CAP_NET_RAW).Message.ShouldBe(text);

    [Fact]
    public void It_says_what_else_is_known() =>
        new LinuxException("bind x", Errno.EINVAL, "too long").Message.ShouldBe("bind x: Invalid argument (too long)");
}
