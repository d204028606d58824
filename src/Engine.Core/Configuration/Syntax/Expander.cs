using System.Buffers;
using System.Globalization;

namespace Holdfast.Configuration.Syntax;

/// <summary>
/// What happens to a configuration before its words are read, line by line: comments go, <c>include</c> puts files in,
/// <c>@NAME</c> keeps or drops a line, <c>$NAME=</c> defines and <c>${NAME}</c> is replaced, <c>~SEQ</c> and <c>~LST</c> repeat.
/// </summary>
internal sealed class Expander
{
    private const int MaxIncludes = 32;
    private const int MaxNesting = 64;
    private const int MaxReplacements = 250;
    private const int MaxLineLength = 1 << 14;
    private const int MaxLines = 4_000_000;
    private const int MaxLength = 1 << 28;

    /// <summary>What makes a line more than its words. A line without any of it is taken as it is.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("#!\"\\@$~");

    private readonly IConfigurationFiles _files;
    private readonly ExpansionOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly Definitions _definitions;
    private readonly List<SourceFile> _sources = [];
    private readonly Stack<SourceFile> _reading = new();
    private readonly ExpandedText _text = new();
    private IncludeChecks _checks;
    private string _folder = "";
    private int _line;
    private bool _isStopped;

    private Expander(IConfigurationFiles files, ExpansionOptions options, DiagnosticBag diagnostics)
    {
        _files = files;
        _options = options;
        _diagnostics = diagnostics;
        _definitions = new Definitions(options);
    }

    /// <summary>Expands a file and all that it includes.</summary>
    /// <param name="main">The file.</param>
    /// <param name="files">Where others are read from.</param>
    /// <param name="options">What the text may ask for.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>The text, and every file that was read.</returns>
    public static (ExpandedText Text, IReadOnlyList<SourceFile> Sources) Expand(
        SourceFile main, IConfigurationFiles files, ExpansionOptions options, DiagnosticBag diagnostics)
    {
        var expander = new Expander(files, options, diagnostics);
        expander.Read(main);
        expander._text.IsCut = expander._isStopped;
        return (expander._text, expander._sources);
    }

    private void Read(SourceFile file)
    {
        (string folder, int line, IncludeChecks checks) = (_folder, _line, _checks);
        string path = _files.FullPath(file.Path);
        int slash = path.LastIndexOf('/');
        _folder = slash > 0 ? path[..slash] : "/";
        _line = 0;
        _sources.Add(file);
        _reading.Push(file);
        OpenDefinition? definition = null;
        foreach (ReadOnlySpan<char> raw in new LineEnumerator(file.Text))
        {
            _line++;
            if (_isStopped) break;
            if (definition is null && !raw.ContainsAny(Special) && !MayDirect(raw))
            {
                Emit(raw, new LineOrigin(file.Path, _line));
                continue;
            }
            ReadOnlySpan<char> code = Comments.Strip(raw, out bool isContinued);
            if (definition is null)
            {
                definition = Process(new WorkLine(code.ToString(), null, IsExpanded: false), isContinued, nesting: 0);
                continue;
            }
            definition.Lines.Add(code.ToString());
            if (isContinued) continue;
            if (code.Length == 0 && raw is [.., '\\'])
            {
                _diagnostics.Warning(
                    new SourcePosition(file.Path, _line, 1 + raw.IndexOfAny('#', '!')), $"the definition of ${definition.Name} ends here: a line that is a comment as a whole continues nothing");
            }
            Close(definition);
            definition = null;
        }
        if (definition is not null) Close(definition);
        _reading.Pop();
        (_folder, _line, _checks) = (folder, line, checks);
    }

    /// <summary>A definition of several lines whose last one has not been read.</summary>
    private sealed record OpenDefinition(string Name, List<string> Lines, bool IsKept);

    private void Close(OpenDefinition definition)
    {
        if (definition.IsKept) _definitions.Define(definition.Name, string.Join('\n', definition.Lines));
    }

