using Holdfast.Plugins;
using Polly;
using Polly.Retry;

namespace Holdfast.HealthScript;

/// <summary>Runs a script and turns what it returns into a result.</summary>
internal sealed class ScriptCheck : IHealthCheck
{
    private readonly ScriptFile _file;
    private readonly IReadOnlyList<string> _arguments;
    private readonly ResiliencePipeline<CheckResult> _pipeline;

    public ScriptCheck(ScriptFile file, IReadOnlyList<string> arguments, ScriptSettings settings)
    {
        _file = file;
        _arguments = arguments;
        var pipeline = new ResiliencePipelineBuilder<CheckResult>();
        if (settings.Retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions<CheckResult>
            {
                MaxRetryAttempts = settings.Retries,
                Delay = settings.RetryDelay,
                ShouldHandle = new PredicateBuilder<CheckResult>()
                    .Handle<Exception>(exception => exception is not OperationCanceledException)
                    .HandleResult(result => result.Status == CheckStatus.Down),
            });
        }
        _pipeline = pipeline.Build();
    }

    public async Task<CheckResult> CheckAsync(CheckContext context, CancellationToken cancel)
    {
        (ScriptAssembly? script, string? failure) = _file.Take();
        if (script is null) return failure is null ? new CheckResult(CheckStatus.Unknown, "is being compiled") : CheckResult.Down(failure.Split('\n')[0]);
        return await _pipeline.ExecuteAsync(
            async token =>
            {
                var globals = new ScriptGlobals { Arguments = _arguments, Cancel = token, Log = context.Logger };
                return ToResult(await script.RunAsync(globals));
            },
            cancel);
    }

    private static CheckResult ToResult(object? returned) => returned switch
    {
        true => CheckResult.Up("returned true"),
        false => CheckResult.Down("returned false"),
        CheckResult result => result,
        null => CheckResult.Down("returned nothing; a check returns true or false"),
        _ => CheckResult.Down($"returned {returned.GetType().Name}; a check returns true or false"),
    };
}
