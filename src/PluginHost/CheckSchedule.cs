using System.Diagnostics;
using Holdfast.Plugins;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace Holdfast.PluginHost;

/// <summary>
/// Runs one check at its interval and tells the engine what it found. A run that does not end at its time limit is
/// abandoned: it counts as down, and no other begins until it has ended. Where it never ends, the process does.
/// </summary>
internal sealed class CheckSchedule : IAsyncDisposable
{
    /// <summary>How long an abandoned run is put up with.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private readonly CheckMessage _definition;
    private readonly EngineLink _link;
    private readonly ILogger _log;
    private readonly CheckContext _context;
    private readonly ResiliencePipeline<CheckResult> _pipeline;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private IHealthCheck _check;
    private Task<CheckResult>? _abandoned;

    public CheckSchedule(CheckMessage definition, IHealthCheck check, EngineLink link, ILogger log)
    {
        _definition = definition;
        _check = check;
        _link = link;
        _log = log;
        var limit = TimeSpan.FromSeconds(definition.TimeoutSeconds);
        _context = new CheckContext(definition.Name, log, limit);
        _pipeline = new ResiliencePipelineBuilder<CheckResult>().AddTimeout(new TimeoutStrategyOptions { Timeout = limit }).Build();
        _running = Task.Run(RunAsync);
    }

    public CheckMessage Definition => _definition;

    /// <summary>From the next run on, another generation's check is used.</summary>
    /// <returns>When the old one is not in use any more.</returns>
    public async Task ReplaceAsync(IHealthCheck check)
    {
        Volatile.Write(ref _check, check);
        if (_abandoned is { IsCompleted: false } abandoned) await Task.WhenAny(abandoned, Task.Delay(DrainLimit));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(DrainLimit));
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_definition.IntervalSeconds));
        try
        {
            do await RunOnceAsync();
            while (await timer.WaitForNextTickAsync(_ending.Token));
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task RunOnceAsync()
    {
        long started = Stopwatch.GetTimestamp();
        if (_abandoned is { IsCompleted: false })
        {
            Tell(CheckResult.Down("the run before has not ended yet"), TimeSpan.Zero);
            return;
        }
        _abandoned = null;
        CheckResult result;
        try
        {
            // Polly's limit asks the check to end; WaitAsync goes on without one that does not listen.
            result = await _pipeline.ExecuteAsync(async cancel => await StartAsync(cancel).WaitAsync(cancel), _ending.Token);
        }
        catch (TimeoutRejectedException)
        {
            result = CheckResult.Down(FormattableString.Invariant($"timed out after {_definition.TimeoutSeconds} s"));
            if (_abandoned is { IsCompleted: false } abandoned) Abandon(abandoned);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            result = CheckResult.Down($"{exception.GetType().Name}: {exception.Message}");
        }
        Tell(result, Stopwatch.GetElapsedTime(started));
    }

    private Task<CheckResult> StartAsync(CancellationToken cancel)
    {
        IHealthCheck check = Volatile.Read(ref _check);
        // On the pool, since a check may block before its first await.
        return _abandoned = Task.Run(() => check.CheckAsync(_context, cancel), CancellationToken.None);
    }

    private void Abandon(Task abandoned)
    {
        _log.CheckAbandoned(_definition.Name);
        _ = Task.Delay(Patience, _ending.Token).ContinueWith(
            delay =>
            {
                if (delay.IsCanceled || abandoned.IsCompleted) return;
                _log.EndingForCheck(_definition.Name, Patience.TotalSeconds);
                Environment.Exit(HostExitCode.CheckNeverEnds);
            },
            TaskScheduler.Default);
    }

    private void Tell(CheckResult result, TimeSpan took) =>
        _link.Send(new CheckResultMessage(_definition.Name, ToSuccess(result.Status), result.Reason, took.TotalSeconds));

    private static bool? ToSuccess(CheckStatus status) => status switch
    {
        CheckStatus.Up => true,
        CheckStatus.Down => false,
        _ => null,
    };
}
