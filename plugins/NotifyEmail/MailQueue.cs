using Microsoft.Extensions.Logging;
using MimeKit;

namespace Holdfast.NotifyEmail;

/// <summary>
/// Messages that no server has taken yet, one file each, in the order in which they came. What is in here survives a
/// crash; what can't be sent or read is moved to a folder of its own for people to look at.
/// </summary>
internal sealed class MailQueue
{
    private const string Extension = ".eml";
    private readonly string _folder;
    private readonly string _failed;
    private readonly ILogger _log;
    private long _last;

    public MailQueue(string folder, ILogger log)
    {
        _folder = folder;
        _failed = Path.Combine(folder, "failed");
        _log = log;
        Directory.CreateDirectory(_failed);
        // What a crash left half written never became a message.
        foreach (string unfinished in Directory.EnumerateFiles(folder, "*.tmp")) File.Delete(unfinished);
    }

    /// <summary>Puts a message on disk; one of the same id that waits already stays as it is.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Add(string id, MimeMessage message)
    {
        if (Directory.EnumerateFiles(_folder, $"*_{id}{Extension}").Any()) return;
        string temporary = Path.Combine(_folder, id + ".tmp");
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            message.WriteTo(file);
            file.Flush(flushToDisk: true);
        }
        // Names sort by age; the clock may have been set back.
        _last = Math.Max(_last + 1, DateTime.UtcNow.Ticks);
        File.Move(temporary, Path.Combine(_folder, $"{_last:D20}_{id}{Extension}"));
    }

    /// <summary>The files of all messages that wait, oldest first.</summary>
    public IReadOnlyList<string> Waiting() => [.. Directory.EnumerateFiles(_folder, "*" + Extension).Order(StringComparer.Ordinal)];

    /// <summary>Reads a message; null where it is broken, and then it is set aside.</summary>
    public MimeMessage? Read(string file)
    {
        try
        {
            MimeMessage message = MimeMessage.Load(file);
            if (message.To.Count > 0 && message.From.Count > 0) return message;
            SetAside(file, "it has no sender or no recipient");
        }
        catch (FormatException exception)
        {
            SetAside(file, exception.Message);
        }
        return null;
    }

    public static void Remove(string file) => File.Delete(file);

    public void SetAside(string file, string reason)
    {
        string target = Path.Combine(_failed, Path.GetFileName(file));
        File.Move(file, target, overwrite: true);
        _log.SetAside(target, reason);
    }
}
