using System.Runtime.InteropServices;

namespace Holdfast.Linux.Processes;

/// <summary>Names of files by wildcards, glob(7).</summary>
public static unsafe class FilePattern
{
    /// <summary>The files and folders that a pattern matches, sorted; a pattern without wildcards matches what has that name.</summary>
    public static IReadOnlyList<string> Match(string pattern)
    {
        Native.GlobResult result;
        // Zero: it found something. Whatever else it says (nothing matches, a folder can't be read), there is nothing to give.
        bool isFound = Native.Glob(pattern, 0, 0, &result) == 0;
        try
        {
            string[] paths = new string[isFound ? result.Count : 0];
            for (int i = 0; i < paths.Length; i++) paths[i] = Marshal.PtrToStringUTF8((nint)result.Paths[i])!;
            return paths;
        }
        finally
        {
            Native.GlobFree(&result);
        }
    }
}
