using Holdfast.Plugins;

namespace Holdfast.HealthNginx;

/// <summary>Provides <c>check nginx { … }</c>: whether nginx runs, and when asked whether it answers.</summary>
public sealed class HealthNginxPlugin : IEnginePlugin
{
    // One client for all checks and runs: it keeps connections apart by host, and none open between runs.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public string Name => "HealthNginx";

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) =>
        registry.AddCheck(new NginxSection(), options => new NginxCheck(options, new ProcessTable("/proc"), _http));

    /// <inheritdoc/>
    public Task StartAsync(IEngineContext context, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
