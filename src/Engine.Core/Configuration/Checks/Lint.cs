namespace Holdfast.Configuration.Checks;

/// <summary>What one has to see to find something.</summary>
internal enum LintScope : byte
{
    /// <summary>One configuration; said by a configuration test and at start.</summary>
    File,

    /// <summary>The configurations of all hosts of a cluster; said by <c>engine check</c>.</summary>
    Cluster,
}

/// <summary>Something that the language allows and that its author hardly meant.</summary>
/// <param name="Name">What it is switched by, in lower case with hyphens.</param>
/// <param name="Scope">What one has to see to find it.</param>
/// <param name="Severity">An error where hosts can't work together as they are.</param>
/// <param name="Finds">What it finds, as a heading.</param>
/// <param name="Why">Why that matters, a sentence.</param>
/// <param name="Fix">What to do, a sentence.</param>
internal sealed record Lint(string Name, LintScope Scope, Severity Severity, string Finds, string Why, string Fix)
{
    /// <summary>The reason and the fix, as a diagnostic has them: a line each.</summary>
    /// <param name="fix">What to do in this very case; null: what is to be done in general.</param>
    public string Advice(string? fix = null) => $"{Why}\n{fix ?? Fix}";
}
