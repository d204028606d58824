using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Binds one statement: takes the record as it is and gives it with the statement's value.</summary>
internal delegate T Bind<T>(T target, StatementReader statement);

/// <summary>
/// One keyword of a block: its name, what it means, and how it is bound. A keyword without <see cref="Bind"/> is known
/// and not carried out yet: its statement, with its block, is read over, and the start says so.
/// </summary>
internal sealed record Row<T>(string Keyword, string Documentation, Bind<T>? Bind)
{
    public static Row<T> Text(string keyword, string documentation, Func<T, string, T> set) =>
        new(keyword, documentation, (target, statement) => statement.Argument() is { } word ? set(target, word.Text) : target);

    public static Row<T> Number(string keyword, int min, int max, string documentation, Func<T, int, T> set) =>
        new(keyword, documentation, (target, statement) => statement.Number(min, max) is { } number ? set(target, number) : target);

    public static Row<T> Seconds(string keyword, double min, double max, string documentation, Func<T, TimeSpan, T> set) =>
        new(keyword, documentation, (target, statement) => statement.Seconds(min, max) is { } span ? set(target, span) : target);

    /// <summary>A switch; the keyword alone means yes.</summary>
    public static Row<T> Flag(string keyword, string documentation, Func<T, bool, T> set) =>
        new(keyword, documentation, (target, statement) => statement.Flag() is { } flag ? set(target, flag) : target);

    public static Row<T> Address(string keyword, string documentation, Func<T, IpAddress, T> set) =>
        new(keyword, documentation, (target, statement) => statement.Address() is { } address ? set(target, address) : target);

    /// <summary>A block of values, one or more a line.</summary>
    public static Row<T> Block(string keyword, string documentation, Func<T, SyntaxBlock, StatementReader, T> bind) =>
        new(keyword, documentation, (target, statement) => statement.Block() is { } block ? bind(target, block, statement) : target);

    /// <summary>A script, quoted or the rest of the line, with the user who runs it: <c>[user [group]]</c> after a quoted one.</summary>
    public static Row<T> Script(string keyword, string documentation, Func<T, NotifyScript, T> set) =>
        new(keyword, documentation, (target, statement) => statement.NotifyScript() is { } script ? set(target, script) : target);

    /// <summary>Keywords that keepalived carries out and this engine does not yet.</summary>
    public static IEnumerable<Row<T>> NotCarriedOut(string keywords) =>
        keywords.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(keyword => new Row<T>(keyword, "", null));
}
