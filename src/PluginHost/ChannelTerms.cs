using Holdfast.Plugins;
using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost;

/// <summary>From what the engine says to what plugins see.</summary>
internal static class ChannelTerms
{
    public static ConfigStatement ToStatement(StatementMessage statement) => new(
        ToWord(statement.Words[0]),
        [.. statement.Words.Skip(1).Select(ToWord)],
        statement.Block is { } block ? [.. block.Select(ToStatement)] : null);

    public static GlobalDefinitions ToGlobal(GlobalMessage global) => new()
    {
        RouterId = global.RouterId,
        HostName = global.HostName,
        NotificationEmail = global.NotificationEmail,
        NotificationEmailFrom = global.NotificationEmailFrom,
        SmtpServer = global.SmtpServer,
        SmtpPort = global.SmtpPort,
        SmtpHeloName = global.SmtpHeloName,
        SmtpConnectTimeout = TimeSpan.FromSeconds(global.SmtpConnectTimeoutSeconds),
    };

    private static ConfigWord ToWord(WordMessage word) => new(word.Text, word.File, word.Line, word.Column);
}
