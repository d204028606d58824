using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Binds one statement: takes the record as it is and gives it with the statement's value.</summary>
internal delegate T Bind<T>(T target, StatementReader statement);

/// <summary>One keyword of a block: what it is called, what it takes and means, and how it is bound.</summary>
/// <remarks>
/// A factory that is given no setter makes a row that is read and checked only: <see cref="Support.ReadOnly"/>. What only some
/// rows have is added by <c>with</c>: a default, a replacement, a reason.
/// </remarks>
internal sealed record Row<T>(string Name, string Arguments, string Example, string Documentation, Bind<T> Bind) : IKeyword
{
    public string? Needs { get; init; }

    public string? Default { get; init; }

    public string? Replacement { get; init; }

    /// <summary>Whether keepalived takes it without a word though it is deprecated.</summary>
    public bool IsReplacedQuietly { get; init; }

    public Support Support { get; init; }

    public string? Reason { get; init; }

    public KeywordShape Shape { get; init; }

    /// <summary>Whether it is skipped where it lacks its argument; for others reading stops.</summary>
    public bool IsSkippedWithoutArgument { get; init; }

    /// <summary>Whether the first counts where it is given twice, and the second is reported.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Whether the last counts where it is given twice, and that is reported.</summary>
    public bool IsOverwritten { get; init; }

    public IKeywordTable? Block { get; init; }

    /// <summary>A word.</summary>
    /// <param name="name">The keyword.</param>
    /// <param name="argument">What the word is, in capitals as in a manual page.</param>
    /// <param name="example">A word that could stand there.</param>
    /// <param name="documentation">What it means.</param>
    /// <param name="set">Takes the value; null: read only.</param>
    public static Row<T> Text(string name, string argument, string example, string documentation, Func<T, string, T>? set = null) =>
        Of(name, argument, example, documentation, statement => statement.Argument()?.Text, set);

    public static Row<T> Number(string name, int min, int max, string documentation, Func<T, int, T>? set = null) =>
        OfValue(name, Range(min, max), $"{min}", documentation, statement => statement.Number(min, max), set);

    /// <summary>A number that may be as large as a word of the kernel's.</summary>
    public static Row<T> Unsigned(string name, uint min, string documentation, Func<T, uint, T>? set = null) =>
        OfValue(name, $"<{min}..>", $"{min}", documentation, statement => statement.Unsigned(min), set);

    /// <summary>Seconds, with fractions to the microsecond.</summary>
    public static Row<T> Seconds(string name, double min, double max, string documentation, Func<T, TimeSpan, T>? set = null) =>
        OfValue(
            name,
            FormattableString.Invariant($"<{min:0.######}..{max:0.######} s>"),
            FormattableString.Invariant($"{Math.Max(min, Math.Min(1, max)):0.######}"),
            documentation,
            statement => statement.Seconds(min, max),
            set);

    /// <summary>Seconds without fractions.</summary>
    public static Row<T> WholeSeconds(string name, int min, int max, string documentation, Func<T, TimeSpan, T>? set = null) =>
        OfValue<TimeSpan>(
            name, FormattableString.Invariant($"<{min}..{max} s>"), $"{min}", documentation, statement => statement.Number(min, max) is { } number ? TimeSpan.FromSeconds(number) : null, set);

    /// <summary>A switch; the keyword alone means yes.</summary>
    public static Row<T> Flag(string name, string documentation, Func<T, bool, T>? set = null) =>
        OfValue(name, "[on|off]", "", documentation, statement => statement.Flag(), set);

    /// <summary>A keyword that stands alone.</summary>
    public static Row<T> Alone(string name, string documentation, Func<T, T>? set = null) =>
        new(name, "", "", documentation, (target, statement) =>
        {
            if (statement.HasMore && statement.Argument() is { } extra)
                statement.Context.Diagnostics.Warning(extra, $"'{name}' takes no argument: '{extra.Text}' is ignored");
            return set is null ? target : set(target);
        })
        {
            Support = SupportOf(set),
        };

    public static Row<T> Address(string name, string example, string documentation, Func<T, IpAddress, T>? set = null) =>
        OfValue(name, "ADDRESS", example, documentation, statement => statement.Address(), set);

