using System.Text.Json;
using System.Text.Json.Serialization;

namespace Holdfast.PluginHost;

/// <summary>One entry of plugins.json.</summary>
internal sealed record PluginEntry
{
    public required string Name { get; init; }

    /// <summary>The plugin's assembly; relative to plugins.json.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it runs; it does where that is not said.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The plugin's own settings.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Whether a plugin that runs by the one entry would run the same by the other.</summary>
    public bool IsSame(PluginEntry other) =>
        Name == other.Name && Path == other.Path && Settings?.GetRawText() == other.Settings?.GetRawText();
}

/// <summary>plugins.json: which plugins run.</summary>
internal sealed record PluginManifest
{
    public required IReadOnlyList<PluginEntry> Plugins { get; init; }

    /// <summary>Reads the file; paths become absolute, entries that are switched off are left out.</summary>
    /// <exception cref="InvalidDataException">The file can't be read or is no manifest; the message says where and what to do.</exception>
    public static PluginManifest Read(string file)
    {
        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(file), ManifestJson.Default.PluginManifest)
                ?? throw new InvalidDataException("it is empty; it has to be an object with an array \"plugins\"");
        }
        catch (JsonException exception)
        {
            string where = exception.LineNumber is { } line ? $"line {line + 1}, column {exception.BytePositionInLine + 1}: " : "";
            throw new InvalidDataException($"{where}{exception.Message.Split(" Path:")[0]}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"can't be read: {exception.Message}", exception);
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string? twice = manifest.Plugins.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new InvalidDataException($"two plugins are named '{twice}'; give each a name of its own");
        // The name is a folder's too, where the plugin keeps its files.
        string? bad = manifest.Plugins.FirstOrDefault(p => !IsName(p.Name))?.Name;
        if (bad is not null) throw new InvalidDataException($"'{bad}' is no name for a plugin; it has letters, digits, '-' and '_', and dots within");
        return new PluginManifest
        {
            Plugins = [.. manifest.Plugins.Where(p => p.Enabled is not false).Select(p => p with { Path = Path.GetFullPath(p.Path, folder) })],
        };
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PluginManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
