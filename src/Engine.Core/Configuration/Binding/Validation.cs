using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>
/// What shows only when all blocks are read: defaults of <c>global_defs</c>, names that refer to nothing, files and
/// interfaces that are not there. What can't be run is left out of the model and reported.
/// </summary>
internal sealed class Validation(BoundFile file, BindingContext context)
{
    private const int MaxAddresses = 255;
    private bool _hasScripts;

    public ConfigurationModel Run()
    {
        var scripts = new List<VrrpScript>();
        foreach (Bound<VrrpScript> bound in file.Scripts)
        {
            if (scripts.Exists(s => s.Name == bound.Value.Name)) Error(bound.Statement, $"vrrp_script '{bound.Value.Name}' is defined twice; the first counts");
            else if (IsUsable(bound)) scripts.Add(bound.Value);
        }
        var instances = new List<VrrpInstance>();
        foreach (Bound<VrrpInstance> bound in file.Instances)
            if (Check(bound, instances, scripts) is { } instance) instances.Add(instance);
        if (_hasScripts && !file.Global.EnableScriptSecurity)
        {
            context.Diagnostics.Warning(
                (file.Scripts.Count > 0 ? file.Scripts[0].Statement : file.Instances[0].Statement).Keyword,
                "SECURITY VIOLATION - scripts are being executed but script_security not enabled.",
                "add enable_script_security to global_defs: scripts that others than root may change are then refused",
                Verdict.InsecureScripts);
        }
        return new ConfigurationModel { Global = file.Global, Scripts = [.. scripts], Instances = [.. instances] };
    }

    private bool IsUsable(Bound<VrrpScript> bound) => bound.Value.Program switch
    {
        ShellProgram { Command.Words.Count: 0 } => Refuse(bound.Statement, $"vrrp_script '{bound.Value.Name}' has no script; it is ignored"),
        ShellProgram { Command: var command } => IsUsable(command, bound.Statement),
        _ => true,
    };

    private bool IsUsable(ScriptCommand command, SyntaxStatement where)
    {
        // A line for a shell may begin with anything, and the shell itself is there.
        ScriptFileState state = command.NeedsShell ? ScriptFileState.Usable : context.Host.CheckScript(command.Words[0]);
        switch (state)
        {
            case ScriptFileState.Missing:
                return Refuse(where, $"Unable to access script `{command.Words[0]}` - disabling.");
            case ScriptFileState.NotExecutable:
                return Refuse(where, $"script `{command.Words[0]}` is not executable - disabling.");
            case ScriptFileState.WritableByOthers when file.Global.EnableScriptSecurity:
                return Refuse(where, $"Unsafe permissions found for script '{command.Words[0]}' - disabling.");
            case ScriptFileState.Usable:
            case ScriptFileState.WritableByOthers:
            default:
                _hasScripts = true;
                return true;
        }
    }

    private VrrpInstance? Check(Bound<VrrpInstance> bound, List<VrrpInstance> others, List<VrrpScript> scripts)
    {
        VrrpInstance instance = WithDefaults(bound);
        SyntaxStatement where = bound.Statement;
        if (instance.VirtualRouterId == 0) return Refuse<VrrpInstance>(where, $"({instance.Name}) the virtual_router_id has not been configured; the instance is ignored");
        if (instance.Interface.Length == 0) return Refuse<VrrpInstance>(where, $"({instance.Name}) has no interface; the instance is ignored");
        if (others.Exists(o => o.Name == instance.Name)) return Refuse<VrrpInstance>(where, $"vrrp_instance '{instance.Name}' is defined twice; the first counts");
        if (others.Find(o => o.Interface == instance.Interface && o.VirtualRouterId == instance.VirtualRouterId) is { } same)
            return Refuse<VrrpInstance>(where, $"({instance.Name}) VRID {instance.VirtualRouterId} on {instance.Interface} is {same.Name}'s already; the instance is ignored", Lints.SameRouterTwice);
        if (!context.Host.InterfaceExists(instance.Interface))
            Error(where, $"WARNING - interface {instance.Interface} for vrrp_instance {instance.Name} doesn't exist", "the instance waits in FAULT until it does");
        if (instance.Addresses.Count == 0 && instance.ExcludedAddresses.Count == 0)
            Error(where, $"({instance.Name}) No VIP specified; at least one is sensible");
        if (instance.Addresses.Count > MaxAddresses)
            return Refuse<VrrpInstance>(where, $"({instance.Name}) an advert has room for {MaxAddresses} addresses; put the others into virtual_ipaddress_excluded");
        return instance with
        {
            TrackScripts = [.. instance.TrackScripts.Where(reference => IsKnown(reference, instance, where, scripts))],
            TrackInterfaces = [.. instance.TrackInterfaces.Where(reference => IsInterface(reference, instance, where))],
            Notify = instance.Notify with
            {
                Master = Usable(instance.Notify.Master, where),
                Backup = Usable(instance.Notify.Backup, where),
                Fault = Usable(instance.Notify.Fault, where),
                Stop = Usable(instance.Notify.Stop, where),
                Any = Usable(instance.Notify.Any, where),
            },
        };
    }

