using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Cli;

/// <summary>What the command line asks for; see keepalived(8) for the meaning of the flags that it shares with us.</summary>
internal sealed record EngineOptions
{
    public const string DefaultConfiguration = "/etc/keepalived/keepalived.conf";
    public const string DefaultPidFile = "/run/keepalived.pid";
    public const string DefaultControlSocket = "/run/holdfast/control.sock";
    public const string DefaultStateDirectory = "/var/lib/holdfast";

    public string Configuration { get; init; } = DefaultConfiguration;

    /// <summary>What <c>@</c> lines of the configuration compare with; null: the first label of the host's name.</summary>
    public string? ConfigurationId { get; init; }

    /// <summary>What is said of a configuration beyond what is wrong with it.</summary>
    public LintSelection Lints { get; init; } = LintSelection.All;

    /// <summary>plugins.json; null: no plugins, and so no plugin host.</summary>
    public string? Plugins { get; init; }

    public string PidFile { get; init; } = DefaultPidFile;

    public string ControlSocket { get; init; } = DefaultControlSocket;

    public string StateDirectory { get; init; } = DefaultStateDirectory;

    /// <summary>The network namespace to run in, as ip-netns(8) names it; null: the one we were started in.</summary>
    public string? Namespace { get; init; }

    /// <summary>Where the log goes instead of standard error.</summary>
    public string? LogFile { get; init; }

    public bool LogDetail { get; init; }

    public bool Debug { get; init; }

    /// <summary>Leave the addresses on their interfaces and say nothing on the wire when ending.</summary>
    public bool KeepAddresses { get; init; }

    /// <summary>File mode creation mask; null: unchanged.</summary>
    public int? Umask { get; init; }

    /// <summary>Flags of keepalived's that were given and change nothing here, each with the reason.</summary>
    public IReadOnlyList<string> WithoutEffect { get; init; } = [];
}
