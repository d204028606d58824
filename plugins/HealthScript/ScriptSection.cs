using System.Text.Json;
using Holdfast.Plugins;

namespace Holdfast.HealthScript;

/// <summary>The script of a vrrp_script and its arguments.</summary>
internal sealed record ScriptInvocation(string Path, IReadOnlyList<string> Arguments);

/// <summary>Binds <c>script "x.csx …"</c>, which the engine hands over as the words <c>csx x.csx …</c>.</summary>
internal sealed class ScriptSection : IConfigSection<ScriptInvocation>
{
    public string Keyword => "csx";

    public ScriptInvocation Bind(ConfigStatement statement, IDiagnostics diagnostics) =>
        new(statement.Arguments[0].Text, [.. statement.Arguments.Skip(1).Select(word => word.Text)]);
}

/// <summary>The plugin's settings in plugins.json.</summary>
internal sealed record ScriptSettings
{
    /// <summary>How often a run that failed is repeated at once, before it counts: 0 to 10.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <exception cref="InvalidDataException">A setting is unknown or out of range.</exception>
    public static ScriptSettings Read(JsonElement settings)
    {
        var read = new ScriptSettings();
        foreach (JsonProperty property in settings.EnumerateObject())
        {
            double? number = property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetDouble() : null;
            read = property.Name switch
            {
                "retries" when number is { } retries and >= 0 and <= 10 && double.IsInteger(retries) => read with { Retries = (int)retries },
                "retryDelaySeconds" when number is { } seconds and >= 0 and <= 60 => read with { RetryDelay = TimeSpan.FromSeconds(seconds) },
                "retries" => throw new InvalidDataException("setting 'retries' has to be a whole number from 0 to 10"),
                "retryDelaySeconds" => throw new InvalidDataException("setting 'retryDelaySeconds' has to be a number from 0 to 60"),
                _ => throw new InvalidDataException($"unknown setting '{property.Name}'; there are retries and retryDelaySeconds"),
            };
        }
        return read;
    }
}
