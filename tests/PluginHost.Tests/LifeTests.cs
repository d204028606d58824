using System.Diagnostics;
using System.Text;

namespace Holdfast.PluginHost.Tests;

/// <summary>How the host ends.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly HostProcess _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void When_the_engine_goes_plugins_are_ended_and_the_host_exits()
    {
        Begin();
        _host.CloseConnection();
        ExpectGoodEnd();
    }

    [Fact]
    public void At_SIGTERM_plugins_are_ended_and_the_host_exits()
    {
        Begin();
        _host.SendTerminate();
        ExpectGoodEnd();
    }

    [Fact]
    public void Bytes_that_are_no_message_end_it_with_an_error()
    {
        Begin();
        _host.Write(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
        _host.WaitForExit().ExitStatus.ShouldBe(HostExitCode.BadMessage);
        _host.LogText.ShouldContain("the engine sent what can't be read: a frame of 1195725856 bytes is no frame of ours");
        _host.Diary().ShouldContain("1.0.0 stopped");
    }

    [Fact]
    public void Started_by_hand_it_says_who_is_to_start_it()
    {
        using Process host = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" 3<&-", Path.Combine(AppContext.BaseDirectory, "plugin-host")]) { RedirectStandardError = true })!;
        host.StandardError.ReadToEnd().ShouldBe("plugin-host: descriptor 3 is no socket: the engine starts this program, with --plugins\n");
        host.WaitForExit();
        host.ExitCode.ShouldBe(HostExitCode.NotStartedByEngine);
    }

    [Fact]
    public void Its_log_has_the_engines_format()
    {
        Begin();
        string line = _host.LogText.Split('\n')[0];
        line.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO plugin-host: Sample 1\.0\.0 is in use, generation 1$");
    }

    private void Begin()
    {
        _host.UseSample();
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        _host.NextResult("chk");
    }

    private void ExpectGoodEnd()
    {
        _host.WaitForExit().ExitStatus.ShouldBe(HostExitCode.Success);
        _host.Diary().ShouldBe(["1.0.0 started", "1.0.0 stopped", "1.0.0 disposed"]);
    }
}
