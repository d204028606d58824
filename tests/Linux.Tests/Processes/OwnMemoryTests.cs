using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests.Processes;

public sealed class OwnMemoryTests
{
    [Fact]
    public void Code_that_was_given_back_still_runs()
    {
        string before = string.Join(',', Enumerable.Range(0, 100).Select(i => i.ToString("x4")));

        OwnMemory.ReleaseCode();

        string.Join(',', Enumerable.Range(0, 100).Select(i => i.ToString("x4"))).ShouldBe(before);
        File.ReadAllText("/proc/self/status").ShouldContain("VmRSS");
    }
}
