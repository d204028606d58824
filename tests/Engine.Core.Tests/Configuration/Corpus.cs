using System.Text;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>
/// Configurations of others, read where they lie: in shared/corpus beside the repository, or where HOLDFAST_CORPUS says. A test
/// that needs them is skipped where they are not.
/// </summary>
internal static class Corpus
{
    /// <summary>The folder that they are said to be in: the host that keepalived ran on had nothing beside them.</summary>
    public const string Place = "/corpus";

    private static readonly string? Folder = Find();

    /// <summary>The configurations of a group, each with a host that has the interfaces that it names.</summary>
    public static IEnumerable<(string Name, string Text, SampleHost Host)> Files(string group)
    {
        if (Folder is null) Assert.Skip("There is no corpus: neither HOLDFAST_CORPUS nor shared/corpus beside the repository.");
        return from line in File.ReadLines(Path.Combine(Folder!, "manifest.tsv")).Skip(1)
               let row = line.Split('\t')
               where row[0] == @group
               let host = new SampleHost(row[5].Split(',', StringSplitOptions.RemoveEmptyEntries)) { HasAllUsers = true, EmptyFolder = Place }
               select (row[1], Read(Path.Combine(Folder!, @group, row[1])), host);
    }

    /// <summary>What keepalived 2.4.3 says of one; null where that is not known.</summary>
    public static CorpusVerdict? Verdict(string group, string name)
    {
        string file = Path.Combine(Folder!, group, name + ".truth-2.4.3-env");
        return File.Exists(file) ? CorpusVerdict.Read(file) : null;
    }

    /// <summary>The names in the list of keywords that stands beside the corpus.</summary>
    public static IEnumerable<string> Keywords()
    {
        string? list = Folder is null ? null : Path.Combine(Path.GetDirectoryName(Folder)!, "keywords.md");
        if (!File.Exists(list)) Assert.Skip("There is no list of keywords beside the corpus.");
        return File.ReadLines(list!).SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct();
    }

    private static string Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Encoding encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
        return encoding.GetString(bytes);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("HOLDFAST_CORPUS") is { Length: > 0 } folder) return folder;
        for (DirectoryInfo? parent = new DirectoryInfo(Repository.Root).Parent; parent is not null; parent = parent.Parent)
        {
            string candidate = Path.Combine(parent.FullName, "shared", "corpus");
            if (File.Exists(Path.Combine(candidate, "manifest.tsv"))) return candidate;
        }
        return null;
    }
}
