using System.Globalization;

namespace Holdfast.HealthNginx;

/// <summary>A process as /proc shows it, proc(5).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, of which the kernel keeps 15 bytes.</param>
/// <param name="IsZombie">Whether it has ended and only waits for its parent to notice.</param>
internal readonly record struct ProcessEntry(int Id, string Name, bool IsZombie);

/// <summary>The processes of this host.</summary>
internal sealed class ProcessTable(string root)
{
    /// <summary>The longest name that the kernel keeps.</summary>
    public const int MaxNameLength = 15;

    /// <summary>One process; null where there is none of this number.</summary>
    public ProcessEntry? Find(int id)
    {
        string stat;
        try
        {
            stat = File.ReadAllText(Path.Combine(root, id.ToString(CultureInfo.InvariantCulture), "stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended, perhaps while we were reading.
            return null;
        }
        // NUMBER (NAME) STATE …; the name may itself have parentheses.
        int nameStart = stat.IndexOf('(', StringComparison.Ordinal) + 1;
        int nameEnd = stat.LastIndexOf(')');
        if (nameStart == 0 || nameEnd < nameStart || nameEnd + 2 >= stat.Length) return null;
        return new ProcessEntry(id, stat[nameStart..nameEnd], IsZombie: stat[nameEnd + 2] is 'Z' or 'X');
    }

    /// <summary>
    /// Whether a process is a helper of a master: nginx says so in its title. Workers live on where their master is
    /// killed, but nobody replaces them or reads the configuration any more.
    /// </summary>
    public bool IsWorker(int id)
    {
        try
        {
            string title = File.ReadAllText(Path.Combine(root, id.ToString(CultureInfo.InvariantCulture), "cmdline"));
            return title.StartsWith("nginx: ", StringComparison.Ordinal) && !title.StartsWith("nginx: master ", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended while we were looking.
            return false;
        }
    }

    /// <summary>All processes.</summary>
    public IEnumerable<ProcessEntry> All()
    {
        foreach (string folder in Directory.EnumerateDirectories(root))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Find(id) is { } process)
                yield return process;
        }
    }
}
