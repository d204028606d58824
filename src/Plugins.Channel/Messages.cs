using System.Text.Json.Serialization;

namespace Holdfast.Plugins.Channel;

/// <summary>All that the two processes say to each other.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConfigureMessage), "configure")]
[JsonDerivedType(typeof(NotifyMessage), "notify")]
[JsonDerivedType(typeof(ShutdownMessage), "shutdown")]
[JsonDerivedType(typeof(CheckResultMessage), "check-result")]
[JsonDerivedType(typeof(AcknowledgeMessage), "acknowledge")]
[JsonDerivedType(typeof(DiagnosticMessage), "diagnostic")]
[JsonDerivedType(typeof(PluginStatusMessage), "plugin-status")]
public abstract record Message;

/// <summary>Engine to host, first and after every reload: all that the plugins have to know.</summary>
public sealed record ConfigureMessage(
    string PluginsFile, string StateDirectory, string ConfigurationDirectory, GlobalMessage Global, IReadOnlyList<CheckMessage> Checks) : Message;

/// <summary>What global_defs says about this host and about mail.</summary>
public sealed record GlobalMessage(
    string RouterId,
    string HostName,
    IReadOnlyList<string> NotificationEmail,
    string? NotificationEmailFrom,
    string? SmtpServer,
    int SmtpPort,
    string? SmtpHeloName,
    double SmtpConnectTimeoutSeconds);

/// <summary>One vrrp_script that a plugin runs.</summary>
public sealed record CheckMessage(string Name, double IntervalSeconds, double TimeoutSeconds, StatementMessage Statement);

/// <summary>A line of the configuration, with its block.</summary>
public sealed record StatementMessage(IReadOnlyList<WordMessage> Words, IReadOnlyList<StatementMessage>? Block);

/// <summary>A word of the configuration and where it stands.</summary>
public sealed record WordMessage(string Text, string File, int Line, int Column);

/// <summary>Engine to host: a change of state, kept by the engine until it is acknowledged.</summary>
public sealed record NotifyMessage(
    long Sequence,
    string Id,
    DateTimeOffset Time,
    string Instance,
    string PreviousState,
    string State,
    int Priority,
    string Reason,
    bool SmtpAlert) : Message;

/// <summary>Engine to host: end.</summary>
public sealed record ShutdownMessage : Message;

/// <summary>Host to engine: the result of one run of a check; without <c>Success</c> its state stays as it is.</summary>
public sealed record CheckResultMessage(string Check, bool? Success, string Reason, double DurationSeconds) : Message;

/// <summary>Host to engine: this notification, and all before it, will not be lost any more.</summary>
public sealed record AcknowledgeMessage(long Sequence) : Message;

/// <summary>Host to engine: something is wrong with a plugin's part of the configuration.</summary>
public sealed record DiagnosticMessage(string File, int Line, int Column, int Length, string Text) : Message;

/// <summary>Host to engine: how a plugin is.</summary>
public sealed record PluginStatusMessage(string Name, string State, string? Version, int Generation, string? Reason, DateTimeOffset Since) : Message;

/// <summary>Serializers made at compile time: the engine has no reflection.</summary>
[JsonSerializable(typeof(Message))]
public sealed partial class MessageJson : JsonSerializerContext;
