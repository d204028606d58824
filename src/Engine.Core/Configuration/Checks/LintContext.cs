using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Checks;

/// <summary>One configuration as the lints see it.</summary>
internal sealed class LintContext
{
    private readonly LintSelection _selection;
    private readonly DiagnosticBag _diagnostics;

    public LintContext(BoundFile file, ConfigurationModel model, IHostFacts host, LintSelection selection, DiagnosticBag diagnostics)
    {
        Tree = file.Tree;
        Model = model;
        Host = host;
        _selection = selection;
        _diagnostics = diagnostics;
        Instances = Placed(file.Instances, model.Instances, instance => instance.Name);
        SyncGroups = file.SyncGroups;
        Scripts = Placed(file.Scripts, model.Scripts, script => script.Name);
    }

    public SyntaxBlock Tree { get; }

    public ConfigurationModel Model { get; }

    public IHostFacts Host { get; }

    /// <summary>The instances that are carried out, each with its statement.</summary>
    public IReadOnlyList<Bound<VrrpInstance>> Instances { get; }

    public IReadOnlyList<Bound<VrrpScript>> Scripts { get; }

    public IReadOnlyList<Bound<SyncGroup>> SyncGroups { get; }

    /// <summary>Says that a lint has found something.</summary>
    /// <param name="lint">Which.</param>
    /// <param name="where">What it is about.</param>
    /// <param name="message">What was found, in this case's own names and numbers.</param>
    /// <param name="fix">What to do in this very case; null: what the lint says.</param>
    public void Report(Lint lint, SyntaxWord where, string message, string? fix = null)
    {
        if (_selection.Includes(lint)) _diagnostics.Report(lint, where, message, fix);
    }

    /// <summary>What is carried out, with the statements that it came from: of two with one name the first counts.</summary>
    internal static IReadOnlyList<Bound<T>> Placed<T>(IReadOnlyList<Bound<T>> bound, ValueList<T> model, Func<T, string> name)
    {
        var statements = new Dictionary<string, SyntaxStatement>();
        foreach (Bound<T> one in bound) statements.TryAdd(name(one.Value), one.Statement);
        return [.. model.Select(value => new Bound<T>(value, statements[name(value)]))];
    }
}
