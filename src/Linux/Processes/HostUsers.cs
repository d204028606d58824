using System.Globalization;

namespace Holdfast.Linux.Processes;

/// <summary>Users and groups as /etc/passwd and /etc/group list them, passwd(5).</summary>
public static class HostUsers
{
    /// <summary>The number of a user, given by name or number; null where there is none of that name.</summary>
    public static uint? FindUser(string user) => Find("/etc/passwd", user);

    /// <inheritdoc cref="FindUser"/>
    public static uint? FindGroup(string group) => Find("/etc/group", group);

    /// <summary>The number of a user's own group; null where there is no such user.</summary>
    public static string? FindPrimaryGroup(string user)
    {
        foreach (string line in File.ReadLines("/etc/passwd"))
        {
            string[] fields = line.Split(':');
            if (fields.Length > 3 && (fields[0] == user || fields[2] == user)) return fields[3];
        }
        return null;
    }

    private static uint? Find(string file, string name)
    {
        foreach (string line in File.ReadLines(file))
        {
            string[] fields = line.Split(':');
            if (fields.Length > 2 && fields[0] == name && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out uint id)) return id;
        }
        return uint.TryParse(name, CultureInfo.InvariantCulture, out uint number) ? number : null;
    }
}
