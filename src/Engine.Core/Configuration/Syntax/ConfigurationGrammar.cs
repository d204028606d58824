using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// The grammar of keepalived.conf:
/// <code>
/// file      = { statement | stray-brace | end-of-line }
/// statement = word { word } [ { end-of-line } block ]
/// block     = "{" { statement | end-of-line } ( "}" | end-of-text )
/// </code>
/// A block that is not closed and a brace that closes nothing are read as what they most likely mean, and reported.
/// </summary>
internal sealed class ConfigurationGrammar
{
    /// <summary>Deeper than keepalived's own blocks by far; it keeps a file of braces from using up the stack.</summary>
    private const int MaxDepth = 32;

    private static readonly ConfigurationTokenizer Tokenizer = new();

    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly TokenListParser<ConfigurationToken, IReadOnlyList<SyntaxStatement>> _text;

    private ConfigurationGrammar(string file, DiagnosticBag diagnostics)
    {
        _file = file;
        _diagnostics = diagnostics;

        TokenListParser<ConfigurationToken, Token<ConfigurationToken>[]> lineEnds =
            Token.EqualTo(ConfigurationToken.NewLine).Many();

        TokenListParser<ConfigurationToken, SyntaxWord> word =
            Token.EqualTo(ConfigurationToken.Word).Or(Token.EqualTo(ConfigurationToken.QuotedWord)).Select(ToWord);

        TokenListParser<ConfigurationToken, SyntaxBlock> block =
            from open in lineEnds.IgnoreThen(Token.EqualTo(ConfigurationToken.OpenBrace))
            from statements in Superpower.Parse.Ref(() => Statements!)
            from close in Token.EqualTo(ConfigurationToken.CloseBrace).OptionalOrDefault()
            select new SyntaxBlock(statements, close.HasValue);

        TokenListParser<ConfigurationToken, SyntaxStatement?> statement =
            from words in word.AtLeastOnce()
            from body in block.Select(b => (SyntaxBlock?)b).Try().OptionalOrDefault()
            select (SyntaxStatement?)new SyntaxStatement(words, Reported(words[0], body));

        TokenListParser<ConfigurationToken, SyntaxStatement?> blockWithoutKeyword =
            Token.EqualTo(ConfigurationToken.OpenBrace).Select(ReportOpenBrace);

        TokenListParser<ConfigurationToken, SyntaxStatement?> strayBrace =
            Token.EqualTo(ConfigurationToken.CloseBrace).Select(ReportCloseBrace);

        TokenListParser<ConfigurationToken, SyntaxStatement?> endOfLine =
            Token.EqualTo(ConfigurationToken.NewLine).Value((SyntaxStatement?)null);

        Statements = statement.Or(blockWithoutKeyword).Or(endOfLine).Many().Select(WithoutEmpty);
        _text = statement.Or(blockWithoutKeyword).Or(strayBrace).Or(endOfLine).Many().AtEnd().Select(WithoutEmpty);
    }

    private TokenListParser<ConfigurationToken, IReadOnlyList<SyntaxStatement>> Statements { get; }

    /// <summary>Reads a text; whatever it is, there is a tree, and what is wrong stands in the diagnostics.</summary>
    public static SyntaxBlock Read(string file, string text, DiagnosticBag diagnostics)
    {
        TokenList<ConfigurationToken> tokens = Tokenizer.Tokenize(text);
        if (FindTooDeep(tokens) is { } tooDeep)
        {
            diagnostics.Error(ToPosition(file, tooDeep.Position), $"blocks are nested deeper than {MaxDepth}; reading stops here");
            tokens = Tokenizer.Tokenize(text[..tooDeep.Position.Absolute]);
        }
        var grammar = new ConfigurationGrammar(file, diagnostics);
        return new SyntaxBlock(grammar._text.Parse(tokens), IsClosed: true);
    }

    private SyntaxBlock? Reported(SyntaxWord keyword, SyntaxBlock? block)
    {
        if (block is { IsClosed: false })
            _diagnostics.Error(keyword, $"the block of '{keyword.Text}' is not closed: '}}' is missing");
        return block;
    }

    private SyntaxStatement? ReportOpenBrace(Token<ConfigurationToken> brace)
    {
        _diagnostics.Error(ToPosition(_file, brace.Position), "Unexpected '{': no keyword stands before it");
        return null;
    }

    private SyntaxStatement? ReportCloseBrace(Token<ConfigurationToken> brace)
    {
        _diagnostics.Error(ToPosition(_file, brace.Position), "Extra '}' found: it closes nothing");
        return null;
    }

    private SyntaxWord ToWord(Token<ConfigurationToken> token)
    {
        SourcePosition position = ToPosition(_file, token.Position);
        string text = token.ToStringValue();
        if (token.Kind == ConfigurationToken.Word) return new SyntaxWord(text, position, IsQuoted: false);
        bool isClosed = text.Length > 1 && text[^1] == text[0];
        var word = new SyntaxWord(Unquote(isClosed ? text[1..^1] : text[1..].TrimEnd()), position, IsQuoted: true);
        if (!isClosed) _diagnostics.Error(word, $"Unmatched quote: {text.TrimEnd()}");
        return word;
    }

    /// <summary>A backslash before a quote or a backslash is dropped; any other is the script's business.</summary>
    private static string Unquote(string text) =>
        text.Contains('\\') ? text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;

    private static IReadOnlyList<SyntaxStatement> WithoutEmpty(SyntaxStatement?[] statements) => [.. statements.OfType<SyntaxStatement>()];

    private static SourcePosition ToPosition(string file, Position position) => new(file, position.Line, position.Column);

    private static Token<ConfigurationToken>? FindTooDeep(TokenList<ConfigurationToken> tokens)
    {
        int depth = 0;
        foreach (Token<ConfigurationToken> token in tokens)
        {
            if (token.Kind == ConfigurationToken.OpenBrace && ++depth > MaxDepth) return token;
            if (token.Kind == ConfigurationToken.CloseBrace) depth = Math.Max(0, depth - 1);
        }
        return null;
    }
}
