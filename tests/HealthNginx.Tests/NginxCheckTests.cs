using System.Diagnostics;
using System.Globalization;
using Holdfast.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.HealthNginx.Tests;

/// <summary>The check against a real nginx.</summary>
public sealed class NginxCheckTests : IDisposable
{
    private readonly NginxServer _nginx = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });

    public void Dispose()
    {
        _http.Dispose();
        _nginx.Dispose();
    }

    private NginxOptions WithPidFile => new() { PidFile = _nginx.PidFile, Process = _nginx.ProcessName };

    [Fact]
    public async Task An_nginx_that_runs_is_up() => (await RunAsync(WithPidFile)).ShouldBe(CheckResult.Up($"process {_nginx.MasterId}"));

    [Fact]
    public async Task An_nginx_that_runs_is_found_by_name_without_a_pid_file() =>
        (await RunAsync(WithPidFile with { PidFile = null })).ShouldBe(CheckResult.Up($"process {_nginx.MasterId}"));

    [Fact]
    public async Task An_nginx_that_was_ended_is_down()
    {
        _nginx.Quit();
        (await RunAsync(WithPidFile)).ShouldBeDownFor($"pid file {_nginx.PidFile}: ");
        (await RunAsync(WithPidFile with { PidFile = null })).ShouldBeDownFor($"no process {_nginx.ProcessName}");
    }

    [Fact]
    public async Task A_killed_nginx_is_down_though_its_pid_file_stays()
    {
        _nginx.Kill();
        File.Exists(_nginx.PidFile).ShouldBeTrue();
        (await RunAsync(WithPidFile)).ShouldBeDownFor($"process {_nginx.MasterId} of {_nginx.PidFile} does not run");
    }

    [Fact]
    public async Task Workers_that_outlive_a_killed_master_are_no_nginx_that_runs()
    {
        _nginx.Kill();
        (await RunAsync(WithPidFile with { PidFile = null })).ShouldBeDownFor($"no process {_nginx.ProcessName}");
    }

    [Fact]
    public async Task A_process_number_that_went_to_another_program_is_down()
    {
        File.WriteAllText(_nginx.PidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        CheckResult result = await RunAsync(WithPidFile);
        result.ShouldBeDownFor($"process {Environment.ProcessId} of {_nginx.PidFile} is ");
        result.Reason.ShouldEndWith($", not {_nginx.ProcessName}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nginx")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_pid_file_without_a_process_number_is_down(string text)
    {
        File.WriteAllText(_nginx.PidFile, text);
        (await RunAsync(WithPidFile)).ShouldBeDownFor($"pid file {_nginx.PidFile} has no process number in it");
    }

    [Fact]
    public async Task A_zombie_is_down()
    {
        // The shell becomes a sleep, which never asks for the end of the child that the shell started.
        string program = Path.Combine(_nginx.Folder, "zombie");
        string pidFile = Path.Combine(_nginx.Folder, "zombie.pid");
        File.Copy("/bin/sleep", program);
        using Process parent = Process.Start("/bin/sh", ["-c", $"{program} 0.3 & echo $! >{pidFile}; exec sleep 600"]);
        try
        {
            var processes = new ProcessTable("/proc");
            NginxServer.WaitUntil(
                () => File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile), out int id) && processes.Find(id) is { IsZombie: true, Name: "zombie" },
                "the child is a zombie");
            (await RunAsync(new NginxOptions { PidFile = pidFile, Process = "zombie" })).Reason.ShouldEndWith("is a zombie");
            (await RunAsync(new NginxOptions { Process = "zombie" })).ShouldBeDownFor("no process zombie");
        }
        finally
        {
            parent.Kill();
            parent.WaitForExit();
        }
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/moved", 302)]
    public async Task An_answer_in_the_range_is_up(string path, int status) =>
        (await RunAsync(WithPidFile with { Url = _nginx.Url(path) })).ShouldBe(CheckResult.Up($"HTTP status {status}"));

    [Theory]
    [InlineData("/missing", 404)]
    [InlineData("/broken", 500)]
    public async Task An_answer_outside_the_range_is_down(string path, int status) =>
        (await RunAsync(WithPidFile with { Url = _nginx.Url(path) })).ShouldBeDownFor($"HTTP status {status} from {_nginx.Url(path)}");

    [Fact]
    public async Task The_range_is_what_the_configuration_says()
    {
        NginxOptions options = WithPidFile with { Url = _nginx.Url("/missing"), MinStatus = 404, MaxStatus = 404 };
        (await RunAsync(options)).Status.ShouldBe(CheckStatus.Up);
        (await RunAsync(options with { Url = _nginx.Url("/") })).Status.ShouldBe(CheckStatus.Down);
    }

    [Fact]
    public async Task The_host_that_is_asked_for_can_be_another_than_the_urls() =>
        (await RunAsync(WithPidFile with { Url = _nginx.Url("/"), Host = "other.example" })).ShouldBe(CheckResult.Up("HTTP status 204"));

    [Fact]
    public async Task A_slow_answer_is_down_at_the_requests_own_time_limit() =>
        (await RunAsync(WithPidFile with { Url = _nginx.Url("/slow"), Timeout = TimeSpan.FromMilliseconds(200) }))
            .ShouldBeDownFor($"{_nginx.Url("/slow")}: no answer within 0.2 s");

    [Fact]
    public async Task A_slow_answer_ends_with_the_checks_time_limit()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<OperationCanceledException>(() => RunUntilAsync(WithPidFile with { Url = _nginx.Url("/slow") }, limit.Token));
    }

    [Fact]
    public async Task A_refused_connection_is_down()
    {
        var nobody = new Uri("http://127.0.0.1:1/");
        (await RunAsync(WithPidFile with { Url = nobody })).ShouldBeDownFor($"{nobody}: ");
    }

    private Task<CheckResult> RunAsync(NginxOptions options) => RunUntilAsync(options, TestContext.Current.CancellationToken);

    private Task<CheckResult> RunUntilAsync(NginxOptions options, CancellationToken cancel) =>
        new NginxCheck(options, new ProcessTable("/proc"), _http)
            .CheckAsync(new CheckContext("chk_nginx", NullLogger.Instance, TimeSpan.FromSeconds(10)), cancel);
}

internal static class CheckResultAssertions
{
    public static void ShouldBeDownFor(this CheckResult result, string reason)
    {
        result.Status.ShouldBe(CheckStatus.Down, result.Reason);
        result.Reason.ShouldStartWith(reason);
    }
}
