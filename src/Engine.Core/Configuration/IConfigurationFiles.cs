namespace Holdfast.Configuration;

/// <summary>Where configurations come from.</summary>
internal interface IConfigurationFiles
{
    /// <summary>Gives the text of a file; null, and the reason, where it can't be read.</summary>
    string? Read(string path, out string reason);

    /// <summary>The files that a pattern of glob(7), without braces, matches, by their full paths and in order.</summary>
    /// <param name="pattern">The pattern; a relative one counts from <paramref name="folder"/>.</param>
    /// <param name="folder">A folder's full path.</param>
    IReadOnlyList<string> Match(string pattern, string folder);

    /// <summary>The full path of a file, so that one file has one.</summary>
    string FullPath(string path);
}
