using System.Collections;
using System.IO.Enumeration;
using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>Files in memory: a path to a text. A relative path is one in /etc; a text of null can't be read.</summary>
internal sealed class SampleFiles : IConfigurationFiles, IEnumerable<string>
{
    private readonly SortedDictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public string? this[string path]
    {
        set => _texts[FullPath(path)] = value;
    }

    public string? Read(string path, out string reason)
    {
        bool isThere = _texts.TryGetValue(FullPath(path), out string? text);
        reason = isThere ? "permission denied" : "no such file";
        return text;
    }

    public IReadOnlyList<string> Match(string pattern, string folder)
    {
        string full = Path.Combine(folder, pattern);
        return [.. _texts.Keys.Where(path => FileSystemName.MatchesSimpleExpression(full, path, ignoreCase: false))];
    }

    public string FullPath(string path) => Path.Combine("/etc", path);

    public IEnumerator<string> GetEnumerator() => _texts.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
