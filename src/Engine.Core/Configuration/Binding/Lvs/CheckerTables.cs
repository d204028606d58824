using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The checks of a real server, and their keywords.</summary>
internal static class CheckerTables
{
    /// <summary>In seconds.</summary>
    private const int MaxScriptTimeout = 4294;

    private const int MaxDatagram = 65535;

    /// <summary>The checks, as rows of a real server.</summary>
    public static Row<RealServer>[] Rows() =>
    [
        Connecting("TCP_CHECK", "Connects by TCP.", []),
        Connecting("HTTP_GET", "Asks a web server and looks at the answer.", HttpCheckTable.Rows()),
        Connecting("SSL_GET", "Asks a web server over TLS and looks at the answer.", HttpCheckTable.Rows()),
        Connecting("SMTP_CHECK", "Greets a mail server.",
        [
            Row<Checker>.Text("helo_name", "NAME", "lb1.example.com", "The name to greet the mail server with.") with { IsSkippedWithoutArgument = true, IsOverwritten = true },
            Row<Checker>.Nested("host", "Where to connect to, of several; the keywords of the check itself took its place.", new KeywordTable<Checker>("host", [.. ConnectionRows.Rows(), .. CheckTiming.Rows<Checker>(0), .. Outcome()]), c => c, (_, c, _) => c) with { Support = Support.ReadOnly },
        ]),
        Connecting("DNS_CHECK", "Asks a name server.",
        [
            new("type", "A|NS|CNAME|SOA|MX|TXT|AAAA|RRSIG|DNSKEY", "SOA", "The kind of record to ask for.", BindRecordType) { Default = "SOA", Support = Support.ReadOnly },
            new("name", "NAME", "example.com", "The name to ask about.", BindDomain) { Default = ".", Support = Support.ReadOnly, IsUnique = true },
        ]),
        Check("MISC_CHECK", "Runs a script.",
        [
            new("misc_path", "COMMAND", "\"/usr/local/bin/check one\"", "The script; it ends with 0 when all is well.", BindScript) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true, IsOverwritten = true },
            Row<Checker>.WholeSeconds("misc_timeout", 0, MaxScriptTimeout, "How long the script may run; delay_loop by default.") with { Example = "5" },
            Row<Checker>.Alone("misc_dynamic", "An exit code from 2 to 255 is well too, and makes the weight of the real server two less than itself."),
            new("user", "USER [GROUP]", "root", "The user, and the group, that the script runs as.", BindUser) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
            .. CheckTiming.Schedule<Checker>(0),
            .. Outcome(),
        ]),
        Connecting("UDP_CHECK", "Sends a datagram; refused or unreachable means down.",
        [
            new("payload", "HEX ...", "00ff", "What to send, as hexadecimal bytes; something of no meaning by default.", BindPayload) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
            new("require_reply", "[HEX ...]", "00xx", "An answer has to come and begin like this, where x is any digit; any answer where nothing is given.", BindReply) { Support = Support.ReadOnly },
            Row<Checker>.Number("min_reply_length", 0, MaxDatagram, "The least length of the answer, in bytes.", (c, v) => c with { MinReply = v }) with { Default = "0", Support = Support.ReadOnly },
            Row<Checker>.Number("max_reply_length", 0, MaxDatagram, "The greatest length of the answer, in bytes.", (c, v) => c with { MaxReply = v }) with { Default = "255", Support = Support.ReadOnly, Example = "512" },
        ]),
        Connecting("PING_CHECK", "Sends an ICMP echo request.", []),
        Check("BFD_CHECK", "Follows a BFD session.",
        [
            new("name", "NAME", "gateway", "The bfd_instance; it stands before the virtual server.", BindBfd) { Support = Support.ReadOnly },
            Row<Checker>.Flag("alpha", "The real server is down until the session is up."),
        ]),
        Check("FILE_CHECK", "Follows the number in a file.",
        [
            new("track_file", "NAME", "maintenance", "The track_file; it stands before the virtual server.", (c, s) => s.Argument() is { } name ? c with { TrackFile = name } : c) { Support = Support.ReadOnly },
            new("weight", "<-2147483647..2147483647> [reverse|noreverse]", "1", "What the number is multiplied by, to be added to the weight of the real server.", BindWeight) { Support = Support.ReadOnly, IsSkippedWithoutArgument = true },
        ]),
    ];

    private static Row<RealServer> Connecting(string name, string documentation, Row<Checker>[] rows) =>
        Check(name, documentation, [.. rows, .. ConnectionRows.Rows(), .. CheckTiming.Rows<Checker>(0), .. Outcome()]);

    private static Row<RealServer> Check(string name, string documentation, Row<Checker>[] rows) =>
        Row<RealServer>.Nested(name, documentation, new KeywordTable<Checker>(name, rows), server => new Checker(server.Address), End) with { Support = Support.ReadOnly };

    private static Row<Checker>[] Outcome() =>
    [
        Row<Checker>.Flag("alpha", "The real server is down until the check has succeeded."),
        Row<Checker>.Flag("log_all_failures", "Log every failure, not only the last before the real server goes."),
    ];

    private static RealServer End(RealServer server, Checker checker, StatementReader statement)
    {
        string name = statement.Keyword.Text;
        string? lack = name switch
        {
            "HTTP_GET" or "SSL_GET" when !checker.HasUrl => "has no url",
            "MISC_CHECK" when checker.Script is null => "has no misc_path",
            "BFD_CHECK" when !checker.HasName => "has no name",
            "FILE_CHECK" when checker.TrackFile is null => "has no track_file",
            _ => null,
        };
        if (statement.Context.IsStopped) return server;
        if (lack is not null)
        {
            statement.Context.Diagnostics.Error(statement.Keyword, $"{name} {lack}; it is ignored");
            return server;
        }
        if (name is not ("MISC_CHECK" or "BFD_CHECK" or "FILE_CHECK")) ConnectionRows.CheckReach(checker, statement);
        if (checker.MinReply > checker.MaxReply)
            statement.Context.Diagnostics.Error(statement.Keyword, $"min_reply_length {checker.MinReply} is more than max_reply_length {checker.MaxReply}: the check always fails");
        if (checker.Bfd is { } bfd && server.Bfds.Any(other => other.Text == bfd.Text))
        {
            statement.Context.Diagnostics.Error(bfd, $"a BFD_CHECK of this real server follows {bfd.Text} already; this one is ignored");
            checker = checker with { Bfd = null };
        }
        return server with
        {
            Scripts = checker is { Script: { } script, HasWrongUser: false } ? [.. server.Scripts, new CheckedScript(script, statement.Keyword, !checker.HasUser)] : server.Scripts,
            TrackFiles = checker.TrackFile is { } file ? [.. server.TrackFiles, file] : server.TrackFiles,
            Bfds = checker.Bfd is { } session ? [.. server.Bfds, session] : server.Bfds,
        };
    }

    /// <summary>A command, quoted or the rest of the line; its user has a keyword of its own.</summary>
    private static Checker BindScript(Checker checker, StatementReader statement)
    {
        SyntaxWord first = statement.Argument()!;
        ScriptCommand command = first.IsQuoted ? ScriptCommands.Read(first.Text) : ScriptCommands.Read([first, .. statement.Rest()]);
        if (first.IsQuoted && statement.HasMore)
            statement.Context.Diagnostics.Warning(statement.Argument()!, "what follows a command between quotes has no meaning here", "name the user in a line of its own: user NAME");
        return command.Words.Count == 0 ? checker : checker with { Script = command };
    }

    private static Checker BindUser(Checker checker, StatementReader statement) =>
        statement.User() is null ? checker with { HasWrongUser = true } : checker with { HasUser = true };

    private static Checker BindRecordType(Checker checker, StatementReader statement)
    {
        if (statement.Argument() is { } word && word.Text.ToUpperInvariant() is not ("A" or "NS" or "CNAME" or "SOA" or "MX" or "TXT" or "AAAA" or "RRSIG" or "DNSKEY"))
            statement.Context.Diagnostics.Error(word, $"unknown type of record '{word.Text}'; SOA is taken", "use A, NS, CNAME, SOA, MX, TXT, AAAA, RRSIG or DNSKEY");
        return checker;
    }

    private static Checker BindDomain(Checker checker, StatementReader statement)
    {
        if (statement.Argument() is { } word && word.Text != "." && word.Text.TrimEnd('.').Split('.').Any(label => label.Length == 0) && word.Text.Length > 0)
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' has an empty label; it is ignored", "there is one dot between the labels of a name");
        return checker;
    }

    private static Checker BindPayload(Checker checker, StatementReader statement)
    {
        CheckHexadecimal(statement, "0123456789abcdef", "use hexadecimal digits: 00ff");
        return checker;
    }

    private static Checker BindReply(Checker checker, StatementReader statement)
    {
        CheckHexadecimal(statement, "0123456789abcdefx", "use hexadecimal digits, and x for any: 00xx");
        return checker;
    }

    private static void CheckHexadecimal(StatementReader statement, string digits, string suggestion)
    {
        foreach (SyntaxWord word in statement.Rest().Where(word => word.Text.Any(c => c != ' ' && !digits.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal))))
            statement.Context.Diagnostics.Error(word, $"'{word.Text}' is not hexadecimal", suggestion);
    }

    private static Checker BindBfd(Checker checker, StatementReader statement)
    {
        SyntaxWord[] names = [.. statement.Rest()];
        if (names.Length != 1) statement.Context.Diagnostics.Error(statement.Keyword, "a BFD_CHECK has one name; it is ignored", "name one bfd_instance");
        else if (checker.Bfd is { } first) statement.Context.Diagnostics.Error(statement.Keyword, $"the BFD_CHECK follows {first.Text} already; the first counts");
        else checker = checker with { Bfd = names[0] };
        return checker with { HasName = true };
    }

    private static Checker BindWeight(Checker checker, StatementReader statement)
    {
        if (statement.Number(-int.MaxValue, int.MaxValue) is not null && statement.HasMore) _ = statement.Choice("reverse", "noreverse");
        return checker;
    }
}