    private VrrpInstance WithDefaults(Bound<VrrpInstance> bound)
    {
        VrrpInstance instance = bound.Value;
        SyntaxStatement where = bound.Statement;
        if (instance.Version == 0) instance = instance with { Version = (byte)file.Global.VrrpVersion };
        if (instance.NoPreempt && instance.StartsAsMaster)
        {
            Error(where, $"({instance.Name}) Warning - nopreempt will not work with initial state MASTER - clearing", Lints.MasterWithNoPreempt);
            instance = instance with { NoPreempt = false };
        }
        return instance.Version == 2 ? WithVersion2(instance, where) : WithVersion3(instance, where);
    }

    private VrrpInstance WithVersion2(VrrpInstance instance, SyntaxStatement where)
    {
        var seconds = TimeSpan.FromSeconds(Math.Clamp(Math.Round(instance.AdvertInterval.TotalSeconds, MidpointRounding.AwayFromZero), 1, 255));
        if (seconds == instance.AdvertInterval) return instance;
        Error(
            where,
            FormattableString.Invariant($"({instance.Name}) advert_int {instance.AdvertInterval.TotalSeconds} is no whole second: VRRP version 2 uses {seconds.TotalSeconds}"),
            Lints.FractionUnderVersion2);
        return instance with { AdvertInterval = seconds };
    }

    private VrrpInstance WithVersion3(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Password.Count > 0)
        {
            Error(where, $"({instance.Name}) VRRP version 3 does not support authentication. Ignoring.", Lints.PasswordUnderVersion3);
            instance = instance with { Password = [] };
        }
        double centiseconds = Math.Clamp(Math.Round(instance.AdvertInterval.TotalSeconds * 100), 1, 4095);
        TimeSpan interval = TimeSpan.FromMilliseconds(centiseconds * 10);
        if (interval == instance.AdvertInterval) return instance;
        Error(where, FormattableString.Invariant($"({instance.Name}) advert_int becomes {interval.TotalSeconds}: VRRP version 3 has hundredths of a second up to 40.95"));
        return instance with { AdvertInterval = interval };
    }

    private NotifyScript? Usable(NotifyScript? script, SyntaxStatement where) =>
        script is not null && IsUsable(script.Command, where) ? script : null;

    private bool IsKnown(TrackReference reference, VrrpInstance instance, SyntaxStatement where, List<VrrpScript> scripts)
    {
        if (scripts.Exists(s => s.Name == reference.Name)) return true;
        bool isDisabled = file.Scripts.Any(s => s.Value.Name == reference.Name);
        string? near = isDisabled ? null : Spelling.Nearest(reference.Name, scripts.Select(s => s.Name));
        return Refuse(
            where,
            $"({instance.Name}) track_script {reference.Name} {(isDisabled ? "can't be run" : "not found")}, ignoring",
            near is null ? null : $"did you mean '{near}'?");
    }

    private bool IsInterface(TrackReference reference, VrrpInstance instance, SyntaxStatement where)
    {
        // It stays tracked: it may come yet, and until then it counts as down.
        if (!context.Host.InterfaceExists(reference.Name))
            Error(where, $"({instance.Name}) tracked interface {reference.Name} doesn't exist");
        return true;
    }

    private void Error(SyntaxStatement where, string message, string? suggestion = null) =>
        context.Diagnostics.Error(where.Words.Count > 1 ? where.Words[1] : where.Keyword, message, suggestion);

    private void Error(SyntaxStatement where, string message, Lint lint) =>
        context.Diagnostics.Error(where.Value(), message, lint);

    private bool Refuse(SyntaxStatement where, string message, string? suggestion = null)
    {
        Error(where, message, suggestion);
        return false;
    }

    private T? Refuse<T>(SyntaxStatement where, string message, Lint lint)
        where T : class
    {
        Error(where, message, lint);
        return null;
    }

    private T? Refuse<T>(SyntaxStatement where, string message)
        where T : class
    {
        Error(where, message);
        return null;
    }
}
