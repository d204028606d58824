using Holdfast.Plugins;

namespace Holdfast.NotifyEmail;

/// <summary>Mails changes of state to those whom global_defs names.</summary>
public sealed class NotifyEmailPlugin : IEnginePlugin, INotifier
{
    private IEngineContext? _context;
    private MailQueue? _queue;
    private MailSender? _sender;

    /// <inheritdoc/>
    public string Name => "NotifyEmail";

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddNotifier(this);

    /// <inheritdoc/>
    public Task StartAsync(IEngineContext context, CancellationToken cancel)
    {
        MailSettings settings = MailSettings.Read(context.Settings);
        _context = context;
        _queue = new MailQueue(Path.Combine(context.StateDirectory, "queue"), context.Logger);
        _sender = new MailSender(_queue, settings, () => context.GlobalDefinitions, context.Time, context.Logger);
        _sender.Start();
        return Task.CompletedTask;
    }

    /// <summary>Returns when the message is on disk; the sending is another's, and may take its time.</summary>
    /// <inheritdoc/>
    public Task NotifyAsync(Notification notification, CancellationToken cancel)
    {
        if (_context is not { } context || _queue is not { } queue) throw new InvalidOperationException("the plugin has not been started");
        if (!notification.SmtpAlert || context.GlobalDefinitions.NotificationEmail.Count == 0) return Task.CompletedTask;
        if (context.GlobalDefinitions.SmtpServer is null)
        {
            context.Logger.NoServer(notification.Instance);
            return Task.CompletedTask;
        }
        queue.Add(notification.Id, MailMessage.From(notification, context.GlobalDefinitions));
        _sender?.Wake();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancel) => _sender?.StopAsync() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _sender?.Dispose();
        return ValueTask.CompletedTask;
    }
}
