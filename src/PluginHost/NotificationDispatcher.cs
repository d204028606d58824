using System.Threading.Channels;
using Holdfast.Plugins;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Holdfast.PluginHost;

/// <summary>
/// Gives notifications to all notifiers, in order, and acknowledges each when all have taken it or one has refused it
/// for good.
/// </summary>
internal sealed class NotificationDispatcher
{
    private const int Tries = 5;
    private static readonly TimeSpan TakeLimit = TimeSpan.FromSeconds(30);

    private readonly Channel<NotifyMessage> _queue = System.Threading.Channels.Channel.CreateUnbounded<NotifyMessage>();
    private readonly Func<IReadOnlyList<(string Plugin, INotifier Notifier)>> _notifiers;
    private readonly EngineLink _link;
    private readonly ILogger _log;

    public NotificationDispatcher(Func<IReadOnlyList<(string Plugin, INotifier Notifier)>> notifiers, EngineLink link, ILogger log)
    {
        _notifiers = notifiers;
        _link = link;
        _log = log;
        _ = Task.Run(RunAsync);
    }

    public void Enqueue(NotifyMessage message) => _queue.Writer.TryWrite(message);

    private async Task RunAsync()
    {
        await foreach (NotifyMessage message in _queue.Reader.ReadAllAsync())
        {
            var notification = new Notification(
                message.Id, message.Time, message.Instance, message.PreviousState, message.State, message.Priority, message.Reason, message.SmtpAlert);
            await Task.WhenAll(_notifiers().Select(n => GiveAsync(n.Plugin, n.Notifier, notification)));
            _link.Send(new AcknowledgeMessage(message.Sequence));
        }
    }

    private async Task GiveAsync(string plugin, INotifier notifier, Notification notification)
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Tries - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                OnRetry = retry =>
                {
                    _log.NotifierRefused(plugin, notification.Id, retry.AttemptNumber + 1, retry.Outcome.Exception?.Message ?? "");
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(TakeLimit)
            .Build();
        try
        {
            await pipeline.ExecuteAsync(async cancel => await notifier.NotifyAsync(notification, cancel).WaitAsync(cancel));
        }
        catch (Exception exception)
        {
            _log.NotificationGivenUp(plugin, notification.Id, exception.Message);
        }
    }
}
