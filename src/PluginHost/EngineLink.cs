using System.Net.Sockets;
using System.Threading.Channels;
using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost;

/// <summary>The connection to the engine, which gave us its other end as descriptor 3.</summary>
internal sealed class EngineLink(Stream stream)
{
    private const int Descriptor = 3;
    private readonly Channel<Message> _outgoing = System.Threading.Channels.Channel.CreateUnbounded<Message>();

    /// <exception cref="IOException">Descriptor 3 is no socket: this program is for the engine to start.</exception>
    public static EngineLink Open()
    {
        try
        {
            return new EngineLink(new NetworkStream(new Socket(new SafeSocketHandle(Descriptor, ownsHandle: true)), ownsSocket: true));
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IOException)
        {
            throw new IOException("descriptor 3 is no socket: the engine starts this program, with --plugins", exception);
        }
    }

    /// <summary>Sends as soon as the connection allows; never waits.</summary>
    public void Send(Message message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Ends <see cref="RunAsync"/>, as the engine does by closing its end.</summary>
    public void Close() => stream.Dispose();

    /// <summary>Gives the engine's messages to <paramref name="handle"/>, one after another, until it closes the connection.</summary>
    /// <exception cref="InvalidDataException">The engine sent what is no message.</exception>
    public async Task RunAsync(Action<Message> handle)
    {
        Task writing = WriteAsync();
        var reader = new FrameReader();
        try
        {
            while (true)
            {
                int length = await stream.ReadAsync(reader.Room);
                if (length == 0) break;
                reader.Advance(length);
                while (reader.Read() is { } message) handle(message);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The engine was killed, or we are to end: the same as a closed connection.
        }
        _outgoing.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (Message message in _outgoing.Reader.ReadAllAsync()) await stream.WriteAsync(FrameWriter.Write(message));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Reading sees the end too, and acts on it.
        }
    }
}
