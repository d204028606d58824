using System.Collections;
using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Sockets;
using Holdfast.Plugins.Channel;

namespace Holdfast.Engine.Plugins;

/// <summary>One run of the plugin host: its process and our end of the connection. It never waits for the other side.</summary>
internal sealed class PluginHostProcess
{
    /// <summary>What waits to be written to a host that does not read; beyond it the host is taken for hung.</summary>
    private const int MaxPending = 4 << 20;

    private readonly StreamConnection _connection;
    private readonly ChildProcess _child;
    private readonly Watch _childWatch;
    private readonly Watch _connectionWatch;
    private readonly FrameReader _reader = new();
    private readonly Queue<byte[]> _pending = new();
    private readonly Action<Message> _received;
    private readonly Action<string> _ended;
    private int _pendingBytes;
    private int _written;
    private bool _isClosed;
    private bool _isEnded;

    /// <param name="program">The host's executable.</param>
    /// <param name="loop">The loop to run in.</param>
    /// <param name="received">Gets the host's messages.</param>
    /// <param name="ended">Told once when the process has ended, with how.</param>
    /// <exception cref="LinuxException">It can't be started.</exception>
    public PluginHostProcess(string program, EventLoop loop, Action<Message> received, Action<string> ended)
    {
        _received = received;
        _ended = ended;
        (StreamConnection ours, Descriptor theirs) = StreamConnection.CreatePair();
        _connection = ours;
        using (theirs)
        {
            try
            {
                _child = ChildProcess.Start(program, [program], HostEnvironment(), showOutput: true, third: theirs);
            }
            catch
            {
                ours.Dispose();
                throw;
            }
        }
        _childWatch = loop.Add(_child.Value, Reap);
        _connectionWatch = loop.Add(ours.Value, Ready);
    }

    public int ProcessId => _child.ProcessId;

    public bool IsEnded => _isEnded;

    public void Send(Message message)
    {
        if (_isClosed) return;
        byte[] frame = FrameWriter.Write(message);
        _pending.Enqueue(frame);
        _pendingBytes += frame.Length;
        if (_pendingBytes > MaxPending) Kill();
        else Write();
    }

    /// <summary>Closes the connection, upon which the host ends by itself.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        _connectionWatch.Remove();
        _connection.Dispose();
    }

    public void Kill() => _child.SignalGroup(9);

    /// <summary>The environment, with what keeps a second runtime small and quiet.</summary>
    private static string[] HostEnvironment() =>
    [
        .. from DictionaryEntry variable in Environment.GetEnvironmentVariables()
           select $"{variable.Key}={variable.Value}",
        "DOTNET_gcServer=0",
        "DOTNET_EnableDiagnostics=0",
    ];

    private void Ready()
    {
        Write();
        while (!_isClosed)
        {
            (int length, Errno errno) = _connection.Read(_reader.Room.Span);
            if (errno is Errno.EAGAIN or Errno.EINTR) return;
            if (length == 0)
            {
                // The process is about to end, or closed the descriptor and is of no use any more.
                Kill();
                Close();
                return;
            }
            _reader.Advance(length);
            try
            {
                while (_reader.Read() is { } message) _received(message);
            }
            catch (InvalidDataException)
            {
                Kill();
                Close();
                return;
            }
        }
    }

    private void Write()
    {
        while (_pending.TryPeek(out byte[]? frame))
        {
            (int length, Errno errno) = _connection.Write(frame.AsSpan(_written));
            // EPIPE shows up as the end of the stream too.
            if (errno is not (Errno.None or Errno.EAGAIN or Errno.EINTR)) return;
            _written += length;
            if (_written < frame.Length) break;
            _pending.Dequeue();
            _pendingBytes -= frame.Length;
            _written = 0;
        }
        _connectionWatch.WaitForRoom(_pending.Count > 0);
    }

    private void Reap()
    {
        if (_child.TryReap() is not { } exit) return;
        Close();
        _isEnded = true;
        _childWatch.Remove();
        _child.Dispose();
        _ended(exit.ToString());
    }
}
