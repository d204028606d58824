using System.Globalization;
using Holdfast.Configuration.Model;
using Holdfast.Engine.Commands;
using Holdfast.Vrrp;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Instances;

/// <summary>A change of state, as everybody outside of the state machine hears of it.</summary>
internal readonly record struct StateChange(Instance Instance, VrrpState From, VrrpState To, TransitionCause Cause);

/// <summary>Tells of changes of state: the log, the notify scripts, and whoever else has asked.</summary>
internal sealed class TransitionPublisher(CommandRunner commands, ILogger log)
{
    /// <summary>Raised after the scripts were started.</summary>
    public event Action<StateChange>? Changed;

    public void Publish(Instance instance, VrrpState from, VrrpState to, TransitionCause cause)
    {
        instance.SinceWallClock = DateTimeOffset.UtcNow;
        Write(instance, from, to, cause);
        NotifyScripts scripts = instance.Configuration.Notify;
        NotifyScript? script = to switch
        {
            VrrpState.Master => scripts.Master,
            VrrpState.Backup => scripts.Backup,
            VrrpState.Fault => scripts.Fault,
            _ => scripts.Stop,
        };
        string[] arguments = ["INSTANCE", instance.Name, Word(to), instance.Router.EffectivePriority.ToString(CultureInfo.InvariantCulture)];
        if (script is not null) commands.StartAndForget(script, []);
        if (scripts.Any is { } any) commands.StartAndForget(any, arguments);
        Changed?.Invoke(new StateChange(instance, from, to, cause));
    }

    /// <summary>keepalived's word for a state, as notify scripts expect it.</summary>
    public static string Word(VrrpState state) => state switch
    {
        VrrpState.Master => "MASTER",
        VrrpState.Backup => "BACKUP",
        VrrpState.Fault => "FAULT",
        _ => "STOP",
    };

    private void Write(Instance instance, VrrpState from, VrrpState to, TransitionCause cause)
    {
        if (to == VrrpState.Initialize) log.Stopped(instance.Name);
        else if (to == VrrpState.Backup && from == VrrpState.Initialize) log.EnteringBackupAtStart(instance.Name);
        else log.Entering(instance.Name, Word(to), cause);
    }
}
