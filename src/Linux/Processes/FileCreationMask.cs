using Tmds.Linux;

namespace Holdfast.Linux.Processes;

/// <summary>The permissions that new files don't get, umask(2).</summary>
public static class FileCreationMask
{
    public static void Set(int mask) => LibC.umask((ushort)mask);
}
