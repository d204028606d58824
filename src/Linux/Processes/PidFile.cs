using System.Globalization;

namespace Holdfast.Linux.Processes;

/// <summary>
/// A file that holds our process number, so that a second process with the same file does not start. What a killed
/// process left behind is no hindrance.
/// </summary>
public sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the file.</summary>
    /// <returns>null when a process that runs holds it, which is then in <paramref name="holder"/>.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static PidFile? TryCreate(string path, out int holder)
    {
        holder = RunningHolder(path);
        if (holder != 0) return null;
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
        return new PidFile(path);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => File.Delete(_path);

    /// <summary>The process that the file names, if it runs under a name like ours or keepalived's; otherwise 0.</summary>
    private static int RunningHolder(string path)
    {
        if (!File.Exists(path)
            || !int.TryParse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture, out int process)
            || process == Environment.ProcessId)
        {
            return 0;
        }
        string name = $"/proc/{process}/comm";
        // The number may have been given to another process since: only one of these two would hold this file.
        return File.Exists(name) && File.ReadAllText(name).Trim() is "engine" or "keepalived" ? process : 0;
    }
}
