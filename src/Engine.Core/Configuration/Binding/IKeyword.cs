namespace Holdfast.Configuration.Binding;

/// <summary>What the engine does with a keyword.</summary>
internal enum Support : byte
{
    CarriedOut,

    /// <summary>Read and checked, and the start says that it has no effect.</summary>
    ReadOnly,

    /// <summary>Not taken; <see cref="IKeyword.Reason"/> says why.</summary>
    Refused,
}

/// <summary>What there is to say of a keyword: the reference, the manual page, completion and suggestions are made from it.</summary>
internal interface IKeyword
{
    string Name { get; }

    /// <summary>What follows it, as a manual page writes it; for a block of values what stands on each of its lines.</summary>
    string Arguments { get; }

    string Documentation { get; }

    /// <summary>What follows it in an example; for a block of values a line of it.</summary>
    string Example { get; }

    /// <summary>A line that has to stand before it in an example; null where none has.</summary>
    string? Needs { get; }

    /// <summary>What holds where it is not given; null where that is nothing, or the documentation says it.</summary>
    string? Default { get; }

    /// <summary>What to write instead; null where it is not deprecated.</summary>
    string? Replacement { get; }

    Support Support { get; }

    /// <summary>Why it is refused.</summary>
    string? Reason { get; }

    KeywordShape Shape { get; }

    /// <summary>The keywords of its block; null where it has none, or its lines are values.</summary>
    IKeywordTable? Block { get; }
}

/// <summary>What a keyword's statement looks like.</summary>
internal enum KeywordShape : byte
{
    /// <summary>One line.</summary>
    Line,

    /// <summary>A block of values, one or more a line.</summary>
    Values,

    /// <summary>A block of keywords.</summary>
    Block,
}

/// <summary>The keywords of one kind of block.</summary>
internal interface IKeywordTable
{
    /// <summary>The block's own keyword; empty for the top level.</summary>
    string Name { get; }

    IReadOnlyList<IKeyword> Keywords { get; }
}
