using System.Text.Json;
using MailKit.Security;

namespace Holdfast.NotifyEmail;

/// <summary>The plugin's settings in plugins.json: how to talk to the server that global_defs names.</summary>
internal sealed record MailSettings
{
    public SecureSocketOptions Security { get; init; } = SecureSocketOptions.None;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>A certificate that the server may show although no authority of the system's signed it: its SHA-256 fingerprint.</summary>
    public string? ServerFingerprint { get; init; }

    /// <exception cref="InvalidDataException">A setting is unknown or wrong; the message says which and what it may be.</exception>
    public static MailSettings Read(JsonElement settings)
    {
        var read = new MailSettings();
        foreach (JsonProperty property in settings.EnumerateObject())
        {
            string value = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new InvalidDataException($"setting '{property.Name}' has to be a string");
            read = property.Name switch
            {
                "security" => read with { Security = ReadSecurity(value) },
                "userName" => read with { UserName = value },
                "passwordFile" => read with { Password = ReadPassword(value) },
                "serverFingerprint" => read with { ServerFingerprint = value.Replace(":", "", StringComparison.Ordinal) },
                _ => throw new InvalidDataException($"unknown setting '{property.Name}'; there are security, userName, passwordFile and serverFingerprint"),
            };
        }
        if (read.UserName is null != read.Password is null) throw new InvalidDataException("settings 'userName' and 'passwordFile' go together");
        return read;
    }

    private static SecureSocketOptions ReadSecurity(string value) => value switch
    {
        "none" => SecureSocketOptions.None,
        "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        _ => throw new InvalidDataException($"setting 'security' is '{value}'; it has to be none, starttls or tls"),
    };

    private static string ReadPassword(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"setting 'passwordFile': {exception.Message}", exception);
        }
    }
}
