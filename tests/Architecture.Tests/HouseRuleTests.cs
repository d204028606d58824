using System.Xml.Linq;

namespace Holdfast.Architecture.Tests;

/// <summary>Rules that a compiler does not check.</summary>
public sealed class HouseRuleTests
{
    private const int MaxLines = 400;
    private static readonly string[] VagueNames = ["Utils", "Util", "Helper", "Helpers", "Manager", "Common", "Misc"];

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        XDocument solution = XDocument.Load(Path.Combine(SourceTree.Root, "Holdfast.slnx"));
        // Plugins that tests build for themselves, as an author would, are no part of the solution.
        IEnumerable<string> projects = SourceTree.Projects.Select(project => project.Path).Where(path => path.Count(c => c == '/') <= 2);
        solution.Descendants("Project").Select(project => project.Attribute("Path")!.Value).ShouldBe(projects, ignoreOrder: true);
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        foreach (ProjectFile project in SourceTree.Projects)
        {
            foreach (XElement reference in project.Xml.Descendants("PackageReference"))
                (reference.Attribute("Version") ?? reference.Attribute("VersionOverride")).ShouldBeNull($"{project.Path}: {reference}");
        }
    }

    [Fact]
    public void Package_versions_are_exact()
    {
        XDocument versions = XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Packages.props"));
        foreach (XElement package in versions.Descendants("PackageVersion"))
            package.Attribute("Version")!.Value.ShouldMatch(@"^\d+(\.\d+)+(-[0-9A-Za-z.]+)?$", package.ToString());
    }

    [Fact]
    public void No_file_is_too_long_to_be_read()
    {
        IEnumerable<string> tooLong = SourceTree.Files("*.cs").Where(path => File.ReadLines(Path.Combine(SourceTree.Root, path)).Count() > MaxLines);
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_has_a_name_that_says_nothing()
    {
        IEnumerable<string> vague = SourceTree.Files("*.cs").Where(path => Array.Exists(VagueNames, name =>
            Path.GetFileName(path).Split('.')[0].EndsWith(name, StringComparison.Ordinal) || path.Split('/').Contains(name)));
        vague.ShouldBeEmpty();
    }
}
