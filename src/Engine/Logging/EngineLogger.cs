using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Logging;

/// <summary>
/// Formats a line, <c>2026-01-31T12:00:00.000Z INFO engine: (VI_1) Entering MASTER STATE</c>, and hands it to the
/// writer. The texts themselves are in the <c>*.Log.cs</c> files, with event ids.
/// </summary>
internal sealed class EngineLogger(StderrWriter writer, LogLevel minimum) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        string time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string line = $"{time} {Name(logLevel)} engine: {formatter(state, exception)}";
        writer.Enqueue(exception is null ? line : $"{line}\n{exception}");
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };
}
