using System.Security.Cryptography;
using System.Text;

namespace Holdfast.HealthScript;

/// <summary>
/// Compiled scripts on disk, each under the hash of all that it depends on: its text and that of the files it loads, this
/// plugin, the runtime. What can't be read is compiled anew.
/// </summary>
internal sealed class ScriptCache(string folder)
{
    public static string Key(IEnumerable<string> texts)
    {
        var all = new StringBuilder();
        all.Append(typeof(ScriptCache).Module.ModuleVersionId).Append('\0').Append(Environment.Version).Append('\0');
        foreach (string text in texts) all.Append(text.Length).Append('\0').Append(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    /// <summary>The assembly for a key; null where there is none that is whole.</summary>
    public byte[]? Find(string key)
    {
        try
        {
            byte[] stored = File.ReadAllBytes(PathOf(key));
            // The hash of the assembly follows it, so that half a file, or another's, is noticed.
            int length = stored.Length - SHA256.HashSizeInBytes;
            return length > 0 && SHA256.HashData(stored.AsSpan(0, length)).AsSpan().SequenceEqual(stored.AsSpan(length)) ? stored[..length] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Store(string key, byte[] assembly)
    {
        // Whoever can write here can run code as us.
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string temporary = PathOf(key) + "." + Path.GetRandomFileName();
        File.WriteAllBytes(temporary, [.. assembly, .. SHA256.HashData(assembly)]);
        File.Move(temporary, PathOf(key), overwrite: true);
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".dll");
}
