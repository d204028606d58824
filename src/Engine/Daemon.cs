using Holdfast.Configuration;
using Holdfast.Configuration.Model;
using Holdfast.Engine.Addresses;
using Holdfast.Engine.Cli;
using Holdfast.Engine.Commands;
using Holdfast.Engine.Control;
using Holdfast.Engine.Instances;
using Holdfast.Engine.Loop;
using Holdfast.Engine.Network;
using Holdfast.Engine.Plugins;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Sockets;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine;

/// <summary>The engine while it runs: begins with a configuration, takes others, and ends cleanly.</summary>
internal sealed class Daemon : IDisposable
{
    /// <summary>How long scripts and plugins may run on after everything else has ended.</summary>
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>How long after the last change of state memory is given back.</summary>
    private static readonly TimeSpan CalmAfter = TimeSpan.FromSeconds(2);

    private readonly EngineOptions _options;
    private readonly ILogger _log;
    private readonly EventLoop _loop;
    private readonly RouteSocket _route = new();
    private readonly ArpSocket _arp = new();
    private readonly Watch _arpWatch;
    private readonly LinkTable _links;
    private readonly AddressKeeper _addresses;
    private readonly CommandRunner _commands;
    private readonly CheckTable _checks;
    private readonly InstanceTable _instances;
    private readonly SignalSource _signals;
    private readonly PluginHostSupervisor? _plugins;
    private readonly ControlServer? _control;
    private readonly LoopTimer _calm;
    private ConfigurationModel _model = new();
    private Instant _endBy;
    private bool _isHostToldToEnd;
    private bool _isStopping;

    public Daemon(EngineOptions options, ILogger log)
    {
        _options = options;
        _log = log;
        _loop = new EventLoop(log);
        _links = new LinkTable(_loop, _route, log);
        _addresses = new AddressKeeper(_route, _links, _loop, log);
        _commands = new CommandRunner(_loop, log);
        _checks = new CheckTable(_commands, _loop, log);
        _calm = _loop.CreateTimer(BecomeSmall);
        var transitions = new TransitionPublisher(_commands, log);
        transitions.Changed += _ => _calm.Arm(_loop.Now + CalmAfter);
        var services = new InstanceServices(_loop, _links, _addresses, log)
        {
            Executor = new ActionExecutor(_links, _addresses, _arp, transitions, log),
        };
        _instances = new InstanceTable(services, _checks);
        _arpWatch = _loop.Add(_arp.Value, ReadArpReplies);
        _signals = new SignalSource(_loop, Reload, Stop);
        if (options.Plugins is not null) _plugins = new PluginHostSupervisor(options, _loop, _checks, transitions, log);
        var reporter = new StatusReporter(options.Configuration, _instances, _checks, _plugins);
        _control = OpenControl(reporter);
    }

    /// <summary>Runs until it is told to end.</summary>
    public void Run()
    {
        LoadedConfiguration loaded = Load();
        _model = loaded.Model;
        _addresses.RemoveLeftovers();
        _checks.Update(_model);
        // Before the instances, whose first changes of state are told with what it says of mail.
        _plugins?.Configure(_model);
        _instances.Begin(_model);
        _calm.Arm(_loop.Now + CalmAfter);
        // Kept: for the network, for reading configurations, and for scripts of other users. A script of root's has all
        // of root's again, since it is another program.
        Capabilities.KeepOnly(
            Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW, Capability.CAP_DAC_READ_SEARCH, Capability.CAP_KILL, Capability.CAP_SETUID, Capability.CAP_SETGID);
        ServiceNotifier.Notify("READY=1");
        _loop.Run();
    }

    public void Dispose()
    {
        _signals.Dispose();
        _control?.Dispose();
        _links.Dispose();
        _arpWatch.Remove();
        _arp.Dispose();
        _route.Dispose();
        _loop.Dispose();
    }

