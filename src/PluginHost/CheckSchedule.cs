using System.Diagnostics;
using Holdfast.Plugins;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace Holdfast.PluginHost;

/// <summary>A check, and the generation whose code it is.</summary>
internal sealed record HostedCheck(IHealthCheck Check, PluginGeneration Generation);

/// <summary>
/// Runs one check at its interval and tells the engine what it found. A run that does not end at its time limit is
/// abandoned: it counts as down, and no other begins until it has ended. Where it never ends, the process does.
/// </summary>
internal sealed class CheckSchedule : IDisposable
{
    /// <summary>How long an abandoned run is put up with.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What timers can do: a check at a longer interval runs once a day, one at a shorter a hundred times a second.</summary>
    private static readonly TimeSpan MinSpan = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(1);

    private readonly EngineLink _link;
    private readonly ILogger _log;
    private readonly CheckContext _context;
    private readonly TimeSpan _interval;
    private readonly ResiliencePipeline<CheckResult> _pipeline;
    private readonly CancellationTokenSource _ending = new();
    private HostedCheck _check;
    private Task<CheckResult>? _run;

    public CheckSchedule(CheckMessage definition, HostedCheck check, EngineLink link, ILogger log)
    {
        Definition = definition;
        _check = check;
        _link = link;
        _log = log;
        _interval = Span(definition.IntervalSeconds);
        TimeSpan limit = Span(definition.TimeoutSeconds);
        _context = new CheckContext(definition.Name, log, limit);
        _pipeline = new ResiliencePipelineBuilder<CheckResult>().AddTimeout(new TimeoutStrategyOptions { Timeout = limit }).Build();
        _ = Task.Run(RunAsync);
    }

    public CheckMessage Definition { get; }

    /// <summary>The generation whose check is in use.</summary>
    public PluginGeneration Generation => Volatile.Read(ref _check).Generation;

    /// <summary>From the next run on, another check is used; a run that goes on is the old generation's to wait for.</summary>
    public void Use(HostedCheck check) => Volatile.Write(ref _check, check);

    /// <summary>No run begins any more, and nothing more is told.</summary>
    public void Dispose() => _ending.Cancel();

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, MinSpan.TotalSeconds, MaxSpan.TotalSeconds));

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_interval);
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
        if (_run is { IsCompleted: false })
        {
            Tell(CheckResult.Down("the run before has not ended yet"), TimeSpan.Zero);
            return;
        }
        long started = Stopwatch.GetTimestamp();
        CheckResult result;
        try
        {
            // Polly's limit asks the check to end; WaitAsync goes on without one that does not listen.
            result = await _pipeline.ExecuteAsync(async cancel => await Start(cancel).WaitAsync(cancel), _ending.Token);
        }
        catch (TimeoutRejectedException)
        {
            result = CheckResult.Down(FormattableString.Invariant($"timed out after {_context.Timeout.TotalSeconds} s"));
            if (_run is { IsCompleted: false } abandoned) Abandon(abandoned);
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

    private Task<CheckResult> Start(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            HostedCheck hosted = Volatile.Read(ref _check);
            // A generation that takes no more runs has been replaced; the next look finds its successor.
            if (hosted.Generation.Use.TryRun(() => hosted.Check.CheckAsync(_context, cancel)) is { } run) return _run = run;
        }
    }

    private void Abandon(Task abandoned)
    {
        _log.CheckAbandoned(Definition.Name);
        // Also when the check is no longer wanted: a run that spins costs a processor until the process ends.
        _ = Task.Delay(Patience).ContinueWith(
            _ =>
            {
                if (abandoned.IsCompleted) return;
                _log.EndingForCheck(Definition.Name, Patience.TotalSeconds);
                Environment.Exit(HostExitCode.CheckNeverEnds);
            },
            TaskScheduler.Default);
    }

    private void Tell(CheckResult result, TimeSpan took)
    {
        if (!_ending.IsCancellationRequested)
            _link.Send(new CheckResultMessage(Definition.Name, ToSuccess(result.Status), result.Reason ?? "", took.TotalSeconds));
    }

    private static bool? ToSuccess(CheckStatus status) => status switch
    {
        CheckStatus.Up => true,
        CheckStatus.Down => false,
        _ => null,
    };
}
