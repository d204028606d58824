using Holdfast.Configuration.Model;
using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Linux.Processes;

namespace Holdfast.Engine.Commands;

/// <summary>
/// Runs the program of a check at its interval. A run that takes longer than its time limit counts as failed and is
/// ended with all that it has started; no run begins before the one before has ended.
/// </summary>
internal sealed class ShellCheck : IDisposable
{
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(1);
    private readonly Check _check;
    private readonly ScriptCommand _command;
    private readonly ScriptUser? _user;
    private readonly CommandRunner _runner;
    private readonly EventLoop _loop;
    private readonly LoopTimer _next;
    private readonly LoopTimer _limit;
    private RunningCommand? _running;
    private Instant _started;
    private bool _isOverdue;
    private bool _isDisposed;

    public ShellCheck(Check check, ScriptCommand command, ScriptUser? user, CommandRunner runner, EventLoop loop)
    {
        _check = check;
        _command = command;
        _user = user;
        _runner = runner;
        _loop = loop;
        _next = loop.CreateTimer(_ => Begin());
        _limit = loop.CreateTimer(_ => PassLimit());
        _next.Arm(loop.Now);
    }

    private TimeSpan Limit => _check.Configuration.Timeout ?? _check.Configuration.Interval;

    public void Dispose()
    {
        _isDisposed = true;
        _next.Cancel();
        _limit.Cancel();
        _running?.Kill();
    }

    private void Begin()
    {
        _next.Arm(_loop.Now + _check.Configuration.Interval);
        if (_running is not null) return;
        _started = _loop.Now;
        _isOverdue = false;
        try
        {
            _running = _runner.Start(_command, [], _user, End);
            _limit.Arm(_loop.Now + Limit);
        }
        catch (LinuxException exception)
        {
            _check.Report(success: false, exception.Message, TimeSpan.Zero);
        }
    }

    /// <summary>First asks it to end, and reports the failure at once; a second later it is killed.</summary>
    private void PassLimit()
    {
        if (_running is null) return;
        if (_isOverdue)
        {
            _running.Kill();
            return;
        }
        _isOverdue = true;
        _running.Terminate();
        _limit.Arm(_loop.Now + TerminationGrace);
        _check.Report(success: false, FormattableString.Invariant($"timed out after {Limit.TotalSeconds} s"), Limit);
    }

    private void End(ChildExit exit)
    {
        _running = null;
        _limit.Cancel();
        if (_isDisposed || _isOverdue) return;
        _check.Report(exit.IsSuccess, exit.ToString(), _loop.Now - _started);
    }
}
