namespace Holdfast.PluginHost;

/// <summary>
/// Counts what runs in one generation, also what its caller has given up waiting for, so that a generation ends only
/// when nothing of it runs any more.
/// </summary>
internal sealed class GenerationUse
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isClosed;

    /// <summary>Starts a run on the pool, since plugins may block before their first await.</summary>
    /// <returns>The run; null when the generation has been replaced, and another is to be asked.</returns>
    public Task<T>? TryRun<T>(Func<Task<T>> run)
    {
        lock (_gate)
        {
            if (_isClosed) return null;
            _running++;
        }
        return Task.Run(async () =>
        {
            try
            {
                return await run();
            }
            finally
            {
                Leave();
            }
        });
    }

    /// <summary>Lets nothing start any more, and waits for what runs.</summary>
    /// <returns>How many runs were still going on at the limit.</returns>
    public async Task<int> CloseAsync(TimeSpan limit)
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_running == 0) return 0;
        }
        await Task.WhenAny(_idle.Task, Task.Delay(limit));
        lock (_gate) return _running;
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
            if (_isClosed && _running == 0) _idle.SetResult();
        }
    }
}
