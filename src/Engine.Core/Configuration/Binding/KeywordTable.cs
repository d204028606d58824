using System.Collections.Frozen;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of one kind of block, and how a block of that kind is bound.</summary>
/// <param name="name">The block's own keyword; empty for the top level.</param>
/// <param name="rows">Its keywords, in the order in which the reference has them.</param>
internal sealed class KeywordTable<T>(string name, params IReadOnlyList<Row<T>> rows) : IKeywordTable
{
    private readonly FrozenDictionary<string, Row<T>> _rows = rows.ToFrozenDictionary(row => row.Name);

    public string Name => name;

    public IReadOnlyList<IKeyword> Keywords => rows;

    /// <summary>Binds every statement of a block, in order; what can't be bound is reported and skipped.</summary>
    public T Bind(T target, SyntaxBlock statements, BindingContext context)
    {
        HashSet<string>? given = null;
        foreach (SyntaxStatement statement in statements.Statements)
        {
            if (context.IsStopped) break;
            target = Bind(target, statement, ref given, context);
        }
        return target;
    }

    private T Bind(T target, SyntaxStatement statement, ref HashSet<string>? given, BindingContext context)
    {
        SyntaxWord keyword = statement.Keyword;
        if (!_rows.TryGetValue(keyword.Text, out Row<T>? row))
        {
            string? near = Spelling.Nearest(keyword.Text, _rows.Keys);
            string? advice = keyword.Text switch
            {
                "\\" => "a backslash continues a definition, and only as the last character of its line",
                _ when keyword.Text.Any(c => c > ' ' && char.IsWhiteSpace(c)) => "there is a space in it that looks like one and is another character: type it anew",
                _ => near is null ? null : $"did you mean '{near}'?",
            };
            context.Diagnostics.Error(
                keyword,
                $"Unknown keyword '{keyword.Text}'{(name.Length == 0 ? "" : $" in {name}")}",
                advice);
            return target;
        }
        if (row.Replacement is not null)
            context.Diagnostics.Error(keyword, $"'{row.Name}' is deprecated", $"use '{row.Replacement}'", row.IsReplacedQuietly ? Verdict.None : Verdict.Reported);
        using BindingContext.ReadOnlyScope? scope = row.Support == Support.ReadOnly ? context.EnterNotCarriedOut(keyword) : null;
        if (row.Support == Support.Refused)
        {
            context.Diagnostics.Warning(keyword, $"'{row.Name}' is refused: {row.Reason}");
            return target;
        }
        if (row.IsUnique && !(given ??= []).Add(row.Name))
        {
            context.Diagnostics.Error(keyword, $"'{row.Name}' is given already; the first counts");
            return target;
        }
        if (row.IsOverwritten && !(given ??= []).Add(row.Name)) context.Diagnostics.Error(keyword, $"'{row.Name}' is given already; the last counts");
        if (row.IsSkippedWithoutArgument && statement.Words.Count == 1)
        {
            context.Diagnostics.Error(keyword, $"'{row.Name}' lacks its argument; it is skipped");
            return target;
        }
        target = row.Bind(target, new StatementReader(statement, context));
        if (row.Shape != KeywordShape.Line || statement.Block is not { } block || context.IsStopped) return target;
        context.Diagnostics.Error(keyword, $"Unexpected '{{' after '{row.Name}', which has no block", "its lines are read as if the braces were not there");
        return Bind(target, block, context);
    }
}
