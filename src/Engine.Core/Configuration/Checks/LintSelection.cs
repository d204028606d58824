using Holdfast.Configuration.Binding;

namespace Holdfast.Configuration.Checks;

/// <summary>Which lints are switched on. What keepalived itself would report is said in any case.</summary>
internal sealed class LintSelection
{
    private const string Everything = "all";
    private readonly HashSet<string> _off;

    private LintSelection(HashSet<string> off) => _off = off;

    public static LintSelection All { get; } = new([]);

    public static LintSelection None { get; } = new([.. Lints.All.Select(lint => lint.Name)]);

    public bool Includes(Lint lint) => !_off.Contains(lint.Name);

    /// <summary>As this one, without those.</summary>
    public LintSelection Except(params IEnumerable<Lint> lints) => new([.. _off, .. lints.Select(lint => lint.Name)]);

    /// <summary>Reads the names of a command line; <c>all</c> stands for every one.</summary>
    /// <param name="only">The only ones that are on; none given: all are.</param>
    /// <param name="without">Those of them that are off.</param>
    /// <param name="problem">What is wrong with a name; empty where nothing is.</param>
    /// <returns>null where a name is wrong.</returns>
    public static LintSelection? Read(IReadOnlyList<string> only, IReadOnlyList<string> without, out string problem)
    {
        problem = "";
        foreach (string name in only.Concat(without))
        {
            if (name == Everything || Lints.All.Any(lint => lint.Name == name)) continue;
            string? near = Spelling.Nearest(name, Lints.All.Select(lint => lint.Name));
            problem = $"there is no lint '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}";
            return null;
        }
        bool allOn = only.Count == 0 || only.Contains(Everything);
        bool allOff = without.Contains(Everything);
        return new LintSelection(
            [.. Lints.All.Select(lint => lint.Name).Where(name => allOff || !(allOn || only.Contains(name)) || without.Contains(name))]);
    }
}
