using Holdfast.Linux.Processes;

namespace Holdfast.PluginHost;

/// <summary>
/// Tells when a file has another content: written in place, replaced by rename as careful deployments do, removed. Several
/// events in a short time are one. A slow look at the file beside the kernel's events finds what they don't show: a folder
/// that was replaced as a whole or comes later, a link that leads elsewhere, an overflow.
/// </summary>
internal sealed class PluginWatcher : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly string _file;
    private readonly Action _changed;
    private readonly FileSystemWatcher? _watcher;
    private readonly Timer _settled;
    private readonly Timer _look;
    private readonly Lock _gate = new();
    private FileStamp? _seen;
    private bool _isDisposed;

    /// <param name="file">The file, by its full path; neither it nor its folder has to exist.</param>
    /// <param name="changed">Called on the pool.</param>
    public PluginWatcher(string file, Action changed)
    {
        _file = file;
        _changed = changed;
        _seen = FileStamp.Of(file);
        _settled = new Timer(_ => Tell(always: true));
        _look = new Timer(_ => Tell(always: false), null, Look, Look);
        string folder = Path.GetDirectoryName(file)!;
        if (!Directory.Exists(folder)) return;
        _watcher = new FileSystemWatcher(folder, Path.GetFileName(file));
        _watcher.Created += Restart;
        _watcher.Changed += Restart;
        _watcher.Renamed += Restart;
        _watcher.Deleted += Restart;
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        _watcher?.Dispose();
        _settled.Dispose();
        _look.Dispose();
    }

    private void Restart(object sender, FileSystemEventArgs change)
    {
        lock (_gate)
        {
            if (!_isDisposed) _settled.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell(bool always)
    {
        lock (_gate)
        {
            FileStamp? now = FileStamp.Of(_file);
            if (_isDisposed || (!always && now == _seen)) return;
            _seen = now;
        }
        _changed();
    }
}
