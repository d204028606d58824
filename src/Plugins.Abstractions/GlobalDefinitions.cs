namespace Holdfast.Plugins;

/// <summary>What the configuration's global_defs says about this host and about mail.</summary>
public sealed record GlobalDefinitions
{
    /// <summary>router_id, or the host's name.</summary>
    public string RouterId { get; init; } = "";

    /// <summary>The host's name.</summary>
    public string HostName { get; init; } = "";

    /// <summary>notification_email: who gets mail.</summary>
    public IReadOnlyList<string> NotificationEmail { get; init; } = [];

    /// <summary>notification_email_from; null where it is not given.</summary>
    public string? NotificationEmailFrom { get; init; }

    /// <summary>smtp_server; null where it is not given.</summary>
    public string? SmtpServer { get; init; }

    /// <summary>The port of smtp_server.</summary>
    public int SmtpPort { get; init; } = 25;

    /// <summary>smtp_helo_name; null where it is not given.</summary>
    public string? SmtpHeloName { get; init; }

    /// <summary>smtp_connect_timeout.</summary>
    public TimeSpan SmtpConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
