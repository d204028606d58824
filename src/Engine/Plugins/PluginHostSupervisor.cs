using System.Globalization;
using Holdfast.Configuration.Model;
using Holdfast.Engine.Cli;
using Holdfast.Engine.Commands;
using Holdfast.Engine.Control;
using Holdfast.Engine.Instances;
using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Plugins;

/// <summary>
/// Keeps the plugin host running: starts it, starts it again with growing pauses, tells it what it must know, and takes
/// what it finds. Nothing that happens to it can hold up the loop.
/// </summary>
internal sealed class PluginHostSupervisor : IPluginStatusSource
{
    private const int OutboxCapacity = 4096;
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    /// <summary>A host that ran this long is well: the next pause is the shortest again.</summary>
    private static readonly TimeSpan WellAfter = TimeSpan.FromSeconds(60);

    /// <summary>How long checks keep their last result while there is no host.</summary>
    private static readonly TimeSpan CheckGrace = TimeSpan.FromSeconds(30);

    private readonly EngineOptions _options;
    private readonly string _program;
    private readonly EventLoop _loop;
    private readonly CheckTable _checks;
    private readonly ILogger _log;
    private readonly EventOutbox _outbox = new(OutboxCapacity);
    private readonly Dictionary<string, PluginStatus> _plugins = [];
    private readonly LoopTimer _restart;
    private readonly LoopTimer _grace;

    /// <summary>What makes the numbers of this run's notifications differ from those of any other.</summary>
    private readonly string _run = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private PluginHostProcess? _host;
    private ConfigureMessage? _configuration;
    private Instant _startedAt;
    private TimeSpan _pause = MinPause;
    private int _restarts;
    private long _notifications;
    private bool _smtpAlertByDefault;
    private bool _isStopping;

    public PluginHostSupervisor(EngineOptions options, EventLoop loop, CheckTable checks, TransitionPublisher transitions, ILogger log)
    {
        _options = options;
        _program = FindProgram();
        _loop = loop;
        _checks = checks;
        _log = log;
        _restart = loop.CreateTimer(_ => Start());
        _grace = loop.CreateTimer(_ => FailChecks());
        transitions.Changed += Notify;
    }

    public PluginHostStatus Host => new(_host is { IsEnded: false }, _host?.ProcessId, _restarts, _outbox.Count);

    public IReadOnlyList<PluginStatus> Plugins => [.. _plugins.Values];

    /// <summary>Makes the host's configuration this one, and starts the host where none runs.</summary>
    public void Configure(ConfigurationModel model)
    {
        _smtpAlertByDefault = model.Global.SmtpAlert;
        _configuration = HostMessages.Configure(model, _options);
        if (_host is null && !_restart.IsArmed) Start();
        else _host?.Send(_configuration);
    }

    /// <summary>Lets the host end by itself; what it has not acknowledged by now is lost with us.</summary>
    public void Stop()
    {
        _isStopping = true;
        _restart.Cancel();
        _grace.Cancel();
        _host?.Send(new ShutdownMessage());
        _host?.Close();
    }

    public void Kill() => _host?.Kill();

    public bool IsEnded => _host is null;

    /// <summary>Whether all that was to be told has arrived.</summary>
    public bool IsIdle => _outbox.Count == 0;

    /// <summary>plugin-host/plugin-host beside the engine.</summary>
    private static string FindProgram() =>
        Path.Combine(Path.GetDirectoryName(Environment.ProcessPath) ?? "/", "plugin-host", "plugin-host");

    private void Start()
    {
        try
        {
            _startedAt = _loop.Now;
            _host = new PluginHostProcess(_program, _loop, Receive, Ended);
            _log.HostStarted(_host.ProcessId);
            _host.Send(_configuration!);
            foreach (NotifyMessage waiting in _outbox.Waiting) _host.Send(waiting);
        }
        catch (LinuxException exception)
        {
            _log.HostNotStarted(exception.Message);
            StartLater();
        }
    }

    private void Ended(string how)
    {
        _host = null;
        if (_isStopping) return;
        _log.HostEnded(how);
        if (_loop.Now - _startedAt > WellAfter) _pause = MinPause;
        _restarts++;
        StartLater();
    }

    private void StartLater()
    {
        _restart.Arm(_loop.Now + _pause);
        _pause = _pause * 2 < MaxPause ? _pause * 2 : MaxPause;
        if (!_grace.IsArmed) _grace.Arm(_loop.Now + CheckGrace);
    }

    /// <summary>For too long nobody has checked: what is not known to be up counts as down.</summary>
    private void FailChecks()
    {
        foreach (Check check in _checks.ByName.Values)
            if (check.Configuration.Program is not ShellProgram) check.Fail(FormattableString.Invariant($"no plugin host for {CheckGrace.TotalSeconds} s"));
    }

    private void Notify(StateChange change)
    {
        Instance instance = change.Instance;
        NotifyMessage message = _outbox.Add(new NotifyMessage(
            0,
            $"{_run}-{++_notifications}",
            DateTimeOffset.UtcNow,
            instance.Name,
            change.From.ToString(),
            change.To.ToString(),
            instance.Router.EffectivePriority,
            HostMessages.Reason(change),
            instance.Configuration.SmtpAlert ?? _smtpAlertByDefault));
        _host?.Send(message);
    }

    private static void Report(Check check, CheckResultMessage result)
    {
        if (result.Success is { } success) check.Report(success, result.Reason, TimeSpan.FromSeconds(result.DurationSeconds));
        else check.ReportNothing(result.Reason);
    }

    private void Receive(Message message)
    {
        switch (message)
        {
            case CheckResultMessage result:
                _grace.Cancel();
                if (_checks.ByName.TryGetValue(result.Check, out Check? check)) Report(check, result);
                break;
            case AcknowledgeMessage acknowledge:
                _outbox.Acknowledge(acknowledge.Sequence);
                break;
            case DiagnosticMessage diagnostic:
                _log.PluginDiagnostic(diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Text);
                break;
            case PluginStatusMessage status:
                _plugins[status.Name] = new PluginStatus(status.Name, status.State, status.Version, status.Generation, status.Reason, status.Since);
                break;
            default:
                _log.UnexpectedMessage(message.GetType().Name);
                break;
        }
    }
}
