using System.Text.Json;
using Holdfast.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>What one plugin gets to see of the engine.</summary>
internal sealed class EngineContext(PluginEntry entry, HostConfiguration configuration, string stateDirectory) : IEngineContext
{
    public ILogger Logger { get; } = new HostLogger(entry.Name);

    public TimeProvider Time => TimeProvider.System;

    public GlobalDefinitions GlobalDefinitions => configuration.Global;

    public JsonElement Settings { get; } = entry.Settings ?? JsonElement.Parse("{}");

    public string StateDirectory => stateDirectory;

    public string ConfigurationDirectory => configuration.Directory;
}

/// <summary>What the engine said last of its configuration.</summary>
internal sealed class HostConfiguration
{
    public GlobalDefinitions Global { get; set; } = new();

    public string Directory { get; set; } = "/";
}
