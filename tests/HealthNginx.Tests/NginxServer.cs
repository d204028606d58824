using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Holdfast.HealthNginx.Tests;

/// <summary>
/// A real nginx on a loopback port, with everything it writes in a folder of its own. It runs from a copy of the binary
/// under a name that no other nginx of this machine has, so that looking for it by name finds this one.
/// </summary>
internal sealed class NginxServer : IDisposable
{
    private const string Binary = "/usr/sbin/nginx";
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly Process _master;
    private readonly List<int> _workers = [];

    public NginxServer()
    {
        Assert.SkipUnless(File.Exists(Binary), $"{Binary} is missing; Debian's nginx-light has it");
        Folder = Directory.CreateTempSubdirectory("holdfast-nginx-").FullName;
        ProcessName = string.Create(CultureInfo.InvariantCulture, $"ngx{Random.Shared.Next(1_000_000):d6}");
        string program = Path.Combine(Folder, ProcessName);
        File.Copy(Binary, program);
        // It takes connections into its backlog and never answers: what nginx hands on to it is slow.
        _silent.Start();
        Port = FreePort();
        string configuration = Path.Combine(Folder, "nginx.conf");
        File.WriteAllText(configuration, Configuration());
        _master = Process.Start(new ProcessStartInfo(program, ["-p", Folder, "-c", configuration]) { RedirectStandardError = true })!;
        WaitUntil(() => File.Exists(PidFile) && Answers(), "nginx answers");
        _workers.AddRange(Children(_master.Id));
    }

    public string Folder { get; }

    public string ProcessName { get; }

    public int Port { get; }

    public string PidFile => Path.Combine(Folder, "nginx.pid");

    public int MasterId => _master.Id;

    public Uri Url(string path) => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>As an operator ends it: nginx removes its pid file.</summary>
    public void Quit()
    {
        Signal(_master.Id, "QUIT");
        _master.WaitForExit();
    }

    /// <summary>As a crash ends it: the pid file stays, and so do the workers.</summary>
    public void Kill()
    {
        _master.Kill();
        _master.WaitForExit();
    }

    public void Dispose()
    {
        if (!_master.HasExited)
        {
            // Not KILL: a master that ends by itself takes its workers along.
            Signal(_master.Id, "TERM");
            _master.WaitForExit();
        }
        foreach (int worker in _workers)
            if (new ProcessTable("/proc").Find(worker) is { } process && process.Name == ProcessName) Signal(worker, "KILL");
        _master.Dispose();
        _silent.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static void Signal(int id, string signal)
    {
        using Process kill = Process.Start("/bin/kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public static void WaitUntil(Func<bool> condition, string what)
    {
        bool happened = SpinWait.SpinUntil(() => condition() || Pause(), TimeSpan.FromSeconds(20));
        happened.ShouldBeTrue($"within 20 s: {what}");

        static bool Pause()
        {
            Thread.Sleep(20);
            return false;
        }
    }

    private static int[] Children(int id) =>
    [
        .. File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Configuration() => $$"""
        daemon off;
        user root;
        worker_processes 1;
        pid {{PidFile}};
        error_log {{Folder}}/error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path {{Folder}}/body;
            proxy_temp_path {{Folder}}/proxy;
            fastcgi_temp_path {{Folder}}/fastcgi;
            uwsgi_temp_path {{Folder}}/uwsgi;
            scgi_temp_path {{Folder}}/scgi;
            server {
                listen 127.0.0.1:{{Port}};
                location / { return 200 "well\n"; }
                location /missing { return 404; }
                location /moved { return 302 /; }
                location /broken { return 500; }
                location /slow { proxy_pass http://{{_silent.LocalEndpoint}}; }
            }
            server {
                listen 127.0.0.1:{{Port}};
                server_name other.example;
                location / { return 204; }
            }
        }
        """;
}
