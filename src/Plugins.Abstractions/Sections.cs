namespace Holdfast.Plugins;

/// <summary>One word of a configuration and where it stands; line and column count from 1.</summary>
/// <param name="Text">The word, without quotes.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public sealed record ConfigWord(string Text, string File, int Line, int Column);

/// <summary>One line of a configuration.</summary>
/// <param name="Keyword">Its first word.</param>
/// <param name="Arguments">The others.</param>
/// <param name="Block">The lines of the block that it opens; null where it opens none.</param>
public sealed record ConfigStatement(ConfigWord Keyword, IReadOnlyList<ConfigWord> Arguments, IReadOnlyList<ConfigStatement>? Block);

/// <summary>Takes what is wrong with a configuration; it is shown with the line it is about.</summary>
public interface IDiagnostics
{
    /// <summary>Says that something can't be what its author meant.</summary>
    /// <param name="where">The word that it is about.</param>
    /// <param name="message">What is wrong, and what would be right.</param>
    void Report(ConfigWord where, string message);
}

/// <summary>Reads the block of a keyword that a plugin provides.</summary>
/// <typeparam name="T">What it becomes.</typeparam>
public interface IConfigSection<out T>
{
    /// <summary>The keyword, as in <c>check KEYWORD { … }</c>.</summary>
    string Keyword { get; }

    /// <summary>
    /// Binds a block. What is wrong goes to <paramref name="diagnostics"/>, and the default stays: a mistake in one line
    /// is no reason to run without the check.
    /// </summary>
    /// <param name="statement">The line with the keyword, and its block.</param>
    /// <param name="diagnostics">Where to say what is wrong.</param>
    T Bind(ConfigStatement statement, IDiagnostics diagnostics);
}
