using System.Globalization;
using System.Text.Json;
using Holdfast.Plugins;

namespace Holdfast.SamplePlugin;

/// <summary>
/// Provides <c>check sample</c> and a notifier that do what a test asks of them: the check by its block, everything else
/// by files in the plugin's folder and by its settings.
/// </summary>
public sealed class SamplePlugin : IEnginePlugin, INotifier
{
    internal static readonly string Version = typeof(SamplePlugin).Assembly.GetName().Version!.ToString(3);
    private string _folder = "";
    private string _greeting = "";

    /// <inheritdoc/>
    public string Name => "Sample";

    /// <inheritdoc/>
    public void Register(IPluginRegistry registry)
    {
        registry.AddCheck(new SampleSection(), behaviour => new SampleCheck(behaviour, () => $"{Version}{_greeting}"));
        registry.AddNotifier(this);
    }

    /// <inheritdoc/>
    public async Task StartAsync(IEngineContext context, CancellationToken cancel)
    {
        _folder = context.StateDirectory;
        _greeting = context.Settings.TryGetProperty("greeting", out JsonElement greeting) ? $" {greeting.GetString()}" : "";
        Note("started");
        if (File.Exists(InFolder($"fail-{Version}"))) throw new InvalidOperationException($"{Version} does not like it here");
        if (File.Exists(InFolder("block"))) Thread.Sleep(Timeout.Infinite);
        await Task.Yield();
    }

    /// <inheritdoc/>
    public async Task NotifyAsync(Notification notification, CancellationToken cancel)
    {
        if (File.Exists(InFolder("refuse"))) throw new InvalidOperationException("not now");
        while (File.Exists(InFolder("hold"))) await Task.Delay(20, CancellationToken.None);
        Note($"notified {notification.Id} {notification.Instance} {notification.PreviousState} {notification.State} {notification.Priority}");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancel)
    {
        Note("stopped");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Note("disposed");
        return ValueTask.CompletedTask;
    }

    private string InFolder(string file) => Path.Combine(_folder, file);

    private void Note(string text) => File.AppendAllText(InFolder("diary"), $"{Version} {text}\n");
}

/// <summary>What the check does, and the argument it does it with.</summary>
internal sealed record Behaviour(string Name, string Argument);

internal sealed class SampleSection : IConfigSection<Behaviour>
{
    public string Keyword => "sample";

    public Behaviour Bind(ConfigStatement statement, IDiagnostics diagnostics)
    {
        var behaviour = new Behaviour("up", "");
        foreach (ConfigStatement line in statement.Block ?? [])
        {
            if (line.Keyword.Text == "do") behaviour = new Behaviour(line.Arguments[0].Text, line.Arguments.ElementAtOrDefault(1)?.Text ?? "");
            else diagnostics.Report(line.Keyword, $"Unknown keyword '{line.Keyword.Text}'");
        }
        if (behaviour.Name == "refuse") throw new InvalidOperationException("not this one");
        return behaviour;
    }
}

internal sealed class SampleCheck(Behaviour behaviour, Func<string> describe) : IHealthCheck
{
    private int _running;
    private int _runs;

    public async Task<CheckResult> CheckAsync(CheckContext context, CancellationToken cancel)
    {
        int now = Interlocked.Increment(ref _running);
        try
        {
            _runs++;
            switch (behaviour.Name)
            {
                case "up": return CheckResult.Up(describe());
                case "down": return CheckResult.Down(describe());
                case "unknown": return new CheckResult(CheckStatus.Unknown, describe());
                case "throw": throw new InvalidOperationException("out of order");
                case "wait": await Task.Delay(Timeout.Infinite, cancel); break;
                case "spin": while (!File.Exists(behaviour.Argument)) Thread.SpinWait(1000); break;
                // The first run takes longer than its limit and does not listen.
                case "overrun": if (_runs == 1) Thread.Sleep(int.Parse(behaviour.Argument, CultureInfo.InvariantCulture)); break;
            }
            return CheckResult.Up($"{now} at a time, run {_runs}");
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