    /// <summary>An address of this host's; a prefix length behind it is taken, and has no use.</summary>
    public static Row<T> OwnAddress(string name, string example, string documentation, Func<T, IpAddress, T>? set = null) =>
        OfValue(name, "ADDRESS", example, documentation, statement => statement.Address(mayHaveLength: true), set);

    /// <summary>One word of a few.</summary>
    public static Row<T> Choice(string name, string choices, string documentation, Func<T, string, T>? set = null) =>
        Of(name, choices, choices.Split('|')[0], documentation, statement => statement.Choice(choices.Split('|')), set);

    /// <summary>A script, quoted where it has arguments, and the user who runs it.</summary>
    public static Row<T> Script(string name, string documentation, Func<T, NotifyScript, T>? set = null) =>
        Of(name, "COMMAND [USER [GROUP]]", "\"/usr/local/bin/tell now\"", documentation, statement => set is null ? statement.ReadOnlyScript() : statement.NotifyScript(), set) with { IsUnique = true };

    /// <summary>A block of values.</summary>
    /// <param name="name">The keyword.</param>
    /// <param name="line">What stands on each line.</param>
    /// <param name="example">A line that could stand there.</param>
    /// <param name="documentation">What it means.</param>
    /// <param name="bind">Takes the block.</param>
    public static Row<T> Values(string name, string line, string example, string documentation, Func<T, SyntaxBlock, StatementReader, T> bind) =>
        new(name, line, example, documentation, (target, statement) =>
        {
            if (statement.Block() is not { } block) return target;
            if (statement.HasMore && statement.Argument() is { } extra)
                statement.Context.Diagnostics.Error(extra, $"'{name}' takes nothing before its block, and '{extra.Text}' stands there");
            return bind(target, block, statement);
        })
        {
            Shape = KeywordShape.Values,
        };

    /// <summary>A block of keywords that binds another record.</summary>
    /// <param name="name">The keyword.</param>
    /// <param name="documentation">What it means.</param>
    /// <param name="table">The keywords in it.</param>
    /// <param name="begin">What is there before the block is read.</param>
    /// <param name="end">Takes what the block made.</param>
    public static Row<T> Nested<TBlock>(string name, string documentation, KeywordTable<TBlock> table, Func<T, TBlock> begin, Func<T, TBlock, StatementReader, T> end) =>
        new(name, "", "", documentation, (target, statement) =>
            statement.Block() is { } block ? end(target, table.Bind(begin(target), block, statement.Context), statement) : target)
        {
            Shape = KeywordShape.Block,
            Block = table,
        };

    /// <summary>A block of keywords with a name before it, many of which may stand there.</summary>
    /// <param name="name">The keyword.</param>
    /// <param name="documentation">What it means.</param>
    /// <param name="table">The keywords in it.</param>
    /// <param name="begin">Makes an empty one of that name; null: it is not taken, which was reported.</param>
    /// <param name="end">Takes what the block made.</param>
    public static Row<T> Named<TBlock>(string name, string documentation, KeywordTable<TBlock> table, Func<SyntaxWord, T, TBlock?> begin, Action<T, TBlock, StatementReader> end)
        where TBlock : class =>
        new(name, "NAME", "one", documentation, (target, statement) =>
        {
            if (statement.Argument() is not { } word || statement.Block() is not { } block) return target;
            if (begin(word, target) is { } begun) end(target, table.Bind(begun, block, statement.Context), statement);
            return target;
        })
        {
            Shape = KeywordShape.Block,
            Block = table,
        };

    private static Row<T> Of<TValue>(string name, string arguments, string example, string documentation, Func<StatementReader, TValue?> read, Func<T, TValue, T>? set)
        where TValue : class =>
        new(name, arguments, example, documentation, (target, statement) => read(statement) is { } value && set is not null ? set(target, value) : target)
        {
            Support = SupportOf(set),
        };

    private static Row<T> OfValue<TValue>(string name, string arguments, string example, string documentation, Func<StatementReader, TValue?> read, Func<T, TValue, T>? set)
        where TValue : struct =>
        new(name, arguments, example, documentation, (target, statement) => read(statement) is { } value && set is not null ? set(target, value) : target)
        {
            Support = SupportOf(set),
        };

    private static Support SupportOf(Delegate? set) => set is null ? Support.ReadOnly : Support.CarriedOut;

    private static string Range(int min, int max) => max == int.MaxValue ? $"<{min}..>" : $"<{min}..{max}>";
}
