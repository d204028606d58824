namespace Holdfast.Configuration.Binding;

/// <summary>A check of a real server, as far as it is checked itself.</summary>
internal sealed record Checker
{
    public ValueList<CheckedScript> Scripts { get; init; }

    public SyntaxWord? TrackFile { get; init; }

}

/// <summary>A <c>url</c> block, as far as it is checked.</summary>
internal sealed record CheckedUrl
{
    public bool HasPath { get; init; }

    public bool HasVirtualHost { get; init; }

    public bool HasRegex { get; init; }
}

/// <summary>The keywords of the checks of a real server.</summary>
internal static class CheckerTables
{
    private const double MaxSeconds = 4294967;

    private static readonly KeywordTable<CheckedUrl> Url = new("url",
    [
        new("path", "PATH", "/health", "What to ask for.", BindPath) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Text("digest", "MD5", "9b3a0c85a887a256d6939da88aabd8cd", "The MD5 sum of the answer's body."),
        new("status_code", "CODE[-CODE] ...", "200-299", "The status of a good answer.", BindStatus) { Support = Support.ReadOnly, Default = "200-299" },
        new("virtualhost", "NAME", "www.example.com", "The name in the request's Host line.", BindVirtualHost) { Support = Support.ReadOnly },
        new("regex", "PATTERN", "\"healthy\"", "What the answer's body has to match.", BindRegex) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Alone("regex_no_match", "The body must not match."),
        new("regex_options", "OPTION ...", "caseless", "Options of the pattern, as pcre2api(3) has them.", (u, s) => s.Argument() is null ? u : u) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Number("regex_min_offset", 0, int.MaxValue, "Where in the body a match begins at the earliest, in bytes."),
        Row<CheckedUrl>.Number("regex_max_offset", 0, int.MaxValue, "Where in the body a match begins at the latest, in bytes."),
        new("regex_stack", "<1..> <1..>", "16384 65536", "The size of the pattern's stack, at first and at most, in bytes.", BindStack) { Support = Support.ReadOnly },
        Row<CheckedUrl>.Flag("tls_compliant", "End TLS as the protocol has it."),
    ]);

    /// <summary>The checks, as rows of a real server.</summary>
    public static Row<RealServer>[] Rows() =>
    [
        Check("TCP_CHECK", "Connects by TCP.", []),
        Check("HTTP_GET", "Asks a web server.", Http()),
        Check("SSL_GET", "Asks a web server over TLS.", Http()),
        Check("SMTP_CHECK", "Greets a mail server.", [new("helo_name", "NAME", "lb1.example.com", "What to greet the mail server as.", BindHeloName) { Support = Support.ReadOnly, IsUnique = true }, Host()]),
        Check("DNS_CHECK", "Asks a name server.",
        [
            Row<Checker>.Choice("type", "A|NS|CNAME|SOA|MX|TXT|AAAA|RRSIG|DNSKEY", "What to ask for.") with { Default = "SOA", Example = "SOA" },
            Row<Checker>.Text("name", "NAME", "example.com", "The name to ask about.") with { Default = "." },
        ]),
        Check("MISC_CHECK", "Runs a script.",
        [
            new("misc_path", "COMMAND [USER [GROUP]]", "\"/usr/local/bin/check one\"", "The script; it ends with 0 when all is well.", BindScript) { Support = Support.ReadOnly, IsUnique = true },
            Row<Checker>.Seconds("misc_timeout", 0, MaxSeconds, "Time limit of the script; delay_loop by default."),
            Row<Checker>.Flag("misc_dynamic", "An exit code from 2 to 255 is well too, and gives the weight: two less."),
            new("user", "USER [GROUP]", "root", "The user, and the group, that it runs as.", (c, s) => s.User() is null ? c : c) { Support = Support.ReadOnly },
        ]),
        Check("UDP_CHECK", "Sends a datagram.",
        [
            Row<Checker>.Text("payload", "HEX", "00ff", "What to send."),
            Row<Checker>.Text("require_reply", "[HEX]", "00", "What the answer has to be; any answer where nothing is given.") with { Bind = (c, _) => c },
            Row<Checker>.Number("min_reply_length", 0, 65535, "The least length of the answer, in bytes."),
            Row<Checker>.Number("max_reply_length", 0, 65535, "The greatest length of the answer, in bytes.") with { Default = "255" },
        ]),
        Check("PING_CHECK", "Sends an ICMP echo request.", []),
        Own("BFD_CHECK", "Follows a BFD session.",
        [
            Row<Checker>.Text("name", "NAME", "gateway", "The bfd_instance."),
            Row<Checker>.Alone("alpha", "The real server is down until the session is up."),
        ]),
        Own("FILE_CHECK", "Follows the number in a file.",
        [
            new("track_file", "NAME", "maintenance", "The track_file.", (c, s) => s.Argument() is { } name ? c with { TrackFile = name } : c) { Support = Support.ReadOnly },
            new("weight", "<-254..254> [reverse|noreverse]", "1", "What the number is multiplied by.", BindWeight) { Support = Support.ReadOnly },
        ]),
    ];

    /// <summary>Keywords that virtual servers, real servers and checks share, each taking them from the one around it.</summary>
    public static Row<T>[] Timing<T>() =>
    [
        Row<T>.Number("retry", 0, int.MaxValue, "How often a check is tried again before the real server goes.") with { Example = "3" },
        Row<T>.Seconds("delay_before_retry", 0.000001, MaxSeconds, "Time between these tries."),
        Row<T>.Seconds("warmup", 0, MaxSeconds, "The longest random delay before the first check; delay_loop by default."),
        Row<T>.Seconds("connect_timeout", 0.000001, MaxSeconds, "Time limit of a connection.") with { Default = "5" },
        Row<T>.Seconds("delay_loop", 0.001, MaxSeconds, "Time between checks.") with { Default = "60" },
    ];