    private void ReadArpReplies()
    {
        while (_arp.Receive() is { } reply)
        {
            // With two interfaces on one link, this host answers its own question (arp_ignore, in the kernel's ip-sysctl).
            if (!_links.IsOwnHardwareAddress(reply.HardwareAddress)) _addresses.ReportConflict(reply);
        }
    }

    /// <summary>
    /// What a start or a reload needed, the parser's trees and its code among it, is given back once nothing has happened
    /// for a while: a pause of a few milliseconds then does no harm, and afterwards there is nothing left to collect.
    /// </summary>
    private void BecomeSmall(Instant now)
    {
        OwnMemory.ReleaseCode();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private LoadedConfiguration Load()
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(
            _options.Configuration, new ConfigurationFiles(), ConfigurationFiles.Options(_options.ConfigurationId), new HostFacts(_route), _options.Lints);
        foreach ((Diagnostic diagnostic, string text) in loaded.Diagnostics.Zip(loaded.FormatDiagnostics()))
        {
            if (diagnostic.Severity == Severity.Error) _log.ConfigurationError(text);
            else _log.ConfigurationWarning(text);
        }
        return loaded;
    }

    /// <summary>Takes the configuration anew: what is the same in both goes on untouched.</summary>
    private void Reload()
    {
        if (_isStopping) return;
        _log.Reloading(_options.Configuration);
        ServiceNotifier.Notify(FormattableString.Invariant($"RELOADING=1\nMONOTONIC_USEC={_loop.Now.Nanoseconds / 1000}"));
        LoadedConfiguration loaded = Load();
        if (loaded.IsSound)
        {
            var difference = ConfigurationDifference.Between(_model, loaded.Model);
            _model = loaded.Model;
            _checks.Update(_model);
            _plugins?.Configure(_model);
            _instances.Apply(difference, _model);
            _log.Reloaded(difference.Added.Count, difference.Changed.Count, difference.Removed.Count);
        }
        else
        {
            _log.ReloadRefused(_options.Configuration);
        }
        _calm.Arm(_loop.Now + CalmAfter);
        ServiceNotifier.Notify("READY=1");
    }

    /// <summary>Gives everything up, in order: the wire and the addresses first, then what runs beside.</summary>
    private void Stop()
    {
        if (_isStopping) return;
        _isStopping = true;
        _log.Stopping();
        ServiceNotifier.Notify("STOPPING=1");
        if (_options.KeepAddresses) _instances.Abandon();
        else _instances.Stop();
        _checks.Stop();
        _endBy = _loop.Now + EndGrace;
        AwaitEnd(_loop.Now);
    }

    /// <summary>Waits for notify scripts, for the host to have taken the last notifications, and for the host itself; not for ever.</summary>
    private void AwaitEnd(Instant now)
    {
        bool isLate = now >= _endBy;
        if (_plugins is { IsEnded: false } && !_isHostToldToEnd && (_plugins.IsIdle || isLate))
        {
            _isHostToldToEnd = true;
            _endBy = now + EndGrace;
            _plugins.Stop();
        }
        else if (_commands.RunningCount == 0 && _plugins is not { IsEnded: false })
        {
            _loop.Stop();
            return;
        }
        else if (isLate)
        {
            _log.KilledAtEnd(_commands.RunningCount);
            _commands.KillAll();
            _plugins?.Kill();
            _loop.Stop();
            return;
        }
        _loop.CreateTimer(AwaitEnd).Arm(now + EndPoll);
    }

    private ControlServer? OpenControl(StatusReporter reporter)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_options.ControlSocket))!);
            return new ControlServer(_options.ControlSocket, _loop, () => reporter.ToJson(_loop.Now));
        }
        catch (Exception exception) when (exception is Linux.LinuxException or IOException or UnauthorizedAccessException)
        {
            // Addresses matter more than being asked about them.
            _log.NoControlSocket(_options.ControlSocket, exception.Message);
            return null;
        }
    }
}
