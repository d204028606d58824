using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// One plugin of plugins.json through its generations. A new one is started beside the old one and takes its place only
/// when it has started; then the old one ends, once what it is doing is done.
/// </summary>
internal sealed class PluginSlot(PluginEntry entry, EngineContext context, EngineLink link, ILogger log)
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);
    private int _generation;

    public PluginEntry Entry => entry;

    /// <summary>The generation in use; null before the first could be started.</summary>
    public PluginGeneration? Current { get; private set; }

    /// <summary>Takes up what the file holds now.</summary>
    /// <param name="swapped">Called when the new generation is in use, to move everything over from the old.</param>
    public async Task LoadAsync(Func<Task> swapped)
    {
        int generation = ++_generation;
        PluginGeneration loaded;
        try
        {
            loaded = await PluginGeneration.StartAsync(entry.Path, context);
        }
        catch (Exception exception)
        {
            string consequence = Current is null ? "and there is no other" : "so the one before stays";
            log.PluginNotUsable(entry.Name, generation, consequence, exception.Message);
            Tell(Current is null ? "failed" : "stale", generation, exception.Message);
            return;
        }
        PluginGeneration? old = Current;
        Current = loaded;
        log.PluginInUse(entry.Name, loaded.Version, generation);
        Tell("loaded", generation, null);
        await swapped();
        if (old is not null) await EndAsync(old, generation - 1);
    }

    public async Task StopAsync()
    {
        PluginGeneration? current = Current;
        Current = null;
        if (current is not null) await EndAsync(current, _generation);
    }

    private async Task EndAsync(PluginGeneration generation, int number)
    {
        string? failure = await generation.StopAsync().WaitAsync(DrainLimit);
        if (failure is null) log.GenerationUnloaded(entry.Name, number);
        else log.GenerationEndedBadly(entry.Name, number, failure);
    }

    private void Tell(string state, int generation, string? reason) =>
        link.Send(new PluginStatusMessage(entry.Name, state, Current?.Version, generation, reason, DateTimeOffset.UtcNow));
}