    /// <returns>The definition that it opens; null where the line is all.</returns>
    private OpenDefinition? Process(WorkLine line, bool isContinued, int nesting)
    {
        bool isKept = true;
        for (int replacements = 0; ; replacements++)
        {
            string text = line.Text;
            int start = 0;
            while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
            if (start == text.Length) return null;
            if (text[start] == '@')
            {
                int end = start;
                while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
                isKept &= IsMet(text[(start + 1)..end]);
                // What a dropped line would have defined in the lines below it is dropped with it.
                if (!isKept && !isContinued) return null;
                line = line.From(end);
                continue;
            }
            if (text[start] == '$' && NameOfDefinition(text, start) is { } name)
            {
                string value = text[(start + name.Length + 2)..].TrimEnd();
                if (isContinued) return new OpenDefinition(name, value.AsSpan().IsWhiteSpace() ? [] : [value], isKept);
                if (isKept) _definitions.Define(name, value);
                return null;
            }
            if (!isKept) return null;
            if (Repetition.IsAt(text.AsSpan(start)))
            {
                Repeat(line.From(start), nesting);
                return null;
            }
            if (text[start] == 'i' && IsInclude(line, start)) return null;
            if (_definitions.Find(text, start, _folder) is not { } reference)
            {
                // A definition may have turned the line into a comment: ${_HASH} at its beginning.
                if (line.IsExpanded && text[start] is '#' or '!') return null;
                Emit(line, start, isContinued);
                return null;
            }
            if (replacements >= MaxReplacements || text.Length > MaxLineLength)
            {
                Error(line, reference.Start, $"the definition of {text.AsSpan(reference.Start, reference.Length)} leads back to itself, or to a line without end; reading stops here");
                // Others may lead to it in ever more ways.
                _isStopped = true;
                return null;
            }
            line = line.Replace(reference);
            if (!reference.Value.Contains('\n', StringComparison.Ordinal)) continue;
            ProcessLines(line, reference.Start, nesting);
            return null;
        }
    }

    /// <summary>A line that has become several by the definition at <paramref name="reference"/>.</summary>
    private void ProcessLines(WorkLine lines, int reference, int nesting)
    {
        if (!CanNest(lines, reference, nesting)) return;
        int[] place = [lines.Column(reference)];
        foreach (string part in lines.Text.Split('\n'))
        {
            if (_isStopped) return;
            Process(new WorkLine(part, place, IsExpanded: true), isContinued: false, nesting + 1);
        }
    }

    private void Repeat(WorkLine line, int nesting)
    {
        if (!CanNest(line, 0, nesting)) return;
        // Only what stands in its head is replaced now: what is repeated is replaced in each round.
        for (int replacements = 0; replacements < MaxReplacements; replacements++)
        {
            int close = line.Text.IndexOf(')', StringComparison.Ordinal);
            if (_definitions.Find(line.Text, 0, _folder, isInHead: true) is not { } reference || reference.Start > close) break;
            line = line.Replace(reference);
        }
        if (Repetition.Read(line.Text, out string reason) is not { } repetition)
        {
            Error(line, 0, $"can't read {line.Text.AsSpan(0, 4)}: {reason}");
            return;
        }
        WorkLine rest = line.From(repetition.Rest) with { IsExpanded = true };
        foreach (string[] row in repetition.Rows)
        {
            if (_isStopped) return;
            for (int i = 0; i < row.Length; i++) _definitions.Define(repetition.Names[i], row[i]);
            Process(rest, isContinued: false, nesting + 1);
        }
    }

    private bool CanNest(WorkLine line, int index, int nesting)
    {
        if (nesting < MaxNesting) return true;
        Error(line, index, $"definitions are nested deeper than {MaxNesting}: one of them leads back to itself; reading stops here");
        _isStopped = true;
        return false;
    }

