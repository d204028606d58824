using System.Threading.Channels;
using Holdfast.Plugins;
using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost;

/// <summary>
/// Gives notifications to all plugins and acknowledges each, in order, when every one has taken it or refused it for good.
/// </summary>
internal sealed class NotificationDispatcher
{
    private readonly Channel<(long Sequence, Task Taken)> _given = System.Threading.Channels.Channel.CreateUnbounded<(long, Task)>();
    private readonly EngineLink _link;

    public NotificationDispatcher(EngineLink link)
    {
        _link = link;
        _ = Task.Run(AcknowledgeAsync);
    }

    public void Give(NotifyMessage message, IEnumerable<NotifierLane> lanes)
    {
        var notification = new Notification(
            message.Id, message.Time, message.Instance, message.PreviousState, message.State, message.Priority, message.Reason, message.SmtpAlert);
        _given.Writer.TryWrite((message.Sequence, Task.WhenAll([.. lanes.Select(lane => lane.Give(notification))])));
    }

    private async Task AcknowledgeAsync()
    {
        await foreach ((long sequence, Task taken) in _given.Reader.ReadAllAsync())
        {
            await taken;
            _link.Send(new AcknowledgeMessage(sequence));
        }
    }
}
