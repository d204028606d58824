using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// The grammar of keepalived.conf, once its lines are expanded and its braces are in pairs:
/// <code>
/// text      = { statement | nameless | end-of-line }
/// statement = word { word } [ { end-of-line } block ]
/// block     = "{" text "}"
/// nameless  = block
/// </code>
/// A block without a keyword is reported, and its lines are read as if the braces were not there.
/// </summary>
internal sealed class ConfigurationGrammar
{
    /// <summary>Deeper than keepalived's own blocks by far; it keeps a file of braces from using up the stack.</summary>
    private const int MaxDepth = 32;

    private static readonly ConfigurationTokenizer Tokenizer = new();
    private static readonly TokenListParser<ConfigurationToken, Token<ConfigurationToken>> CloseBrace = Token.EqualTo(ConfigurationToken.CloseBrace);

    private readonly ExpandedText _text;
    private readonly DiagnosticBag _diagnostics;
    private readonly TokenListParser<ConfigurationToken, SyntaxBlock> _block;

    private ConfigurationGrammar(ExpandedText text, DiagnosticBag diagnostics)
    {
        _text = text;
        _diagnostics = diagnostics;
        _block =
            from open in Token.EqualTo(ConfigurationToken.OpenBrace)
            from statements in Superpower.Parse.Ref<ConfigurationToken, IReadOnlyList<SyntaxStatement>>(() => Statements)
            from close in CloseBrace
            select new SyntaxBlock(statements);
    }

    /// <summary>Reads a text; whatever it is, there is a tree, and what is wrong stands in the diagnostics.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isKnown">Whether a block, the first argument, or the top level, "", knows a keyword, the second.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static SyntaxBlock Read(ExpandedText text, Func<string, string, bool> isKnown, DiagnosticBag diagnostics)
    {
        string source = text.ToString();
        TokenList<ConfigurationToken> tokens = Tokenizer.Tokenize(source);
        DiagnosticBag braces = text.IsCut ? new DiagnosticBag() : diagnostics;
        if (FindTooDeep(tokens) is { } tooDeep)
        {
            diagnostics.Error(text.Position(tooDeep.Position.Line, tooDeep.Position.Column), $"blocks are nested deeper than {MaxDepth}; reading stops here");
            tokens = Tokenizer.Tokenize(source[..tooDeep.Position.Absolute]);
            braces = new DiagnosticBag();
        }
        TokenList<ConfigurationToken> paired = BraceRepair.Repair(tokens, text, isKnown, braces);
        var grammar = new ConfigurationGrammar(text, diagnostics);
        TokenListParser<ConfigurationToken, IReadOnlyList<SyntaxStatement>> all = grammar.Statements;
        return new SyntaxBlock(all.AtEnd().Parse(paired));
    }

    /// <summary>The lines up to a closing brace or the end of the text.</summary>
    private TokenListParserResult<ConfigurationToken, IReadOnlyList<SyntaxStatement>> Statements(TokenList<ConfigurationToken> input)
    {
        var statements = new List<SyntaxStatement>();
        TokenList<ConfigurationToken> rest = SkipLineEnds(input);
        while (rest.ConsumeToken() is { HasValue: true } next && next.Value.Kind != ConfigurationToken.CloseBrace)
        {
            if (next.Value.Kind == ConfigurationToken.OpenBrace)
            {
                TokenListParserResult<ConfigurationToken, SyntaxBlock> nameless = _block(rest);
                if (!nameless.HasValue) return TokenListParserResult.CastEmpty<ConfigurationToken, SyntaxBlock, IReadOnlyList<SyntaxStatement>>(nameless);
                _diagnostics.Error(Position(next.Value), "Unexpected '{': no keyword stands before it");
                statements.AddRange(nameless.Value.Statements);
                rest = SkipLineEnds(nameless.Remainder);
                continue;
            }
            TokenListParserResult<ConfigurationToken, SyntaxStatement> statement = Statement(rest);
            if (!statement.HasValue) return TokenListParserResult.CastEmpty<ConfigurationToken, SyntaxStatement, IReadOnlyList<SyntaxStatement>>(statement);
            statements.Add(statement.Value);
            rest = SkipLineEnds(statement.Remainder);
        }
        return TokenListParserResult.Value<ConfigurationToken, IReadOnlyList<SyntaxStatement>>(statements, input, rest);
    }

    private TokenListParserResult<ConfigurationToken, SyntaxStatement> Statement(TokenList<ConfigurationToken> input)
    {
        var words = new List<SyntaxWord>(2);
        TokenList<ConfigurationToken> rest = input;
        TokenListParserResult<ConfigurationToken, Token<ConfigurationToken>> next = rest.ConsumeToken();
        for (; next.HasValue && next.Value.Kind is ConfigurationToken.Word or ConfigurationToken.QuotedWord; next = rest.ConsumeToken())
        {
            words.Add(ToWord(next.Value));
            rest = next.Remainder;
        }
        TokenList<ConfigurationToken> afterLineEnds = SkipLineEnds(rest);
        if (afterLineEnds.ConsumeToken() is not { HasValue: true, Value.Kind: ConfigurationToken.OpenBrace })
            return TokenListParserResult.Value(new SyntaxStatement(words, null), input, rest);
        TokenListParserResult<ConfigurationToken, SyntaxBlock> block = _block(afterLineEnds);
        return block.HasValue
            ? TokenListParserResult.Value(new SyntaxStatement(words, block.Value), input, block.Remainder)
            : TokenListParserResult.CastEmpty<ConfigurationToken, SyntaxBlock, SyntaxStatement>(block);
    }

    private static TokenList<ConfigurationToken> SkipLineEnds(TokenList<ConfigurationToken> input)
    {
        TokenListParserResult<ConfigurationToken, Token<ConfigurationToken>> next = input.ConsumeToken();
        while (next.HasValue && next.Value.Kind == ConfigurationToken.NewLine)
        {
            input = next.Remainder;
            next = input.ConsumeToken();
        }
        return input;
    }

    private SyntaxWord ToWord(Token<ConfigurationToken> token)
    {
        ReadOnlySpan<char> text = token.Span.Source.AsSpan(token.Position.Absolute, token.Span.Length);
        SourcePosition position = Position(token);
        if (token.Kind == ConfigurationToken.Word) return new SyntaxWord(Quoting.Unquote(text), position, IsQuoted: false);
        bool isClosed = text.Length > 1 && text[^1] == text[0];
        if (isClosed) return new SyntaxWord(Quoting.Unescape(text[1..^1]), position, IsQuoted: true);
        text = text.TrimEnd();
        var word = new SyntaxWord(Quoting.Unescape(text[1..]), position, IsQuoted: true);
        _diagnostics.Error(word, $"Unmatched quote: {text}");
        return word;
    }

    private SourcePosition Position(Token<ConfigurationToken> token) => _text.Position(token.Position.Line, token.Position.Column);

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
