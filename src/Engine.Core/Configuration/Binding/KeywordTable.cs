using System.Collections.Frozen;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of one block.</summary>
internal sealed class KeywordTable<T>(string block, params IEnumerable<Row<T>> rows)
{
    private readonly FrozenDictionary<string, Row<T>> _rows = rows.ToFrozenDictionary(row => row.Keyword);

    /// <summary>Binds every statement of a block, in order; what can't be bound is reported and skipped.</summary>
    public T Bind(T target, SyntaxBlock statements, BindingContext context)
    {
        foreach (SyntaxStatement statement in statements.Statements)
        {
            if (context.IsStopped) break;
            target = Bind(target, statement, context);
        }
        return target;
    }

    private T Bind(T target, SyntaxStatement statement, BindingContext context)
    {
        SyntaxWord keyword = statement.Keyword;
        if (!_rows.TryGetValue(keyword.Text, out Row<T>? row))
        {
            string? near = Spelling.Nearest(keyword.Text, _rows.Keys);
            context.Diagnostics.Error(
                keyword,
                $"Unknown keyword '{keyword.Text}'{(block.Length == 0 ? "" : $" in {block}")}",
                near is null ? null : $"did you mean '{near}'?");
            return target;
        }
        if (row.Bind is null)
        {
            context.ReportNotCarriedOut(keyword);
            return target;
        }
        return row.Bind(target, new StatementReader(statement, context));
    }
}
