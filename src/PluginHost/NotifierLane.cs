using Holdfast.Plugins;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Holdfast.PluginHost;

/// <summary>
/// Brings notifications to one plugin, in order, one at a time. Each plugin has a lane of its own: one that is slow or
/// hangs holds up no other.
/// </summary>
internal sealed class NotifierLane
{
    private const int Tries = 5;
    private static readonly TimeSpan TakeLimit = TimeSpan.FromSeconds(30);

    private readonly string _plugin;
    private readonly Task _settled;
    private readonly Func<PluginGeneration?> _current;
    private readonly TakenNotifications _taken;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _once;
    private readonly ResiliencePipeline _patient;
    private Task _last = Task.CompletedTask;

    /// <summary>Whether the plugin took the last one; where it did not, the next ones get one try each.</summary>
    private bool _isWell = true;

    /// <param name="plugin">The plugin's name.</param>
    /// <param name="settled">Ends when it is known whether the plugin can be loaded; until then notifications wait.</param>
    /// <param name="current">The generation to give to; null where there is none.</param>
    /// <param name="taken">What it has taken, also before this process was started.</param>
    /// <param name="log">The log.</param>
    public NotifierLane(string plugin, Task settled, Func<PluginGeneration?> current, TakenNotifications taken, ILogger log)
    {
        _plugin = plugin;
        _settled = settled;
        _current = current;
        _taken = taken;
        _log = log;
        _once = new ResiliencePipelineBuilder().AddTimeout(TakeLimit).Build();
        _patient = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                OnRetry = retry =>
                {
                    _log.NotifierRefused(_plugin, retry.AttemptNumber + 1, retry.Outcome.Exception?.Message ?? "");
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(TakeLimit)
            .Build();
    }

    /// <summary>Gives a notification after all before it; not to be called from two threads.</summary>
    /// <returns>Ends when the plugin has taken it or refused it for good.</returns>
    public Task Give(Notification notification) => _last = GiveAfterAsync(_last, notification);

    private async Task GiveAfterAsync(Task before, Notification notification)
    {
        await before;
        await _settled;
        if (_current() is not { Notifiers.Count: > 0 } || _taken.Contains(notification.Id)) return;
        int given = 0;
        try
        {
            await (_isWell ? _patient : _once).ExecuteAsync(async cancel =>
            {
                // Read anew at each step: another generation may have taken over. What has been taken is not given again.
                while (_current() is { } generation && given < generation.Notifiers.Count)
                {
                    INotifier notifier = generation.Notifiers[given];
                    Task<bool>? giving = generation.Use.TryRun(async () =>
                    {
                        await notifier.NotifyAsync(notification, cancel);
                        return true;
                    });
                    if (giving is null) continue;
                    await giving.WaitAsync(cancel);
                    given++;
                }
            });
            _taken.Add(notification.Id);
            _isWell = true;
        }
        catch (Exception exception)
        {
            _isWell = false;
            _log.NotificationGivenUp(_plugin, notification.Id, exception.Message);
        }
    }
}
