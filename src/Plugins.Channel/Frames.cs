using System.Buffers.Binary;
using System.Text.Json;

namespace Holdfast.Plugins.Channel;

/// <summary>A message as bytes: its length, four bytes in network order, and its JSON.</summary>
public static class FrameWriter
{
    internal const int HeaderLength = 4;

    /// <summary>Writes one frame.</summary>
    public static byte[] Write(Message message)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(message, MessageJson.Default.Message);
        byte[] frame = new byte[HeaderLength + json.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, json.Length);
        json.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }
}

/// <summary>Puts messages together from bytes as they come in.</summary>
public sealed class FrameReader
{
    /// <summary>More than any message has; it bounds what a broken peer can make us keep.</summary>
    public const int MaxFrameLength = 16 << 20;

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Where to put the next bytes; tell of them by <see cref="Advance"/>.</summary>
    public Memory<byte> Room
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Bytes have been put into <see cref="Room"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the next whole message; null when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The bytes are no frame, or its JSON is no message.</exception>
    public Message? Read()
    {
        if (_end - _start < FrameWriter.HeaderLength) return null;
        int length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        if (length is < 0 or > MaxFrameLength) throw new InvalidDataException($"a frame of {length} bytes is no frame of ours");
        if (_end - _start < FrameWriter.HeaderLength + length) return null;
        ReadOnlySpan<byte> json = _buffer.AsSpan(_start + FrameWriter.HeaderLength, length);
        _start += FrameWriter.HeaderLength + length;
        try
        {
            return JsonSerializer.Deserialize(json, MessageJson.Default.Message) ?? throw new InvalidDataException("a frame without a message");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"a frame that is no message: {exception.Message}", exception);
        }
    }
}
