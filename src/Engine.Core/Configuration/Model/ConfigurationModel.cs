namespace Holdfast.Configuration.Model;

/// <summary>
/// A whole configuration as bound: immutable, defaults resolved, and equal by value to another that means the same. A
/// reload is the difference of two of them.
/// </summary>
internal sealed record ConfigurationModel
{
    public GlobalDefinitions Global { get; init; } = new();

    public ValueList<VrrpScript> Scripts { get; init; }

    public ValueList<VrrpInstance> Instances { get; init; }
}

/// <summary>A <c>global_defs</c> block.</summary>
internal sealed record GlobalDefinitions
{
    /// <summary>Who we are in mail; null: the host's name.</summary>
    public string? RouterId { get; init; }

    public ValueList<string> NotificationEmail { get; init; }

    public string? NotificationEmailFrom { get; init; }

    public string? SmtpServer { get; init; }

    public int SmtpPort { get; init; } = 25;

    public string? SmtpHeloName { get; init; }

    public TimeSpan SmtpConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether transitions are mailed where an instance does not say.</summary>
    public bool SmtpAlert { get; init; }

    /// <summary>Who runs scripts where a script does not say; null: keepalived_script where that user exists, else root.</summary>
    public ScriptUser? ScriptUser { get; init; }

    public bool EnableScriptSecurity { get; init; }

    public int VrrpVersion { get; init; } = 2;

    public GarpDefaults Garp { get; init; } = new();

    public bool SkipCheckAdvAddr { get; init; }

    public TimeSpan VrrpStartupDelay { get; init; }
}

/// <summary>The <c>vrrp_garp_…</c> keywords: what holds where an instance does not say.</summary>
internal sealed record GarpDefaults
{
    public TimeSpan MasterDelay { get; init; } = TimeSpan.FromSeconds(5);

    public int MasterRepeat { get; init; } = 5;

    public TimeSpan MasterRefresh { get; init; }

    public int MasterRefreshRepeat { get; init; } = 1;

    /// <summary>null: as <see cref="MasterDelay"/>.</summary>
    public TimeSpan? LowerPrioDelay { get; init; }

    /// <summary>null: as <see cref="MasterRepeat"/>.</summary>
    public int? LowerPrioRepeat { get; init; }
}

/// <summary>A user and, where it is not the user's own, a group.</summary>
internal sealed record ScriptUser(string User, string? Group);
