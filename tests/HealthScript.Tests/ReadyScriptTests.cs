using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Holdfast.Plugins;

namespace Holdfast.HealthScript.Tests;

/// <summary>The scripts that come with the project, against the real things that they are for.</summary>
public sealed class ReadyScriptTests : ScriptTest
{
    [Fact]
    public async Task Tcp_is_up_while_a_port_accepts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        ScriptCheck check = Check(Ready("tcp.csx"), "127.0.0.1", port);

        (await RunAsync(check)).Status.ShouldBe(CheckStatus.Up);
        listener.Stop();
        (await RunAsync(check)).ShouldBe(CheckResult.Down("Connection refused"));
    }

    [Fact]
    public async Task Process_counts_those_of_a_name_that_run()
    {
        string name = "hfsleep" + Environment.ProcessId % 10000;
        string copy = Path.Combine(Folder, name);
        File.Copy("/bin/sleep", copy);
        File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using Process process = Process.Start(copy, "60");

        (await RunAsync(Check(Ready("process.csx"), name))).Status.ShouldBe(CheckStatus.Up);
        (await RunAsync(Check(Ready("process.csx"), name, "2"))).Reason.ShouldBe($"1 processes {name}, not 2");

        process.Kill();
        await process.WaitForExitAsync();
        (await RunAsync(Check(Ready("process.csx"), name))).Status.ShouldBe(CheckStatus.Down);
    }

    [Fact]
    public async Task Http_looks_at_the_status_and_the_text()
    {
        using var nginx = Nginx.Start(Folder, FreePort());

        (await RunAsync(Check(Ready("http.csx"), nginx.Url))).ShouldBe(CheckResult.Up("HTTP status 200"));
        (await RunAsync(Check(Ready("http.csx"), nginx.Url + "missing"))).ShouldBe(CheckResult.Down("HTTP status 404"));
        (await RunAsync(Check(Ready("http.csx"), nginx.Url + "missing", "404"))).Status.ShouldBe(CheckStatus.Up);
        (await RunAsync(Check(Ready("http.csx"), nginx.Url, "200-299", "hello"))).Status.ShouldBe(CheckStatus.Up);
        (await RunAsync(Check(Ready("http.csx"), nginx.Url, "200-299", "bye"))).ShouldBe(CheckResult.Down("'bye' is not in the answer"));
    }

    [Fact]
    public async Task Nginx_looks_at_the_process_and_a_page()
    {
        using var nginx = Nginx.Start(Folder, FreePort());

        (await RunAsync(Check(Ready("nginx.csx"), nginx.PidFile))).Status.ShouldBe(CheckStatus.Up);
        (await RunAsync(Check(Ready("nginx.csx"), nginx.PidFile, nginx.Url))).Reason.ShouldContain("HTTP status 200");
        (await RunAsync(Check(Ready("nginx.csx"), nginx.PidFile, nginx.Url + "missing"))).Status.ShouldBe(CheckStatus.Down);

        nginx.Stop();
        (await RunAsync(Check(Ready("nginx.csx"), nginx.PidFile))).Reason.ShouldBe($"there is no {nginx.PidFile}");

        File.WriteAllText(nginx.PidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        (await RunAsync(Check(Ready("nginx.csx"), nginx.PidFile))).Status.ShouldBe(CheckStatus.Down, "it is another program");
    }

    private static string Ready(string name)
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "scripts", name))) return Path.Combine(folder, "scripts", name);
        throw new FileNotFoundException(name);
    }

    /// <summary>A real nginx with a configuration of its own.</summary>
    private sealed class Nginx : IDisposable
    {
        private readonly string _configuration;

        private Nginx(string folder, int port)
        {
            PidFile = Path.Combine(folder, "nginx.pid");
            Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
            _configuration = Path.Combine(folder, "nginx.conf");
            File.WriteAllText(_configuration, string.Create(CultureInfo.InvariantCulture, $$"""
                pid {{PidFile}};
                error_log {{folder}}/error.log;
                events {}
                http {
                    access_log off;
                    server {
                        listen 127.0.0.1:{{port}};
                        location = / { return 200 "hello\n"; }
                        location / { return 404; }
                    }
                }
                """));
            Run("-c", _configuration);
        }

        public string PidFile { get; }

        public string Url { get; }

        public static Nginx Start(string folder, int port)
        {
            Assert.SkipUnless(File.Exists("/usr/sbin/nginx"), "nginx is not installed");
            return new Nginx(folder, port);
        }

        public void Stop()
        {
            Run("-c", _configuration, "-s", "stop");
            for (int i = 0; i < 200 && File.Exists(PidFile); i++) Thread.Sleep(20);
        }

        public void Dispose()
        {
            if (File.Exists(PidFile) && File.ReadAllText(PidFile).Trim() != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) Stop();
        }

        private static void Run(params string[] arguments)
        {
            using Process process = Process.Start("/usr/sbin/nginx", arguments);
            process.WaitForExit();
            process.ExitCode.ShouldBe(0);
        }
    }
}
