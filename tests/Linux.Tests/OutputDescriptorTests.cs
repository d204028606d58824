using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests;

public sealed class OutputDescriptorTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_that_append_to_one_file_don_t_write_over_each_other()
    {
        using OutputDescriptor first = OutputDescriptor.Append(_folder["log"]);
        using OutputDescriptor second = OutputDescriptor.Append(_folder["log"]);
        first.Write("one\n"u8).ShouldBeTrue();
        second.Write("two\n"u8).ShouldBeTrue();
        first.Write("three\n"u8).ShouldBeTrue();
        File.ReadAllText(_folder["log"]).ShouldBe("one\ntwo\nthree\n");
    }

    [Fact]
    public void What_can_not_be_written_is_told()
    {
        using OutputDescriptor full = OutputDescriptor.Append("/dev/full");
        full.Write("lost\n"u8).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_can_not_be_opened_is_named_in_the_error() =>
        Should.Throw<LinuxException>(() => OutputDescriptor.Append("/nowhere/log")).Message.ShouldBe("open /nowhere/log: No such file or directory");
}
