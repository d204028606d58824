using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests.Processes;

public sealed class FileStampTests : IDisposable
{
    private static readonly DateTime Written = new(2020, 5, 1, 12, 0, 0, 250, DateTimeKind.Utc);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stamp");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Says_what_the_file_system_says()
    {
        FileStamp stamp = FileStamp.Of(Write("a", "four")).ShouldNotBeNull();
        stamp.Length.ShouldBe(4ul);
        stamp.Seconds.ShouldBe((ulong)new DateTimeOffset(Written).ToUnixTimeSeconds());
        stamp.Nanoseconds.ShouldBe(250_000_000u);
        stamp.Inode.ShouldNotBe(0ul);
    }

    [Fact]
    public void Files_of_one_length_and_time_are_told_apart() =>
        FileStamp.Of(Write("a", "one")).ShouldNotBe(FileStamp.Of(Write("b", "two")));

    [Fact]
    public void A_link_is_the_file_that_it_leads_to()
    {
        string file = Write("a", "one");
        File.CreateSymbolicLink(InFolder("link"), file);
        FileStamp.Of(InFolder("link")).ShouldBe(FileStamp.Of(file));
    }

    [Fact]
    public void A_file_that_is_missing_has_none() => FileStamp.Of(InFolder("missing")).ShouldBeNull();

    private string Write(string name, string text)
    {
        File.WriteAllText(InFolder(name), text);
        File.SetLastWriteTimeUtc(InFolder(name), Written);
        return InFolder(name);
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);
}
