using System.Xml.Linq;

namespace Holdfast.Architecture.Tests;

/// <summary>A project file: what it references.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}

/// <summary>The files of this repository.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. Files("*.csproj").Select(Read)];

    public static ProjectFile Project(string name) => Projects.Single(project => project.Name == name);

    public static IEnumerable<ProjectFile> In(string folder) => Projects.Where(project => project.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Paths below the root of all sources of that kind, without what is built.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "plugins", "lab", "tests", "bench", "tools" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "TestResults"));

    private static ProjectFile Read(string path)
    {
        XDocument xml = XDocument.Load(Path.Combine(Root, path));
        return new ProjectFile(path, [.. Includes("ProjectReference").Select(NameOf)], [.. Includes("PackageReference")], xml);

        IEnumerable<string> Includes(string element) => xml.Descendants(element).Select(e => e.Attribute("Include")!.Value);
        static string NameOf(string reference) => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'));
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Holdfast.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No Holdfast.slnx above {AppContext.BaseDirectory}.");
    }
}
