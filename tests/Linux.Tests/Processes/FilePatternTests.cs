using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests.Processes;

public sealed class FilePatternTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pattern");

    public FilePatternTests()
    {
        foreach (string name in (string[])["b.conf", "a.conf", "c.txt"]) File.WriteAllText(InFolder(name), "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("*.conf", "a.conf b.conf")]
    [InlineData("[ac].*", "a.conf c.txt")]
    [InlineData("?.txt", "c.txt")]
    [InlineData("c.txt", "c.txt")]
    [InlineData("d.txt", "")]
    [InlineData("absent/*", "")]
    public void Gives_what_matches_in_order(string pattern, string expected) =>
        FilePattern.Match(InFolder(pattern)).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(InFolder));

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
