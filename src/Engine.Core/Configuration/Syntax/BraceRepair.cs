using Superpower.Model;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// Finds where a closing brace is missing or one too many, so that one mistake is one error and the rest is read as it was meant.
/// Where the braces are as many as they should be nothing is touched; otherwise keywords and indentation tell: a keyword that
/// the open block does not know, but the one around it does, stands behind a block that was to be closed.
/// </summary>
internal sealed class BraceRepair
{
    private readonly ExpandedText _text;
    private readonly Func<string, string, bool> _isKnown;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Token<ConfigurationToken>> _tokens = [];
    private readonly Stack<OpenBlock> _open = new();
    private int _missing;
    private int _surplus;

    private BraceRepair(ExpandedText text, Func<string, string, bool> isKnown, DiagnosticBag diagnostics)
    {
        _text = text;
        _isKnown = isKnown;
        _diagnostics = diagnostics;
    }

    private sealed record OpenBlock(string Keyword, int Column, Token<ConfigurationToken> Head);

    /// <param name="tokens">The tokens as they stand.</param>
    /// <param name="text">The text that they stand in.</param>
    /// <param name="isKnown">Whether a block, the first argument, or the top level, "", knows a keyword, the second.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>Tokens whose braces are in pairs.</returns>
    public static TokenList<ConfigurationToken> Repair(
        TokenList<ConfigurationToken> tokens, ExpandedText text, Func<string, string, bool> isKnown, DiagnosticBag diagnostics)
    {
        int opened = 0;
        int closed = 0;
        bool isPaired = true;
        foreach (Token<ConfigurationToken> token in tokens)
        {
            if (token.Kind == ConfigurationToken.OpenBrace) opened++;
            else if (token.Kind == ConfigurationToken.CloseBrace) isPaired &= ++closed <= opened;
        }
        if (isPaired && opened == closed) return tokens;
        var repair = new BraceRepair(text, isKnown, diagnostics) { _missing = Math.Max(0, opened - closed), _surplus = Math.Max(0, closed - opened) };
        return new TokenList<ConfigurationToken>(repair.Run([.. tokens]));
    }

    private Token<ConfigurationToken>[] Run(Token<ConfigurationToken>[] tokens)
    {
        Token<ConfigurationToken> head = default;
        bool isFirstOfLine = true;
        for (int i = 0; i < tokens.Length; i++)
        {
            Token<ConfigurationToken> token = tokens[i];
            switch (token.Kind)
            {
                case ConfigurationToken.Word or ConfigurationToken.QuotedWord when isFirstOfLine:
                    head = token;
                    CloseLeftBehind(tokens, i);
                    break;
                case ConfigurationToken.OpenBrace when !head.HasValue && _missing > 0:
                    Error(token, "Unexpected '{': no keyword stands before it");
                    _missing--;
                    continue;
                case ConfigurationToken.OpenBrace:
                    // One without a keyword that has its fellow is for the grammar to report.
                    _open.Push(head.HasValue ? new OpenBlock(head.ToStringValue(), head.Position.Column, head) : new OpenBlock("", token.Position.Column, token));
                    head = default;
                    break;
                case ConfigurationToken.CloseBrace:
                    if (isFirstOfLine) CloseInner(token);
                    if (IsSurplus(tokens, i, isFirstOfLine))
                    {
                        Error(token, "Extra '}' found: it closes nothing");
                        _surplus--;
                        continue;
                    }
                    _open.TryPop(out _);
                    head = default;
                    break;
            }
            _tokens.Add(token);
            isFirstOfLine = token.Kind == ConfigurationToken.NewLine || (isFirstOfLine && token.Kind == ConfigurationToken.CloseBrace);
        }
        while (_open.Count > 0) Close(null);
        return [.. _tokens];
    }

    /// <summary>Closes the blocks that the statement at <paramref name="index"/> can't be in.</summary>
    private void CloseLeftBehind(Token<ConfigurationToken>[] tokens, int index)
    {
        Token<ConfigurationToken> token = tokens[index];
        string keyword = token.ToStringValue();
        while (_missing > 0 && _open.TryPeek(out OpenBlock? top) && !_isKnown(top.Keyword, keyword))
        {
            string around = _open.Skip(1).FirstOrDefault()?.Keyword ?? "";
            bool isOfTheTop = _isKnown("", keyword) && OpensBlock(tokens, index);
            bool isOfTheOneAround = token.Position.Column <= top.Column && _isKnown(around, keyword);
            if (!isOfTheTop && !isOfTheOneAround) return;
            Close(token);
        }
    }

    /// <summary>A brace that stands further left than the head of its block, and no further than that of the block around, closes that one.</summary>
    private void CloseInner(Token<ConfigurationToken> brace)
    {
        while (_missing > 0 && _open.Count > 1 && brace.Position.Column < _open.Peek().Column && brace.Position.Column <= _open.ElementAt(1).Column)
            Close(brace);
    }

    private bool IsSurplus(Token<ConfigurationToken>[] tokens, int index, bool isFirstOfLine)
    {
        if (_open.Count == 0) return true;
        if (_surplus == 0 || !isFirstOfLine || tokens[index].Position.Column <= _open.Peek().Column) return false;
        int next = index + 1;
        while (next < tokens.Length && tokens[next].Kind == ConfigurationToken.NewLine) next++;
        // The block goes on behind it with a keyword of its own, or with the brace that it was to have.
        return next < tokens.Length
            && (tokens[next].Kind == ConfigurationToken.CloseBrace
                ? tokens[next].Position.Column <= _open.Peek().Column
                : tokens[next].Position.Column > _open.Peek().Column && _isKnown(_open.Peek().Keyword, tokens[next].ToStringValue()));
    }

    private static bool OpensBlock(Token<ConfigurationToken>[] tokens, int index)
    {
        while (index < tokens.Length && tokens[index].Kind is ConfigurationToken.Word or ConfigurationToken.QuotedWord) index++;
        while (index < tokens.Length && tokens[index].Kind == ConfigurationToken.NewLine) index++;
        return index < tokens.Length && tokens[index].Kind == ConfigurationToken.OpenBrace;
    }

    /// <summary>Closes the innermost block before a token, or at the end, and reports it where it was opened.</summary>
    private void Close(Token<ConfigurationToken>? before)
    {
        OpenBlock block = _open.Pop();
        _missing--;
        TextSpan place = before?.Span ?? block.Head.Span;
        _tokens.Add(new Token<ConfigurationToken>(ConfigurationToken.CloseBrace, new TextSpan(place.Source!, place.Position, 0)));
        string end = before is { } token ? $"before line {_text.Position(token.Position.Line, token.Position.Column).Line}" : "with the file";
        Error(block.Head, $"the block of '{block.Keyword}' is not closed: '}}' is missing", $"it was taken to end {end}");
    }

    private void Error(Token<ConfigurationToken> token, string message, string? suggestion = null) =>
        _diagnostics.Error(_text.Position(token.Position.Line, token.Position.Column), message, suggestion, length: token.Span.Length);
}
