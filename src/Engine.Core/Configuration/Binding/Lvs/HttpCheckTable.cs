using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>A <c>url</c> block, as far as it is checked.</summary>
internal sealed record CheckedUrl
{
    public bool HasPath { get; init; }

    public uint? MinOffset { get; init; }

    public uint? MaxOffset { get; init; }
}

/// <summary>The keywords of <c>HTTP_GET</c> and <c>SSL_GET</c>.</summary>
internal static class HttpCheckTable
{
    /// <summary>Hexadecimal digits of an MD5 sum.</summary>
    private const int DigestLength = 32;

    private static readonly string[] Protocols = ["1.0", "1.0C", "1.0K", "1.1", "1.1C", "1.1K"];

    private static readonly string[] RegexOptions =
    [
        "allow_empty_class", "alt_bsux", "auto_callout", "caseless", "dollar_endonly", "dotall", "dupnames", "extended", "firstline", "match_unset_backref",
        "multiline", "never_ucp", "never_utf", "no_auto_capture", "no_auto_possess", "no_dotstar_anchor", "no_start_optimize", "ucp", "ungreedy", "utf",
        "never_backslash_c", "alt_circumflex", "alt_verbnames", "use_offset_limit",
    ];

    private static readonly KeywordTable<CheckedUrl> Url = new("url",
    [
        Row<CheckedUrl>.Text("path", "PATH", "/health", "What to ask for.", (u, _) => u with { HasPath = true }) with { Support = Support.ReadOnly, IsOverwritten = true },
        new("digest", "MD5", "9b3a0c85a887a256d6939da88aabd8cd", "The MD5 sum that the answer's body has to have.", BindDigest) { Support = Support.ReadOnly, IsUnique = true },
        new("status_code", "CODE[-CODE] ...", "200-299", "The status that a good answer has, from 100 to 599.", BindStatus) { Support = Support.ReadOnly, Default = "200-299" },
        Row<CheckedUrl>.Text("virtualhost", "NAME", "www.example.com", "The name in the request's Host line; that of the check by default.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
        Row<CheckedUrl>.Text("regex", "PATTERN", "\"healthy\"", "A regular expression, pcre2pattern(3), that the answer's body has to match.") with { IsOverwritten = true },
        Row<CheckedUrl>.Alone("regex_no_match", "The body must not match."),
        new("regex_options", "OPTION ...", "caseless", "Options of the regular expression, as pcre2api(3) names them.", BindRegexOptions) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Unsigned("regex_min_offset", 0, "Where in the body a match begins at the earliest, in bytes.", (u, v) => u with { MinOffset = v }) with { Support = Support.ReadOnly },
        Row<CheckedUrl>.Unsigned("regex_max_offset", 0, "Where in the body a match begins at the latest, in bytes.", (u, v) => u with { MaxOffset = v }) with { Support = Support.ReadOnly, Example = "1000" },
        new("regex_stack", "<1..> <1..>", "16384 65536", "The size of the stack for matching, at first and at most, in bytes.", BindStack) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Flag("tls_compliant", "Take it for a failure when the server ends without ending TLS."),
    ]);

    public static Row<Checker>[] Rows() =>
    [
        Row<Checker>.Nested("url", "A question and its answer; several may stand there.", Url, _ => new CheckedUrl(), EndUrl) with { Support = Support.ReadOnly },
        Row<Checker>.Unsigned("nb_get_retry", 0, "The former name of retry.") with { Replacement = "retry", Example = "3" },
        Row<Checker>.Text("virtualhost", "NAME", "www.example.com", "The name in the requests' Host line; that of the real server by default.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
        new("http_protocol", string.Join('|', Protocols), "1.1", "The version of HTTP; C: ask to close the connection, K: ask to keep it.", BindProtocol) { Default = "1.0", Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        Row<Checker>.Flag("enable_sni", "Name the server in the greeting of TLS."),
        Row<Checker>.Text("sni_name", "NAME", "www.example.com", "The name in the greeting of TLS; the virtualhost by default.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
        Row<Checker>.Flag("fast_recovery", "Ask all urls one after another when the real server comes, without waiting delay_loop between them."),
        Row<Checker>.Flag("tls_compliant", "Take it for a failure when the server ends without ending TLS."),
    ];

    private static Checker EndUrl(Checker checker, CheckedUrl url, StatementReader statement)
    {
        if (statement.Context.IsStopped) return checker;
        if (!url.HasPath) statement.Context.Diagnostics.Error(statement.Keyword, "url has no path; it is ignored", "path / asks for the first page");
        if (url is { MinOffset: { } min, MaxOffset: { } max } && min > max)
            statement.Context.Diagnostics.Error(statement.Keyword, $"regex_min_offset {min} is more than regex_max_offset {max}: nothing can match");
        return checker with { HasUrl = true };
    }

    private static CheckedUrl BindDigest(CheckedUrl url, StatementReader statement)
    {
        if (statement.Argument() is { } word && (word.Text.Length != DigestLength || !word.Text.All(char.IsAsciiHexDigit)))
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' is no MD5 sum", $"it has {DigestLength} hexadecimal digits, and this one {word.Text.Length} characters");
        return url;
    }

    private static CheckedUrl BindStatus(CheckedUrl url, StatementReader statement)
    {
        foreach (SyntaxWord word in statement.Rest().Where(word => !IsStatus(word.Text)))
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' is no HTTP status", "use codes from 100 to 599, and ranges of them: 200-299");
        return url;
    }

    private static bool IsStatus(string text)
    {
        string[] ends = text.Split('-');
        int from = 0;
        int to = 0;
        return ends.Length <= 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out to)
            && from >= 100 && to <= 599 && from <= to;
    }

    private static CheckedUrl BindRegexOptions(CheckedUrl url, StatementReader statement)
    {
        foreach (SyntaxWord word in statement.Rest().Where(word => !RegexOptions.Contains(word.Text)))
        {
            string? near = Spelling.Nearest(word.Text, RegexOptions);
            statement.Context.Diagnostics.Error(word, $"unknown option '{word.Text}' of a regular expression", near is null ? "pcre2api(3) has the options" : $"did you mean '{near}'?");
        }
        return url;
    }

    private static CheckedUrl BindStack(CheckedUrl url, StatementReader statement)
    {
        if (statement.Unsigned(1) is not null) _ = statement.Unsigned(1);
        return url;
    }

    private static Checker BindProtocol(Checker checker, StatementReader statement)
    {
        SyntaxWord word = statement.Argument()!;
        if (!Protocols.Contains(word.Text.ToUpperInvariant()))
            statement.Context.Diagnostics.Error(word, $"unknown version of HTTP '{word.Text}'", $"use {string.Join(", ", Protocols[..^1])} or {Protocols[^1]}");
        return checker;
    }
}
