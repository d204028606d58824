using System.Globalization;
using Holdfast.Plugins;
using MimeKit;

namespace Holdfast.NotifyEmail;

/// <summary>The mail about a change of state, with the subject that keepalived has for it.</summary>
internal static class MailMessage
{
    /// <summary>The program that made the message, as keepalived puts its own name there.</summary>
    private const string MailerHeader = "X-Mailer";

    public static MimeMessage From(Notification notification, GlobalDefinitions global)
    {
        string state = Describe(notification.State);
        var message = new MimeMessage
        {
            Subject = $"[{global.RouterId}] VRRP Instance {notification.Instance} - {state}",
            Date = notification.Time,
            Body = new TextPart("plain")
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"""
                    VRRP Instance: {notification.Instance}
                    State:         {notification.PreviousState} -> {notification.State}
                    Reason:        {notification.Reason}
                    Priority:      {notification.Priority}
                    Router:        {global.RouterId}
                    Host:          {global.HostName}
                    Time:          {notification.Time:yyyy-MM-dd HH:mm:ss.fff zzz}

                    """),
            },
        };
        message.From.Add(MailboxAddress.Parse(global.NotificationEmailFrom ?? $"keepalived@{global.HostName}"));
        foreach (string to in global.NotificationEmail) message.To.Add(MailboxAddress.Parse(to));
        // The same notification delivered twice is the same message.
        message.MessageId = $"{notification.Id}.{notification.Instance}@{global.HostName}";
        message.Headers.Add(MailerHeader, "Holdfast");
        return message;
    }

    private static string Describe(string state) => state switch
    {
        "Master" => "Entering MASTER state",
        "Backup" => "Entering BACKUP state",
        "Fault" => "Entering FAULT state",
        _ => "Stopped",
    };
}
