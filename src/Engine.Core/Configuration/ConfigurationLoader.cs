using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration;

/// <summary>What came of reading a configuration.</summary>
internal sealed class LoadedConfiguration
{
    public required ConfigurationModel Model { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The files that were read, in order; none where the first could not be.</summary>
    public required IReadOnlyList<SourceFile> Sources { get; init; }

    /// <summary>What the model was made from, with where it stands.</summary>
    public required BoundFile Bound { get; init; }

    /// <summary>
    /// Whether the blocks can be told apart. Otherwise a reload refuses the whole, since what stands where is a guess; a
    /// start takes what could be read, as keepalived does.
    /// </summary>
    public required bool IsSound { get; init; }

    /// <summary>
    /// The exit code of a configuration test, as keepalived has it: 0 nothing to report, 6 scripts without script
    /// security whatever else was reported, 5 anything else reported, 2 a line lacks an argument.
    /// </summary>
    public int ExitCode
    {
        get
        {
            Verdict verdict = Diagnostics.Count == 0 ? Verdict.None : Diagnostics.Max(d => d.Verdict);
            return verdict switch
            {
                Verdict.MissingArgument => 2,
                Verdict.InsecureScripts => 6,
                Verdict.Reported => 5,
                _ => 0,
            };
        }
    }

    /// <summary>The diagnostics as people read them.</summary>
    public IEnumerable<string> FormatDiagnostics() => DiagnosticFormatter.FormatAll(Diagnostics, Sources);
}

/// <summary>Reads a configuration: files to lines to tree to model.</summary>
internal static class ConfigurationLoader
{
    private static readonly KeywordIndex Index = new(RootTable.Keywords);

    /// <param name="path">The file, as diagnostics name it.</param>
    /// <param name="files">Where it and those that it includes are read from.</param>
    /// <param name="options">What the text may ask of the host.</param>
    /// <param name="host">What the host knows.</param>
    /// <param name="lints">What is looked for beyond what is wrong.</param>
    public static LoadedConfiguration Load(
        string path, IConfigurationFiles files, ExpansionOptions options, IHostFacts host, LintSelection lints)
    {
        var diagnostics = new DiagnosticBag();
        (SyntaxBlock? tree, IReadOnlyList<SourceFile> sources) = ReadTree(path, files, options, diagnostics);
        // All that there is to say so far is about files that are not there, definitions, braces and quotes.
        bool isSound = diagnostics.All.Count == 0;
        ConfigurationModel model = new();
        BoundFile file = new();
        if (tree is not null)
        {
            var context = new BindingContext(diagnostics, host);
            file = RootTable.Keywords.Bind(new BoundFile { Tree = tree }, tree, context);
            model = Validation.Run(file, context);
            FileLints.Run(new LintContext(file, model, host, lints, diagnostics));
        }
        return new LoadedConfiguration
        {
            Model = model,
            Bound = file,
            Diagnostics = InOrder(diagnostics.All, sources),
            Sources = sources,
            IsSound = isSound,
        };
    }

    /// <summary>Reads the statements of a file and all that it includes, whatever they mean.</summary>
    /// <returns>The statements, null where the file can't be read; and every file that was.</returns>
    public static (SyntaxBlock? Tree, IReadOnlyList<SourceFile> Sources) ReadTree(
        string path, IConfigurationFiles files, ExpansionOptions options, DiagnosticBag diagnostics)
    {
        if (files.Read(path, out string reason) is not { } text)
        {
            diagnostics.Error(new SourcePosition(path, 1, 1), $"can't be read: {reason}");
            return (null, []);
        }
        (ExpandedText expanded, IReadOnlyList<SourceFile> sources) = Expander.Expand(new SourceFile(path, text), files, options, diagnostics);
        return (ConfigurationGrammar.Read(expanded, Index.IsKnown, diagnostics), sources);
    }

    /// <summary>As they stand in the files, and those in the order in which they were read.</summary>
    private static IReadOnlyList<Diagnostic> InOrder(IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<SourceFile> sources)
    {
        if (diagnostics.Count == 0) return diagnostics;
        var order = new Dictionary<string, int>();
        foreach (SourceFile source in sources) order.TryAdd(source.Path, order.Count);
        return [.. diagnostics.OrderBy(d => order.GetValueOrDefault(d.Position.File)).ThenBy(d => d.Position.Line).ThenBy(d => d.Position.Column)];
    }
}
