using CsCheck;
using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost.Tests;

/// <summary>Frames, and the engine's outbox.</summary>
public sealed class ChannelTests
{
    private static readonly Message[] Samples =
    [
        new ConfigureMessage("/p", "/s", "/c", new GlobalMessage("r", "h", ["a@b"], "f", "smtp", 587, "helo", 2.5), [HostProcess.Check("chk", "up é")]),
        new NotifyMessage(7, "run-7", DateTimeOffset.UnixEpoch, "VI_1", "Backup", "Master", 150, "why", SmtpAlert: true),
        new ShutdownMessage(),
        new CheckResultMessage("chk", null, "not known", 0.25),
        new AcknowledgeMessage(long.MaxValue),
        new DiagnosticMessage("keepalived.conf", 3, 5, 8, "what"),
        new PluginStatusMessage("Sample", "loaded", "1.0.0", 2, null, DateTimeOffset.UnixEpoch),
    ];

    [Fact]
    public void Every_message_survives_the_way_however_its_bytes_are_cut()
    {
        byte[] bytes = [.. Samples.SelectMany(FrameWriter.Write)];
        Gen.Int[1, 200].Array[1, 20].Sample(cuts =>
        {
            var reader = new FrameReader();
            List<Message> read = [];
            int at = 0;
            for (int i = 0; at < bytes.Length; i++)
            {
                Memory<byte> room = reader.Room;
                int length = Math.Min(Math.Min(cuts[i % cuts.Length], room.Length), bytes.Length - at);
                bytes.AsSpan(at, length).CopyTo(room.Span);
                reader.Advance(length);
                at += length;
                while (reader.Read() is { } message) read.Add(message);
            }
            return read.Select(FrameWriter.Write).SelectMany(b => b).SequenceEqual(bytes);
        });
    }

    [Theory]
    [InlineData("00000002" + "7b7d", "a frame that is no message")]
    [InlineData("00000004" + "6e756c6c", "a frame without a message")]
    [InlineData("00000001" + "7b", "a frame that is no message")]
    [InlineData("01000001", "a frame of 16777217 bytes is no frame of ours")]
    [InlineData("ffffffff", "a frame of -1 bytes is no frame of ours")]
    public void What_is_no_message_is_an_error(string hex, string told)
    {
        var reader = new FrameReader();
        byte[] bytes = Convert.FromHexString(hex);
        bytes.CopyTo(reader.Room);
        reader.Advance(bytes.Length);
        Should.Throw<InvalidDataException>(() => reader.Read()).Message.ShouldStartWith(told);
    }

    [Fact]
    public void Half_a_frame_is_no_error()
    {
        var reader = new FrameReader();
        reader.Read().ShouldBeNull();
        FrameWriter.Write(new ShutdownMessage()).AsSpan(0, 6).CopyTo(reader.Room.Span);
        reader.Advance(6);
        reader.Read().ShouldBeNull();
    }

    [Fact]
    public void The_outbox_keeps_what_is_not_acknowledged_in_order()
    {
        var outbox = new EventOutbox(10);
        for (int i = 0; i < 4; i++) outbox.Add((NotifyMessage)Samples[1]).Sequence.ShouldBe(i + 1);
        outbox.Acknowledge(2);
        outbox.Waiting.Select(m => m.Sequence).ShouldBe([3, 4]);
        // One that comes late or twice changes nothing.
        outbox.Acknowledge(1);
        outbox.Count.ShouldBe(2);
        outbox.Acknowledge(100);
        outbox.Count.ShouldBe(0);
        outbox.Dropped.ShouldBe(0);
    }

    [Fact]
    public void A_full_outbox_gives_up_the_oldest_and_counts_them()
    {
        var outbox = new EventOutbox(2);
        for (int i = 0; i < 5; i++) outbox.Add((NotifyMessage)Samples[1]);
        outbox.Waiting.Select(m => m.Sequence).ShouldBe([4, 5]);
        outbox.Dropped.ShouldBe(3);
    }
}
