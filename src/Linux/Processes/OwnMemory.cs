using System.Globalization;
using Tmds.Linux;

namespace Holdfast.Linux.Processes;

/// <summary>What this process holds of the machine's memory.</summary>
public static unsafe class OwnMemory
{
    private const int MADV_DONTNEED = 4;

    /// <summary>
    /// Gives back the pages of code and constants: what is still needed comes back from the page cache when it is used,
    /// and what only the start needed does not. Nothing that was ever written to is touched, see madvise(2).
    /// </summary>
    public static void ReleaseCode()
    {
        (nint Start, nint End)? candidate = null;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            // START-END r-xp OFFSET DEVICE INODE PATH, and lines of figures after it, proc(5).
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 1 && fields[0].Contains('-'))
            {
                bool isConstantFile = fields is [_, "r-xp" or "r--p", _, _, _, ['/', ..], ..];
                candidate = isConstantFile ? Range(fields[0]) : null;
            }
            else if (fields is ["Anonymous:", var written, ..] && candidate is { } range)
            {
                // The loader writes to parts that are read-only afterwards: what it wrote is in no file.
                if (written == "0") _ = LibC.madvise((void*)range.Start, (int)(range.End - range.Start), MADV_DONTNEED);
                candidate = null;
            }
        }
    }

    private static (nint Start, nint End) Range(string text)
    {
        string[] ends = text.Split('-');
        return (nint.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), nint.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
