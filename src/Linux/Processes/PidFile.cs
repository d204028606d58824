using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace Holdfast.Linux.Processes;

/// <summary>
/// A file that holds our process number, and a lock on it for as long as we live, so that a second process with the
/// same file does not start. What a killed process left behind is no hindrance.
/// </summary>
public sealed unsafe class PidFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    private PidFile(string path, SafeFileHandle handle)
    {
        _path = path;
        _handle = handle;
    }

    /// <summary>Writes the file.</summary>
    /// <returns>null when a process that runs holds it, which is then in <paramref name="holder"/>.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static PidFile? TryCreate(string path, out int holder)
    {
        while (true)
        {
            SafeFileHandle handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            int named = ReadProcess(handle);
            if (!TryLock(handle) || IsKeepalived(named))
            {
                handle.Dispose();
                holder = named;
                return null;
            }
            // Who held it may have removed it between the opening and the lock: then we have locked what nobody else can find.
            if (!File.Exists(path))
            {
                handle.Dispose();
                continue;
            }
            byte[] text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            RandomAccess.SetLength(handle, text.Length);
            RandomAccess.Write(handle, text, fileOffset: 0);
            holder = 0;
            return new PidFile(path, handle);
        }
    }

    /// <summary>Removes the file.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed) return;
        // While it is locked, so that it can't be another's by now.
        File.Delete(_path);
        _handle.Dispose();
    }

    /// <summary>A lock of the open file, fcntl(2): the kernel lifts it when we end, however that comes about, and readers don't see it.</summary>
    private static bool TryLock(SafeFileHandle handle)
    {
        flock request = default;
        request.l_type = (short)LibC.F_WRLCK;
        int result = LibC.fcntl((int)handle.DangerousGetHandle(), LibC.F_OFD_SETLK, &request);
        // A file system without locks is no reason not to start.
        return result == 0 || (Errno)LibC.errno is not (Errno.EAGAIN or Errno.EACCES);
    }

    private static int ReadProcess(SafeFileHandle handle)
    {
        Span<byte> text = stackalloc byte[32];
        int length = RandomAccess.Read(handle, text, fileOffset: 0);
        return int.TryParse(Encoding.ASCII.GetString(text[..length]).Trim(), CultureInfo.InvariantCulture, out int process) ? process : 0;
    }

    /// <summary>
    /// Whether keepalived, which holds no lock, runs under this number: it may have been given to another process since,
    /// and a process that has ended but that nobody has waited for runs no more.
    /// </summary>
    private static bool IsKeepalived(int process)
    {
        try
        {
            // proc(5): number, name in parentheses, state.
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return status.Contains(" (keepalived) ", StringComparison.Ordinal) && !status.Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // There is no such process, or it ended while it was looked at.
            return false;
        }
    }
}
