using System.Globalization;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Sockets;
using Holdfast.Linux.Tests.Kernel;
using Tmds.Linux;

namespace Holdfast.Linux.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Output => _folder["output"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_exit_status_is_told()
    {
        ChildExit exit = Run("exit 7");
        exit.ShouldBe(new ChildExit(7, null));
        exit.IsSuccess.ShouldBeFalse();
        exit.ToString().ShouldBe("exited with status 7");
        Run("exit 0").IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void A_signal_that_ended_it_is_told()
    {
        ChildExit exit = Run("kill -TERM $$");
        exit.ShouldBe(new ChildExit(null, LibC.SIGTERM));
        exit.IsSuccess.ShouldBeFalse();
        exit.ToString().ShouldBe("killed by signal 15");
    }

    [Fact]
    public void While_it_runs_there_is_nothing_to_reap()
    {
        using ChildProcess child = Sleep();
        child.TryReap().ShouldBeNull();
        Await.IsReadable(child.Value, milliseconds: 0).ShouldBeFalse();
        child.SignalGroup(LibC.SIGKILL);
        Reap(child).ShouldBe(new ChildExit(null, LibC.SIGKILL));
    }

    [Fact]
    public void A_program_that_does_not_exist_is_named_in_the_error() =>
        Should.Throw<LinuxException>(() => ChildProcess.Start("/no/such/program", ["program"], []))
            .Message.ShouldBe("start /no/such/program: No such file or directory");

    [Fact]
    public void A_file_that_is_not_executable_is_named_in_the_error()
    {
        File.WriteAllText(Output, "no program");
        LinuxException exception = Should.Throw<LinuxException>(() => ChildProcess.Start(Output, [Output], []));
        (exception.Errno, exception.Message).ShouldBe((Errno.EACCES, $"start {Output}: Permission denied"));
    }

    [Fact]
    public void It_is_killed_with_its_children()
    {
        using ChildProcess child = Shell($"sleep 60 & echo $! > {Output}; wait");
        Await.Until(() => File.Exists(Output) && File.ReadAllText(Output).EndsWith('\n'), "the child has a child");
        int grandchild = int.Parse(File.ReadAllText(Output).Trim(), CultureInfo.InvariantCulture);
        IsRunning(grandchild).ShouldBeTrue();

        child.SignalGroup(LibC.SIGKILL);
        Reap(child).Signal.ShouldBe(LibC.SIGKILL);
        Await.Until(() => !IsRunning(grandchild), "the child's child is gone too");
    }

    [Fact]
    public void Arguments_reach_it_as_they_are()
    {
        string[] words = ["two words", "$HOME", "*", "", "'quoted\"", "ümlaut"];
        Start("printf '<%s>' \"$@\" > " + Output, words);
        File.ReadAllText(Output).ShouldBe(string.Concat(words.Select(w => $"<{w}>")));
    }

    [Fact]
    public void The_environment_is_the_one_given_and_no_other()
    {
        using ChildProcess child = Sleep(["ONE=1", "TWO=zwölf"]);
        File.ReadAllText($"/proc/{child.ProcessId}/environ").ShouldBe("ONE=1\0TWO=zwölf\0");
        Kill(child);
    }

    [Fact]
    public void It_inherits_no_descriptor_not_even_one_that_is_not_close_on_exec()
    {
        int careless = LibC.dup(0);
        (LibC.fcntl(careless, LibC.F_GETFD) & LibC.FD_CLOEXEC).ShouldBe(0);
        using ChildProcess child = Sleep();
        _ = LibC.close(careless);
        Descriptors(child).ShouldBe(["0 -> /dev/null", "1 -> /dev/null", "2 -> /dev/null"]);
        Kill(child);
    }

    [Fact]
    public void Its_output_goes_where_our_errors_go_when_it_is_to_be_shown()
    {
        using ChildProcess child = Sleep(showOutput: true);
        string? errors = new FileInfo("/proc/self/fd/2").LinkTarget;
        Descriptors(child).ShouldBe(["0 -> /dev/null", $"1 -> {errors}", $"2 -> {errors}"]);
        Kill(child);
    }

    [Fact]
    public void No_signal_is_blocked_or_ignored_in_it()
    {
        // The .NET runtime ignores SIGPIPE, and what the parent ignores a child would too.
        Signals("self", "SigIgn").ShouldNotBe(0u);
        using ChildProcess child = Sleep();
        string process = child.ProcessId.ToString(CultureInfo.InvariantCulture);
        (Signals(process, "SigBlk"), Signals(process, "SigIgn")).ShouldBe((0u, 0u));
        Kill(child);
    }

    [Fact]
    public void It_leads_a_process_group_of_its_own()
    {
        using ChildProcess child = Sleep();
        // proc(5): number, name, state, parent, process group.
        string[] status = File.ReadAllText($"/proc/{child.ProcessId}/stat").Split(") ")[1].Split(' ');
        status[2].ShouldBe(child.ProcessId.ToString(CultureInfo.InvariantCulture));
        Kill(child);
    }

    [Fact]
    public void A_descriptor_given_is_its_third_and_ends_with_it()
    {
        (StreamConnection ours, Descriptor theirs) = StreamConnection.CreatePair();
        using (ours)
        {
            using (theirs)
            {
                using ChildProcess child = ChildProcess.Start("/bin/sh", ["sh", "-c", "read line <&3; echo \"heard $line\" >&3"], [], third: theirs);
                ours.Write("hello\n"u8).ShouldBe((6, Errno.None));
                Reap(child).IsSuccess.ShouldBeTrue();
            }
            byte[] buffer = new byte[64];
            (int length, Errno errno) = ours.Read(buffer);
            errno.ShouldBe(Errno.None);
            buffer.AsSpan(0, length).SequenceEqual("heard hello\n"u8).ShouldBeTrue();
            ours.Read(buffer).ShouldBe((0, Errno.None), "nobody else has the other end open");
        }
    }

    [Fact]
    public void Two_hundred_children_leave_no_descriptor_and_no_zombie()
    {
        Run("exit 0");
        // What tests before left to the collector is not to go while we count.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int before = OpenDescriptors();
        for (int i = 0; i < 200; i++)
        {
            using ChildProcess child = ChildProcess.Start("/bin/true", ["true"], []);
            Reap(child).IsSuccess.ShouldBeTrue();
        }
        for (int i = 0; i < 50; i++) Should.Throw<LinuxException>(() => ChildProcess.Start("/no/such/program", ["program"], []));
        OpenDescriptors().ShouldBe(before);
        Children().ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_descriptor_is_left_to_wait_with_the_child_does_not_run_on()
    {
        Assert.SkipUnless(Program.Exists("prlimit"), "prlimit(1) of util-linux is not installed");
        string self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string before = Program.Run("prlimit", "--pid", self, "--nofile", "--raw", "--noheadings", "--output", "SOFT").Trim();
        Program.Run("prlimit", "--pid", self, "--nofile=512:");
        var taken = new List<int>();
        try
        {
            for (int descriptor = LibC.dup(0); descriptor >= 0; descriptor = LibC.dup(0)) taken.Add(descriptor);
            Should.Throw<LinuxException>(() => Shell($"sleep 1; echo ran > {Output}")).Message
                .ShouldBe("start /bin/sh: pidfd_open: Too many open files");
        }
        finally
        {
            foreach (int descriptor in taken) _ = LibC.close(descriptor);
            Program.Run("prlimit", "--pid", self, $"--nofile={before}:");
        }
        Children().ShouldBeEmpty("it was killed and waited for");
        File.Exists(Output).ShouldBeFalse();
    }

    private static ChildProcess Shell(string script, params string[] arguments) =>
        ChildProcess.Start("/bin/sh", ["sh", "-c", script, "sh", .. arguments], [$"PATH={Environment.GetEnvironmentVariable("PATH")}"]);

    /// <summary>A child whose exec(3) is over: posix_spawn(3) returns a little before descriptors are closed and the environment is set.</summary>
    private static ChildProcess Sleep(string[]? environment = null, bool showOutput = false)
    {
        ChildProcess child = ChildProcess.Start("/bin/sleep", ["sleep", "60"], environment ?? ["ANY=1"], showOutput);
        Await.Until(() => File.ReadAllText($"/proc/{child.ProcessId}/environ").EndsWith('\0'), "the child has its environment");
        return child;
    }

    private static void Kill(ChildProcess child)
    {
        child.SignalGroup(LibC.SIGKILL);
        Reap(child);
    }

    private static ChildExit Run(string script)
    {
        using ChildProcess child = Shell(script);
        return Reap(child);
    }

    /// <summary>Runs a script that has to succeed.</summary>
    private static void Start(string script, params string[] arguments)
    {
        using ChildProcess child = Shell(script, arguments);
        Reap(child).ToString().ShouldBe("exited with status 0");
    }

    private static ChildExit Reap(ChildProcess child)
    {
        Await.Readable(child.Value);
        return child.TryReap().ShouldNotBeNull();
    }

    private static IEnumerable<string> Descriptors(ChildProcess child) =>
        Directory.GetFileSystemEntries($"/proc/{child.ProcessId}/fd").Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetFileName(path)} -> {new FileInfo(path).LinkTarget}");

    /// <summary>A set of the signals 1 to 31; those above are the C library's own.</summary>
    private static uint Signals(string process, string set)
    {
        string line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith(set + ":", StringComparison.Ordinal));
        return (uint)(ulong.Parse(line[(set.Length + 1)..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0x7fffffff);
    }

    private static int OpenDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static string[] Children() =>
        [.. Directory.GetDirectories("/proc/self/task").SelectMany(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>A process that nobody has waited for yet runs no more.</summary>
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
