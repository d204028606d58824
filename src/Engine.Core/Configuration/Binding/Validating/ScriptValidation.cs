using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Scripts: whether their files are there and safe, and who runs them.</summary>
internal sealed class ScriptValidation(BoundFile file, BindingContext context)
{
    private const string DefaultUser = "keepalived_script";

    private readonly HashSet<string> _tracked = Tracked(file);
    private SyntaxWord? _firstUsed;
    private bool _hasReportedUser;

    /// <returns>The scripts that can be run.</returns>
    public List<VrrpScript> Run()
    {
        var scripts = new List<VrrpScript>();
        var names = new HashSet<string>();
        foreach (Bound<VrrpScript> bound in file.Scripts)
        {
            if (!names.Add(bound.Value.Name))
                context.Diagnostics.Warning(bound.Statement.Value(), $"vrrp_script '{bound.Value.Name}' is defined twice; the first counts");
            else if (IsUsable(bound)) scripts.Add(bound.Value);
        }
        return scripts;
    }

    /// <summary>A notification's script; null where it can't be run, which is reported.</summary>
    public NotifyScript? Usable(NotifyScript? script, SyntaxStatement instance, string keyword)
    {
        if (script is null) return null;
        SyntaxWord where = instance.Place(keyword);
        if (script.User is null) ExpectUser(where);
        return IsUsable(script.Command, where, isTracked: true) ? script : null;
    }

    /// <summary>Says that scripts are run which others may have written.</summary>
    /// <param name="isComplete">Whether all instances could be; otherwise nothing is run yet, and keepalived says nothing.</param>
    public void ReportInsecure(bool isComplete)
    {
        if (isComplete && _firstUsed is { } where) ReportInsecure(where, "scripts");
    }

    /// <inheritdoc cref="ReportInsecure(bool)"/>
    public void ReportInsecure(SyntaxWord where, string what)
    {
        if (file.Global.EnableScriptSecurity) return;
        context.Diagnostics.Warning(
            where,
            $"SECURITY VIOLATION - {what} are being executed but script_security not enabled.",
            "add enable_script_security to global_defs: scripts that others than root may change are then refused",
            Verdict.InsecureScripts);
    }

    /// <summary>Says once that scripts have no user of their own; they run as root then.</summary>
    public void ExpectUser(SyntaxWord where)
    {
        bool hasUser = !file.Global.EnableScriptSecurity || file.Global.ScriptUser is not null || context.Host.UserExists(DefaultUser);
        if (hasUser || _hasReportedUser) return;
        _hasReportedUser = true;
        context.Diagnostics.Error(
            where, $"there is no user {DefaultUser} for scripts: they run as root", "name a user by script_user in global_defs; keepalived 2.4 would not run them");
    }

    private static HashSet<string> Tracked(BoundFile file) =>
    [
        .. file.Instances.SelectMany(i => i.Value.TrackScripts).Select(reference => reference.Name),
        .. file.SyncGroups.SelectMany(g => g.Value.Tracked.Scripts).Select(reference => reference.Name),
    ];

    private bool IsUsable(Bound<VrrpScript> bound)
    {
        SyntaxWord where = bound.Statement.Value();
        bool isTracked = _tracked.Contains(bound.Value.Name);
        if (bound.Value.Program is not ShellProgram program) return true;
        if (program.Command.Words.Count == 0)
        {
            context.Diagnostics.Error(where, $"vrrp_script '{bound.Value.Name}' has no script; it is ignored");
            return false;
        }
        if (bound.Value.User is null) ExpectUser(where);
        return IsUsable(program.Command, bound.Statement.Place("script"), isTracked);
    }

    /// <param name="command">What is run.</param>
    /// <param name="where">Where that stands.</param>
    /// <param name="isTracked">Whether anything needs it; otherwise it is no mistake that it can't be run.</param>
    private bool IsUsable(ScriptCommand command, SyntaxWord where, bool isTracked)
    {
        // A line for a shell may begin with anything, and the shell itself is there.
        ScriptFileState state = command.NeedsShell ? ScriptFileState.Usable : context.Host.CheckScript(command.Words[0]);
        string? reason = state switch
        {
            ScriptFileState.Missing => $"Unable to access script `{command.Words[0]}` - disabling.",
            ScriptFileState.NotExecutable => $"script `{command.Words[0]}` is not executable - disabling.",
            ScriptFileState.WritableByOthers when file.Global.EnableScriptSecurity => $"Unsafe permissions found for script '{command.Words[0]}' - disabling.",
            _ => null,
        };
        if (reason is null)
        {
            if (isTracked) _firstUsed ??= where;
            return true;
        }
        if (isTracked) context.Diagnostics.Error(where, reason);
        else context.Diagnostics.Warning(where, reason, "nothing tracks it");
        return false;
    }
}
