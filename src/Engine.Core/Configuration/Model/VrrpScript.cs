namespace Holdfast.Configuration.Model;

/// <summary>A <c>vrrp_script</c> block: one check, of whatever kind.</summary>
internal sealed record VrrpScript
{
    public required string Name { get; init; }

    public required CheckProgram Program { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>null: as <see cref="Interval"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>-253 to 253; 0: a failure means Fault.</summary>
    public int Weight { get; init; }

    public bool WeightReverse { get; init; }

    public int Rise { get; init; } = 1;

    public int Fall { get; init; } = 1;

    public ScriptUser? User { get; init; }

    public bool InitFail { get; init; }
}

/// <summary>What a check runs.</summary>
internal abstract record CheckProgram;

/// <summary><c>script "…"</c>: a program, as words or, where it needs one, as a line for a shell.</summary>
internal sealed record ShellProgram(ScriptCommand Command) : CheckProgram;

/// <summary><c>script "x.csx …"</c>: a C# script.</summary>
internal sealed record CSharpProgram(string Path, ValueList<string> Arguments, SourcePosition Position) : CheckProgram
{
    public bool Equals(CSharpProgram? other) => other is not null && Path == other.Path && Arguments == other.Arguments;

    public override int GetHashCode() => HashCode.Combine(Path, Arguments);
}

/// <summary><c>check NAME { … }</c>: a check that a plugin provides, which binds the block.</summary>
internal sealed record PluginProgram(string Keyword, SyntaxBlock Block) : CheckProgram
{
    public bool Equals(PluginProgram? other) => other is not null && Keyword == other.Keyword && Block.HasSameText(other.Block);

    public override int GetHashCode() => Keyword.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A command to be run.</summary>
/// <param name="Line">As it was written.</param>
/// <param name="Words">The program and its arguments.</param>
/// <param name="NeedsShell">Whether the line has words that only a shell understands.</param>
internal sealed record ScriptCommand(string Line, ValueList<string> Words, bool NeedsShell);
