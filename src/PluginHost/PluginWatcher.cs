namespace Holdfast.PluginHost;

/// <summary>
/// Tells when a file has another content: written in place, or replaced by rename as careful deployments do. Several
/// events in a short time are one.
/// </summary>
internal sealed class PluginWatcher : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private readonly FileSystemWatcher _watcher;
    private readonly Timer _settled;

    /// <exception cref="ArgumentException">The folder does not exist.</exception>
    public PluginWatcher(string file, Action changed)
    {
        _settled = new Timer(_ => changed());
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        _watcher.Created += Restart;
        _watcher.Changed += Restart;
        _watcher.Renamed += Restart;
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _settled.Dispose();
    }

    private void Restart(object sender, FileSystemEventArgs change) => _settled.Change(Quiet, Timeout.InfiniteTimeSpan);
}
