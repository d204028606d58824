using System.Net;
using System.Net.Sockets;
using Holdfast.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.HealthScript.Tests;

/// <summary>A folder for scripts and their cache, and a log that can be read.</summary>
public abstract class ScriptTest : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("holdfast-script-").FullName;

    protected ListLogger Log { get; } = new();

    protected string CacheFolder => Path.Combine(Folder, "cache");

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string name, string code)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, code);
        return path;
    }

    private protected ScriptCheck Check(string path, params string[] arguments) =>
        new(new ScriptFile(path, new ScriptCache(CacheFolder), Log), arguments, new ScriptSettings());

    /// <summary>Runs a check until it knows.</summary>
    private protected async Task<CheckResult> RunAsync(ScriptCheck check, CancellationToken cancel = default)
    {
        while (true)
        {
            CheckResult result = await check.CheckAsync(new CheckContext("chk", Log, TimeSpan.FromSeconds(5)), cancel);
            if (result.Status != CheckStatus.Unknown) return result;
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private protected Task<CheckResult> RunAsync(string code, params string[] arguments) => RunAsync(Check(Write("check.csx", code), arguments));

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Keeps what is logged.</summary>
public sealed class ListLogger : ILogger
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines) _lines.Add(formatter(state, exception));
    }
}
