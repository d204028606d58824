using System.Text;
using Holdfast.Linux;

namespace Holdfast.Engine.Logging;

/// <summary>
/// Writes log lines to standard error, or to a file, on a thread of its own: a terminal that is stopped, a full pipe
/// or a slow disk must never hold up an advert. When <see cref="Capacity"/> lines wait, further ones are dropped and
/// their number is told once there is room.
/// </summary>
internal sealed class StderrWriter : IDisposable
{
    private const int Capacity = 4096;
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(1);

    private readonly Queue<string> _lines = new(64);
    private readonly OutputDescriptor _output;
    private readonly Thread _thread;
    private long _dropped;
    private bool _closing;

    private StderrWriter(OutputDescriptor output)
    {
        _output = output;
        _thread = new Thread(WriteLines, maxStackSize: 128 * 1024) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public static StderrWriter ToStandardError() => new(OutputDescriptor.StandardError);

    /// <summary>Appends to a file, which is made where it does not exist.</summary>
    /// <exception cref="LinuxException">The file can't be opened.</exception>
    public static StderrWriter ToFile(string path) => new(OutputDescriptor.Append(path));

    public void Enqueue(string line)
    {
        lock (_lines)
        {
            if (_closing) return;
            if (_lines.Count < Capacity) _lines.Enqueue(line);
            else _dropped++;
            Monitor.Pulse(_lines);
        }
    }

    /// <summary>Writes what waits, for a second at most: leaving must not hang on a stopped terminal either.</summary>
    public void Dispose()
    {
        lock (_lines)
        {
            _closing = true;
            Monitor.Pulse(_lines);
        }
        if (_thread.Join(FlushLimit)) _output.Dispose();
    }

    private void WriteLines()
    {
        var text = new StringBuilder();
        var bytes = new byte[1024];
        while (Take(text))
        {
            int needed = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (bytes.Length < needed) bytes = new byte[needed];
            int written = 0;
            foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
                written += Encoding.UTF8.GetBytes(chunk.Span, bytes.AsSpan(written));
            text.Clear();
            // Where that fails, the reader of the log has ended: there is nowhere left to say so, and the engine goes on.
            _ = _output.Write(bytes.AsSpan(0, written));
        }
    }

    /// <summary>Waits for lines and moves them all to <paramref name="text"/>; false when closed and empty.</summary>
    private bool Take(StringBuilder text)
    {
        lock (_lines)
        {
            while (_lines.Count == 0 && _dropped == 0)
            {
                if (_closing) return false;
                Monitor.Wait(_lines);
            }
            while (text.Length < 16 * 1024 && _lines.TryDequeue(out string? line)) text.Append(line).Append('\n');
            if (_lines.Count == 0 && _dropped > 0)
            {
                text.Append(_dropped).Append(" log lines were dropped: the reader of this log is too slow\n");
                _dropped = 0;
            }
            return true;
        }
    }
}
