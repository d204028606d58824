using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>Writes lines like the engine's to standard error, which is the engine's: <c>… INFO plugin-host[NAME]: text</c>.</summary>
internal sealed class HostLogger(string? plugin = null) : ILogger
{
    private static readonly Lock Gate = new();
    private readonly string _source = plugin is null ? "plugin-host" : $"plugin-host[{plugin}]";

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        string time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string level = logLevel switch { LogLevel.Information => "INFO", LogLevel.Warning => "WARN", LogLevel.Error => "ERROR", _ => "FATAL" };
        string detail = exception is null ? "" : $"\n{exception}";
        lock (Gate) Console.Error.WriteLine($"{time} {level} {_source}: {formatter(state, exception)}{detail}");
    }
}
