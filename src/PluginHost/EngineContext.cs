using System.Text.Json;
using Holdfast.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>What one plugin gets to see of the engine.</summary>
internal sealed class EngineContext : IEngineContext
{
    private readonly HostConfiguration _configuration;

    public EngineContext(PluginEntry entry, HostConfiguration configuration, string stateDirectory)
    {
        _configuration = configuration;
        Logger = new HostLogger(entry.Name);
        Settings = entry.Settings ?? JsonElement.Parse("{}");
        StateDirectory = Path.Combine(stateDirectory, entry.Name);
        TakenFile = Path.Combine(stateDirectory, $"{entry.Name}.taken");
    }

    public ILogger Logger { get; }

    public TimeProvider Time => TimeProvider.System;

    public GlobalDefinitions GlobalDefinitions => _configuration.Global;

    public JsonElement Settings { get; }

    public string StateDirectory { get; }

    public string ConfigurationDirectory => _configuration.Directory;

    /// <summary>Makes the plugin's folder.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void Prepare() => Directory.CreateDirectory(StateDirectory);

    /// <summary>Where the host, not the plugin, keeps which notifications the plugin has taken.</summary>
    public string TakenFile { get; }
}

/// <summary>What the engine said last of its configuration.</summary>
internal sealed class HostConfiguration
{
    public GlobalDefinitions Global { get; set; } = new();

    public string Directory { get; set; } = "/";
}
