using System.Text;

namespace Holdfast.Linux.Processes;

/// <summary>
/// Which file a path leads to, links followed, and when its content was last written: two that are equal are the same
/// content. The inode tells files apart that were made with one time and one length, as reproducible builds make them.
/// </summary>
/// <param name="Mode">Its type and permissions.</param>
/// <param name="Device">The file system's number.</param>
/// <param name="Inode">The file's number within it.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Seconds">When it was last written, since 1970.</param>
/// <param name="Nanoseconds">Beyond the seconds.</param>
public readonly record struct FileStamp(ushort Mode, ulong Device, ulong Inode, ulong Length, ulong Seconds, uint Nanoseconds)
{
    private const ushort FileTypeMask = 0xf000;
    private const ushort RegularFile = 0x8000;

    /// <summary>Whether it is a file and not a folder, a pipe or a device.</summary>
    public bool IsRegular => (Mode & FileTypeMask) == RegularFile;

    /// <summary>Looks at a file, statx(2).</summary>
    /// <returns>Null when there is none, or it can't be looked at.</returns>
    public static unsafe FileStamp? Of(string path)
    {
        Span<byte> answer = stackalloc byte[Native.StatxLength];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        fixed (byte* buffer = answer)
        {
            if (Native.Statx(Native.AT_FDCWD, name, 0, Native.STATX_BASIC_STATS, buffer) != 0) return null;
        }
        return new FileStamp(BitConverter.ToUInt16(answer[28..]), Number(answer, 136), Number(answer, 32), Number(answer, 40), Number(answer, 112), (uint)Number(answer, 120));
    }

    private static ulong Number(ReadOnlySpan<byte> answer, int offset) => BitConverter.ToUInt64(answer[offset..]);
}
