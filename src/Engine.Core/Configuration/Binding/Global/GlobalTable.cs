using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>global_defs</c>: who the host is, mail, and scripts.</summary>
internal static partial class GlobalTable
{
    public static readonly KeywordTable<GlobalDefinitions> Keywords = new(
        "global_defs", [.. Identity(), .. Scripts(), .. Vrrp(), .. Notification(), .. Firewall(), .. Lvs(), .. Processes(), .. Reloading(), .. Monitoring()]);

    private static Row<GlobalDefinitions>[] Identity() =>
    [
        Row<GlobalDefinitions>.Text("router_id", "NAME", "lb1", "Who this host is in mail; the host's name by default.", (g, v) => g with { RouterId = v }) with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Values("notification_email", "ADDRESS", "ops@example.com", "Who gets mail.", BindRecipients),
        Row<GlobalDefinitions>.Text("notification_email_from", "ADDRESS", "lb1@example.com", "Who mail comes from; keepalived at the host's name by default.", (g, v) => g with { NotificationEmailFrom = v }) with { IsSkippedWithoutArgument = true },
        new("smtp_server", "HOST [PORT]", "127.0.0.1 25", "The mail server and its port, 25 by default.", BindSmtpServer),
        new("smtp_helo_name", "[NAME]", "lb1.example.com", "What to greet the mail server as; the host's name by default.", (g, s) => s.HasMore ? g with { SmtpHeloName = s.Argument()?.Text } : g),
        Row<GlobalDefinitions>.WholeSeconds("smtp_connect_timeout", 1, 4294, "Time limit of the mail server.", (g, v) => g with { SmtpConnectTimeout = v }) with { Default = "30" },
        Row<GlobalDefinitions>.Flag("smtp_alert", "Whether changes of state are mailed where an instance does not say.", (g, v) => g with { SmtpAlert = v }) with { Default = "off" },
        Row<GlobalDefinitions>.Flag("smtp_alert_vrrp", "As smtp_alert, for VRRP alone.", (g, v) => g with { SmtpAlert = v }),
        Row<GlobalDefinitions>.Flag("smtp_alert_checker", "As smtp_alert, for real servers alone."),
        Row<GlobalDefinitions>.Alone("no_email_faults", "Do not mail that an instance entered the state Fault."),
        Row<GlobalDefinitions>.Flag("no_checker_emails", "Do not mail that a real server came or went."),
        Row<GlobalDefinitions>.Text("default_interface", "INTERFACE", "eth0", "Where addresses and routes go that do not say.") with { Default = "eth0", IsSkippedWithoutArgument = true },
    ];

    private static Row<GlobalDefinitions>[] Scripts() =>
    [
        new("script_user", "USER [GROUP]", "root", "The user, and the group, that scripts run as; keepalived_script by default where that user exists, else root.", BindScriptUser) { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Alone("enable_script_security", "Refuse scripts of root's that others than root may change.", g => g with { EnableScriptSecurity = true }),
        Row<GlobalDefinitions>.Alone("set_supplementary_groups", "Scripts run with all the groups of their user."),
        Row<GlobalDefinitions>.Flag("use_symlink_paths", "Check the path of a script as it is written, and not where its links lead."),
        Row<GlobalDefinitions>.Script("startup_script", "Runs before anything else is done.") with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Number("startup_script_timeout", 1, 1000, "Time limit of startup_script, in seconds.") with { Default = "10", IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Script("shutdown_script", "Runs when all else has ended.") with { IsSkippedWithoutArgument = true },
        Row<GlobalDefinitions>.Number("shutdown_script_timeout", 1, 1000, "Time limit of shutdown_script, in seconds.") with { Default = "10", IsSkippedWithoutArgument = true },
    ];

    private static GlobalDefinitions BindScriptUser(GlobalDefinitions global, StatementReader statement)
    {
        ScriptUser? user = statement.User();
        statement.Context.HasUnknownScriptUser = user is null;
        return global with { ScriptUser = user };
    }

    private static GlobalDefinitions BindRecipients(GlobalDefinitions global, SyntaxBlock block, StatementReader statement)
    {
        ValueList<string> recipients = [.. block.Statements.SelectMany(s => s.Words).Select(w => w.Text)];
        if (recipients.Count == 0) statement.Context.Diagnostics.Error(statement.Keyword, "the notification_email block is empty", "name who gets mail, or drop the block");
        return global with { NotificationEmail = recipients };
    }

    private static GlobalDefinitions BindSmtpServer(GlobalDefinitions global, StatementReader statement)
    {
        if (statement.Argument() is not { } server) return global;
        global = global with { SmtpServer = server.Text };
        if (!statement.HasMore) return global;
        return statement.Number(1, 65535) is { } port ? global with { SmtpPort = port } : global;
    }
}
