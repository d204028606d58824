namespace Holdfast.Architecture.Tests;

/// <summary>Who may reference whom.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Analyzers = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers"];

    [Fact]
    public void The_core_references_only_its_parser() => ExpectOnly("Engine.Core", projects: [], packages: ["Superpower"]);

    [Fact]
    public void The_core_is_guarded_by_banned_symbols()
    {
        SourceTree.Project("Engine.Core").Packages.ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        string banned = File.ReadAllText(Path.Combine(SourceTree.Root, "src/Engine.Core/BannedSymbols.txt"));
        foreach (string symbol in (string[])["System.IO;", "System.Net.Sockets;", "System.Threading.Tasks;", "System.TimeProvider;", "System.Random;"])
            banned.ShouldContain(symbol);
    }

    [Fact]
    public void The_kernel_side_references_only_the_c_library() => ExpectOnly("Linux", projects: [], packages: ["Tmds.LibC"]);

    [Fact]
    public void Plugin_authors_see_only_the_logger_beside_the_abstractions() =>
        ExpectOnly("Plugins.Abstractions", projects: [], packages: ["Microsoft.Extensions.Logging.Abstractions"]);

    [Fact]
    public void The_channel_references_nothing() => ExpectOnly("Plugins.Channel", projects: [], packages: []);

    [Fact]
    public void The_engine_has_no_plugin_and_none_of_their_packages_in_it() =>
        ExpectOnly("Engine", ["Engine.Core", "Linux", "Plugins.Channel"], ["System.CommandLine", "Microsoft.Extensions.Logging.Abstractions"]);

    [Fact]
    public void The_plugin_host_has_no_engine_in_it() =>
        SourceTree.Project("PluginHost").Projects.ShouldBe(["Linux", "Plugins.Abstractions", "Plugins.Channel"], ignoreOrder: true);

    [Fact]
    public void Plugins_reference_the_abstractions_and_at_most_the_kernel_side()
    {
        SourceTree.In("plugins").ShouldNotBeEmpty();
        foreach (ProjectFile plugin in SourceTree.In("plugins"))
        {
            plugin.Projects.ShouldContain("Plugins.Abstractions", plugin.Path);
            plugin.Projects.Except(["Plugins.Abstractions", "Linux"]).ShouldBeEmpty(plugin.Path);
        }
    }

    [Fact]
    public void Plugins_leave_the_abstractions_to_the_host()
    {
        // A copy beside the plugin would be another type, which the host does not know.
        foreach (ProjectFile plugin in SourceTree.In("plugins"))
        {
            var reference = plugin.Xml.Descendants("ProjectReference").Single(e => e.Attribute("Include")!.Value.Contains("Plugins.Abstractions"));
            reference.Attribute("Private")?.Value.ShouldBe("false", plugin.Path);
            reference.Attribute("ExcludeAssets")?.Value.ShouldBe("runtime", plugin.Path);
        }
    }

    [Fact]
    public void Nothing_that_ships_references_a_test()
    {
        string[] tests = [.. SourceTree.In("tests").Select(project => project.Name)];
        tests.ShouldNotBeEmpty();
        foreach (ProjectFile project in SourceTree.In("src").Concat(SourceTree.In("plugins")))
        {
            project.Projects.Intersect(tests).ShouldBeEmpty(project.Path);
            project.Packages.Intersect(["xunit.v3", "Shouldly", "CsCheck", "PacketDotNet"]).ShouldBeEmpty(project.Path);
        }
    }

    private static void ExpectOnly(string name, string[] projects, string[] packages)
    {
        ProjectFile project = SourceTree.Project(name);
        project.Projects.Except(projects).ShouldBeEmpty($"{project.Path} references more projects than it may");
        project.Packages.Except(packages).Except(Analyzers).ShouldBeEmpty($"{project.Path} references more packages than it may");
    }
}