    /// <summary>Carries out the lines that decide how others are read.</summary>
    /// <returns>Whether the line is done with.</returns>
    private bool IsInclude(WorkLine line, int start)
    {
        string[] words = line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "include_check")
        {
            _checks = IncludeWords.Apply(_checks, words[1..]);
            return false;
        }
        if (IncludeWords.Keyword(words[0]) is not { } checks) return false;
        string pattern = line.Text[(start + words[0].Length)..].Trim().Trim('"');
        if (pattern.Length == 0) Error(line, start, $"'{words[0]}' lacks its argument", Verdict.MissingArgument);
        else Include(pattern, _checks | checks, line, line.Text.IndexOf(pattern, StringComparison.Ordinal));
        return true;
    }

    private void Include(string pattern, IncludeChecks checks, WorkLine line, int index)
    {
        IReadOnlyList<string> alternatives = BraceExpansion.Expand(pattern);
        bool isFound = false;
        foreach (string alternative in alternatives)
        {
            bool hasWildcard = alternative.AsSpan().ContainsAny('*', '?', '[');
            IReadOnlyList<string> found = _files.Match(alternative, _folder);
            isFound |= found.Count > 0;
            foreach (string path in found) Include(path, line, index, (checks & IncludeChecks.Readable) != 0);
            if (found.Count > 0) continue;
            IncludeChecks broken = (hasWildcard ? IncludeChecks.WildcardMatch : IncludeChecks.Match) | (alternatives.Count > 1 ? IncludeChecks.BraceMatch : 0);
            if ((checks & broken & ~IncludeChecks.Readable) != 0) Error(line, index, $"no file matches {alternative}");
            else if (!hasWildcard) Warning(line, index, $"there is no file {alternative}");
        }
    }

    private void Include(string path, WorkLine line, int index, bool hasToBeReadable)
    {
        if (_reading.Any(file => _files.FullPath(file.Path) == path))
        {
            string chain = string.Join(" includes ", _reading.Reverse().Select(file => file.Path).Append(path));
            Error(line, index, $"a file that includes itself is not read again: {chain}");
            return;
        }
        if (_reading.Count > MaxIncludes)
        {
            Error(line, index, $"files include each other deeper than {MaxIncludes}; {path} is not read");
            return;
        }
        if (_files.Read(path, out string reason) is { } text) Read(new SourceFile(path, text));
        else if (hasToBeReadable) Error(line, index, $"{path} can't be read: {reason}");
        else Warning(line, index, $"{path} can't be read: {reason}");
    }

    private bool IsMet(string condition) =>
        condition.StartsWith('^') ? condition[1..] != _options.ConfigurationId : condition == _options.ConfigurationId;

    private static string? NameOfDefinition(string text, int dollar)
    {
        int end = Definitions.EndOfName(text, dollar + 1);
        return end > dollar + 1 && end < text.Length && text[end] == '=' ? text[(dollar + 1)..end] : null;
    }

    private static bool MayDirect(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        return line.StartsWith("include") || line.StartsWith("random_seed");
    }

    private void Emit(WorkLine line, int start, bool isContinued)
    {
        // A backslash that continues no definition is a word like any other.
        string text = isContinued ? line.Text + " \\" : line.Text;
        if (text.AsSpan(start).StartsWith("random_seed ") && uint.TryParse(text.AsSpan(start + 12), CultureInfo.InvariantCulture, out uint seed))
            _definitions.Seed(seed);
        Emit(text, new LineOrigin(_reading.Peek().Path, _line, line.Columns, line.IsExpanded ? text.Trim() : null));
    }

    private void Emit(ReadOnlySpan<char> text, LineOrigin origin)
    {
        _text.Add(text, origin);
        if (_text.LineCount < MaxLines && _text.Length < MaxLength) return;
        _isStopped = true;
        _diagnostics.Error(
            new SourcePosition(origin.File, origin.Line, 1), $"this is more than a configuration can be: {MaxLines} lines, or {MaxLength >> 20} million characters; reading stops here");
    }

    private void Error(WorkLine line, int index, string message, Verdict verdict = Verdict.Reported) =>
        _diagnostics.Error(new SourcePosition(_reading.Peek().Path, _line, line.Column(index)), message, verdict: verdict);

    private void Warning(WorkLine line, int index, string message) =>
        _diagnostics.Warning(new SourcePosition(_reading.Peek().Path, _line, line.Column(index)), message);
}
