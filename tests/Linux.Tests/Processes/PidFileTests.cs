using System.Globalization;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Tests.Kernel;
using Tmds.Linux;

namespace Holdfast.Linux.Tests.Processes;

public sealed class PidFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string File => _folder["engine.pid"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_names_this_process_and_is_removed_at_the_end()
    {
        using (PidFile? file = PidFile.TryCreate(File, out int holder))
        {
            file.ShouldNotBeNull();
            holder.ShouldBe(0);
            System.IO.File.ReadAllText(File).ShouldBe($"{Environment.ProcessId}\n");
        }
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    public void While_it_is_held_a_second_is_told_who_holds_it()
    {
        using PidFile? first = PidFile.TryCreate(File, out _);
        PidFile.TryCreate(File, out int holder).ShouldBeNull();
        holder.ShouldBe(Environment.ProcessId);
        System.IO.File.ReadAllText(File).ShouldBe($"{Environment.ProcessId}\n", "and it stays as it was");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no number\n")]
    [InlineData("1\n")]
    [InlineData("2147483647\n")]
    [InlineData("99999999999999999999999999999999999999999999999999\n")]
    public void What_a_killed_process_left_is_no_hindrance(string content)
    {
        System.IO.File.WriteAllText(File, content);
        using PidFile? file = PidFile.TryCreate(File, out _);
        file.ShouldNotBeNull();
        System.IO.File.ReadAllText(File).ShouldBe($"{Environment.ProcessId}\n");
    }

    [Fact]
    public void A_keepalived_that_runs_holds_it_and_one_that_has_ended_does_not()
    {
        string keepalived = _folder["keepalived"];
        System.IO.File.Copy("/bin/sleep", keepalived);
        using ChildProcess child = ChildProcess.Start(keepalived, ["keepalived", "60"], []);
        System.IO.File.WriteAllText(File, child.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        PidFile.TryCreate(File, out int holder).ShouldBeNull();
        holder.ShouldBe(child.ProcessId);

        // Not waited for yet, it is a zombie, as it would be under an init that does not reap.
        child.SignalGroup(LibC.SIGKILL);
        Await.Readable(child.Value);
        using (PidFile? file = PidFile.TryCreate(File, out _)) file.ShouldNotBeNull();
        child.TryReap().ShouldNotBeNull();
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named_in_the_error() =>
        Should.Throw<IOException>(() => PidFile.TryCreate(_folder["nowhere/engine.pid"], out _)).Message.ShouldContain("nowhere/engine.pid");
}
