using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration;

/// <summary>What came of reading a configuration.</summary>
internal sealed class LoadedConfiguration
{
    public required ConfigurationModel Model { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The text that the diagnostics are about; null where it could not be read.</summary>
    public required string? Text { get; init; }

    public required string Path { get; init; }

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

    public IEnumerable<string> FormatDiagnostics() => Diagnostics.Select(d => Format(d, colour: false));

    /// <summary>Whether a file is this one.</summary>
    public bool Has(string file) => file == Path;

    /// <summary>A diagnostic of this configuration's files as people read it, in colour or not.</summary>
    public string Format(Diagnostic diagnostic, bool colour) => DiagnosticFormatter.Format(diagnostic, Text, colour);
}

/// <summary>Reads a configuration: text to tree to model.</summary>
internal static class ConfigurationLoader
{
    /// <param name="path">The file, as diagnostics name it.</param>
    /// <param name="readText">Gives the text of a file, or null and the reason why it can't be read.</param>
    /// <param name="host">What the host knows.</param>
    /// <param name="lints">What is looked for beyond what is wrong.</param>
    public static LoadedConfiguration Load(string path, ReadText readText, IHostFacts host, LintSelection lints)
    {
        var diagnostics = new DiagnosticBag();
        string? text = readText(path, out string reason);
        if (text is null)
        {
            diagnostics.Error(new SourcePosition(path, 1, 1), $"can't be read: {reason}");
            return new LoadedConfiguration { Model = new(), Diagnostics = diagnostics.All, Text = null, Path = path, Bound = new(), IsSound = false };
        }
        SyntaxBlock tree = ConfigurationGrammar.Read(path, text, diagnostics);
        // All that the grammar has to say so far is about braces and quotes.
        bool isSound = diagnostics.All.Count == 0;
        var context = new BindingContext(diagnostics, host);
        BoundFile file = RootTable.Keywords.Bind(new BoundFile { Tree = tree }, tree, context);
        ConfigurationModel model = new Validation(file, context).Run();
        FileLints.Run(new LintContext(file, model, host, lints, diagnostics));
        return new LoadedConfiguration { Model = model, Diagnostics = diagnostics.All, Text = text, Path = path, Bound = file, IsSound = isSound };
    }
}

/// <summary>Gives the text of a file; null, and the reason, where it can't be read.</summary>
internal delegate string? ReadText(string path, out string reason);
