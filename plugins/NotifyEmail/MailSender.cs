using System.Net.Sockets;
using Holdfast.Plugins;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Holdfast.NotifyEmail;

/// <summary>Sends what waits in the queue, in order, on a task of its own; what fails is tried again with growing pauses.</summary>
internal sealed class MailSender(MailQueue queue, MailSettings settings, Func<GlobalDefinitions> global, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _wake = new(1);
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Something waits in the queue.</summary>
    public void Wake() => _wake.Release();

    public async Task StopAsync()
    {
        await _ending.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _ending.Dispose();
        _wake.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan pause = MinPause;
        try
        {
            while (true)
            {
                await _wake.WaitAsync(_ending.Token);
                while (!await TrySendAllAsync(_ending.Token))
                {
                    // Some randomness keeps two hosts from knocking in step.
                    await Task.Delay(pause * (0.8 + (0.4 * Random.Shared.NextDouble())), time, _ending.Token);
                    pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
                }
                pause = MinPause;
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // What is left waits on disk for the next start.
        }
    }

    /// <returns>False when the server, or the way to it, failed: everything that is left has to wait.</returns>
    private async Task<bool> TrySendAllAsync(CancellationToken cancel)
    {
        if (queue.Waiting() is not { Count: > 0 } waiting) return true;
        GlobalDefinitions definitions = global();
        if (definitions.SmtpServer is not { } server) return true;
        try
        {
            using SmtpClient client = await ConnectAsync(server, definitions, cancel);
            foreach (string file in waiting)
                if (queue.Read(file) is { } message) await SendAsync(client, file, message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return true;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ProtocolException or CommandException
            or SslHandshakeException or AuthenticationException or TimeoutException or NotSupportedException
            || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.ServerFailed(server, definitions.SmtpPort, waiting.Count, exception.Message.Split('\n')[0]);
            return false;
        }
    }

    private async Task<SmtpClient> ConnectAsync(string server, GlobalDefinitions definitions, CancellationToken cancel)
    {
        var client = new SmtpClient { Timeout = (int)definitions.SmtpConnectTimeout.TotalMilliseconds };
        try
        {
            if (definitions.SmtpHeloName is { } name) client.LocalDomain = name;
            if (settings.ServerFingerprint is { } fingerprint)
            {
                client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
                    && certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).Equals(fingerprint, StringComparison.OrdinalIgnoreCase);
            }
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(definitions.SmtpConnectTimeout);
            await client.ConnectAsync(server, definitions.SmtpPort, settings.Security, limit.Token);
            if (settings.UserName is { } user) await client.AuthenticateAsync(user, settings.Password!, limit.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task SendAsync(SmtpClient client, string file, MimeMessage message, CancellationToken cancel)
    {
        try
        {
            await client.SendAsync(message, cancel);
            MailQueue.Remove(file);
            log.Sent(message.Subject ?? "", message.To.ToString());
        }
        catch (SmtpCommandException exception) when ((int)exception.StatusCode >= 500)
        {
            // "Permanent": the same message would be refused again (RFC 5321, section 4.2.1).
            queue.SetAside(file, $"{(int)exception.StatusCode} {exception.Message}");
            await client.NoOpAsync(cancel);
        }
    }
}
