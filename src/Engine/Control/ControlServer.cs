using System.Text;
using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Linux.Sockets;

namespace Holdfast.Engine.Control;

/// <summary>
/// Answers on the control socket: a line <c>status</c> gets the status as JSON, and the connection is closed. Nobody who
/// asks can hold up the loop; who reads slowly waits.
/// </summary>
internal sealed class ControlServer : IDisposable
{
    private const int MaxRequestLength = 256;
    private readonly UnixListener _listener;
    private readonly EventLoop _loop;
    private readonly Func<byte[]> _status;
    private readonly Watch _watch;
    private readonly HashSet<Client> _clients = [];

    /// <exception cref="LinuxException">The path can't be used.</exception>
    public ControlServer(string path, EventLoop loop, Func<byte[]> status)
    {
        _listener = new UnixListener(path);
        _loop = loop;
        _status = status;
        _watch = loop.Add(_listener.Value, Accept);
    }

    public void Dispose()
    {
        _watch.Remove();
        foreach (Client client in _clients.ToArray()) client.Close();
        _listener.Dispose();
    }

    private void Accept()
    {
        while (_listener.Accept() is { } connection) _clients.Add(new Client(this, connection));
    }

    private byte[] Answer(string request) =>
        request == "status" ? _status() : Encoding.UTF8.GetBytes($"unknown request '{request}'; there is: status\n");

    private sealed class Client
    {
        private readonly ControlServer _server;
        private readonly StreamConnection _connection;
        private readonly Watch _watch;
        private readonly byte[] _request = new byte[MaxRequestLength];
        private int _requestLength;
        private byte[]? _answer;
        private int _written;

        public Client(ControlServer server, StreamConnection connection)
        {
            _server = server;
            _connection = connection;
            _watch = server._loop.Add(connection.Value, Ready);
        }

        public void Close()
        {
            if (!_server._clients.Remove(this)) return;
            _watch.Remove();
            _connection.Dispose();
        }

        private void Ready()
        {
            if (_answer is null) Read();
            if (_answer is not null) Write();
        }

        private void Read()
        {
            (int length, Errno errno) = _connection.Read(_request.AsSpan(_requestLength));
            if (errno is Errno.EAGAIN or Errno.EINTR) return;
            _requestLength += length;
            int end = _request.AsSpan(0, _requestLength).IndexOf((byte)'\n');
            if (end >= 0) _answer = _server.Answer(Encoding.UTF8.GetString(_request, 0, end));
            else if (length == 0 || _requestLength == MaxRequestLength) Close();
        }

        private void Write()
        {
            (int length, Errno errno) = _connection.Write(_answer.AsSpan(_written));
            _written += length;
            if (errno is Errno.None && _written < _answer!.Length || errno is Errno.EAGAIN) _watch.WaitForRoom(true);
            else Close();
        }
    }
}