    private static Row<RealServer> Check(string name, string documentation, Row<Checker>[] rows) => Own(name, documentation, [.. rows, .. Connection(), .. Timing<Checker>(), .. Common()]);

    private static Row<RealServer> Own(string name, string documentation, Row<Checker>[] rows) =>
        Row<RealServer>.Nested(name, documentation, new KeywordTable<Checker>(name, rows), _ => new Checker(), End) with { Support = Support.ReadOnly };

    private static Row<Checker>[] Connection() =>
    [
        Row<Checker>.Address("connect_ip", "192.0.2.21", "Where to connect to; the real server by default."),
        Row<Checker>.Number("connect_port", 1, 65535, "The port to connect to; that of the real server by default.") with { Example = "80" },
        Row<Checker>.Address("bindto", "192.0.2.11", "The address to connect from."),
        Row<Checker>.Number("bind_port", 1, 65535, "The port to connect from.") with { Example = "2000" },
        Row<Checker>.Text("bind_if", "INTERFACE", "eth0", "The interface to connect from."),
        Row<Checker>.Number("fwmark", 0, int.MaxValue, "The firewall mark of the check's packets.") with { Example = "1" },
    ];

    private static Row<Checker> Host() =>
        Row<Checker>.Nested("host", "Where to connect to; the keywords of the check itself took its place.", new KeywordTable<Checker>("host", [.. Connection(), .. Timing<Checker>()]), c => c, (_, c, _) => c) with { Support = Support.ReadOnly };

    private static Row<Checker>[] Common() =>
    [
        Row<Checker>.Alone("alpha", "The real server is down until the check has succeeded."),
        Row<Checker>.Flag("log_all_failures", "Log every failure, not only the last before the real server goes."),
    ];

    private static Row<Checker>[] Http() =>
    [
        Row<Checker>.Nested("url", "A question and its answer; several may stand there.", Url, _ => new CheckedUrl(), (c, _, _) => c) with { Support = Support.ReadOnly },
        Row<Checker>.Number("nb_get_retry", 1, int.MaxValue, "The former name of retry.") with { Replacement = "retry" },
        Row<Checker>.Text("virtualhost", "NAME", "www.example.com", "The name in the requests' Host line."),
        Row<Checker>.Choice("http_protocol", "1.0|1.1|1.0C|1.1C|1.0K|1.1K|1.0c|1.1c|1.0k|1.1k", "The version of HTTP; C: with Connection: close, K: with keep-alive.") with { Default = "1.0" },
        Row<Checker>.Flag("enable_sni", "Name the server in the TLS greeting."),
        Row<Checker>.Text("sni_name", "NAME", "www.example.com", "That name; the virtualhost by default."),
        Row<Checker>.Flag("fast_recovery", "One success brings the real server back."),
        Row<Checker>.Flag("tls_compliant", "End TLS as the protocol has it."),
    ];

    private static RealServer End(RealServer server, Checker checker, StatementReader statement)
    {
        if (statement.Keyword.Text == "FILE_CHECK" && checker.TrackFile is null)
            statement.Context.Diagnostics.Error(statement.Keyword, "FILE_CHECK has no track_file; it is ignored");
        return server with
        {
            Scripts = [.. server.Scripts, .. checker.Scripts.Select(script => script with { Where = statement.Keyword })],
            TrackFiles = checker.TrackFile is { } name ? [.. server.TrackFiles, name] : server.TrackFiles,
        };
    }

    private static Checker BindScript(Checker checker, StatementReader statement) =>
        statement.NotifyScript() is { } script ? checker with { Scripts = [.. checker.Scripts, new CheckedScript(script.Command, statement.Keyword)] } : checker;

    private static Checker BindHeloName(Checker checker, StatementReader statement)
    {
        _ = statement.Argument();
        return checker;
    }

    private static Checker BindWeight(Checker checker, StatementReader statement)
    {
        if (statement.Number(-254, 254) is not null && statement.HasMore) _ = statement.Choice("reverse", "noreverse");
        return checker;
    }

    private static CheckedUrl BindPath(CheckedUrl url, StatementReader statement)
    {
        if (url.HasPath) statement.Context.Diagnostics.Error(statement.Keyword, "path is given twice; the last counts");
        return statement.Argument() is null ? url : url with { HasPath = true };
    }

    private static CheckedUrl BindVirtualHost(CheckedUrl url, StatementReader statement)
    {
        if (url.HasVirtualHost) statement.Context.Diagnostics.Error(statement.Keyword, "virtualhost is given twice; the last counts");
        return statement.Argument() is null ? url : url with { HasVirtualHost = true };
    }

    private static CheckedUrl BindRegex(CheckedUrl url, StatementReader statement)
    {
        if (url.HasRegex) statement.Context.Diagnostics.Error(statement.Keyword, "regex is given twice; the last counts");
        return statement.Argument() is null ? url : url with { HasRegex = true };
    }

    private static CheckedUrl BindStatus(CheckedUrl url, StatementReader statement)
    {
        if (statement.Argument() is null) return url;
        statement.Again();
        foreach (SyntaxWord word in statement.Rest().Where(word => !word.Text.Split('-').All(part => int.TryParse(part, out int code) && code is >= 100 and <= 999)))
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' is no HTTP status", "use codes from 100 to 999, and ranges of them: 200-299");
        return url;
    }

    private static CheckedUrl BindStack(CheckedUrl url, StatementReader statement)
    {
        if (statement.Number(1, int.MaxValue) is not null) _ = statement.Number(1, int.MaxValue);
        return url;
    }
}
