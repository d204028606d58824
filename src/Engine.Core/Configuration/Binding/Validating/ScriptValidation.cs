using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>Scripts: whether their files are there and safe, and who runs them.</summary>
internal sealed class ScriptValidation(BoundFile file, BindingContext context)
{
    private const string DefaultUser = "keepalived_script";

    private readonly HashSet<string> _withoutUser = [];
    private readonly HashSet<string> _withUnknownUser = [];
    private SyntaxWord? _firstUsed;
    private bool _hasReportedUser;

    /// <summary>Whether there is a script of that name, though it may be none that can be run.</summary>
    public bool IsKnown(string name) => file.Scripts.Exists(s => s.Value.Name == name && s.Value.Program is not ShellProgram { Command.Words.Count: 0 });

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
        return IsUsable(script, where) ? script : null;
    }

    /// <summary>Checks what is read and not carried out as what is.</summary>
    public void CheckReadOnly()
    {
        foreach ((NotifyScript script, SyntaxWord where) in context.ReadOnlyScripts) _ = IsUsable(script, where);
    }

    /// <summary>Says that scripts are run which others may have written.</summary>
    public void ReportInsecure()
    {
        if (!context.LacksInterface && _firstUsed is { } where) ReportInsecure(where, "scripts");
    }

    /// <inheritdoc cref="ReportInsecure()"/>
    public void ReportInsecure(SyntaxWord where, string what)
    {
        if (file.Global.EnableScriptSecurity) return;
        context.Diagnostics.Warning(
            where,
            $"SECURITY VIOLATION - {what} are being executed but script_security not enabled.",
            "add enable_script_security to global_defs: scripts that others than root may change are then refused",
            Verdict.InsecureScripts);
    }

    /// <summary>
    /// Whether a script that names no user has one: not where script security is on and neither script_user is given nor the
    /// user is there that scripts run as. It runs as root then, as it always has, and that is reported.
    /// </summary>
    public bool HasUser(SyntaxWord where)
    {
        if (!file.Global.EnableScriptSecurity || file.Global.ScriptUser is not null || context.Host.UserExists(DefaultUser)) return true;
        _hasReportedUser = true;
        context.Diagnostics.Error(
            where, $"there is no user {DefaultUser} for scripts: it runs as root", "name a user by script_user in global_defs; keepalived 2.4 would not run it");
        return false;
    }

    /// <summary>What is to be said of a command's file. A line for a shell may begin with anything, unless that is a path; the shell itself is there.</summary>
    public ScriptFileState State(ScriptCommand command)
    {
        bool isPath = command.Words[0].StartsWith('/') && !ScriptCommands.NeedsShell(command.Words[0]);
        return command.NeedsShell && !isPath ? ScriptFileState.Usable : context.Host.CheckScript(command.Words[0]);
    }

    /// <summary>Whether a script runs as root for want of a user.</summary>
    public bool LacksUser(string script) => _withoutUser.Contains(script);

    /// <summary>Whether a script is not run since its user is not known.</summary>
    public bool HasUnknownUser(string script) => _withUnknownUser.Contains(script);

    private bool IsUsable(Bound<VrrpScript> bound)
    {
        SyntaxWord where = bound.Statement.Value();
        if (bound.Value.Program is not ShellProgram program) return true;
        if (program.Command.Words.Count == 0)
        {
            context.Diagnostics.Error(where, $"vrrp_script '{bound.Value.Name}' has no script; it is ignored");
            return false;
        }
        if (HasUnknownUser(bound))
        {
            _withUnknownUser.Add(bound.Value.Name);
            return false;
        }
        if (bound.Value.User is null && !HasUser(where)) _withoutUser.Add(bound.Value.Name);
        return IsUsable(program.Command, bound.Statement.Place("script"), isMistake: true);
    }

    /// <summary>Whether the user is not known who is to run a script: nobody else runs it then, least of all root.</summary>
    private bool HasUnknownUser(Bound<VrrpScript> bound)
    {
        if (bound.Value.User is not null) return false;
        // What is wrong with its own user was said where that stands.
        if (bound.Statement.Block.Last("user") is not null) return true;
        if (context.HasUnknownScriptUser) context.Diagnostics.Error(bound.Statement.Value(), $"vrrp_script '{bound.Value.Name}' has no user, since that of script_user is not known; it is ignored");
        return context.HasUnknownScriptUser;
    }

    private bool IsUsable(NotifyScript script, SyntaxWord where)
    {
        if (script.User is null && context.HasUnknownScriptUser)
        {
            context.Diagnostics.Warning(where, $"'{script.Command.Line}' has no user, since that of script_user is not known; it is not run");
            return false;
        }
        if (script.User is null && !_hasReportedUser) _ = HasUser(where);
        return IsUsable(script.Command, where, isMistake: false);
    }

    /// <param name="command">What is run.</param>
    /// <param name="where">Where that stands.</param>
    /// <param name="isMistake">Whether keepalived reports that it can't be run.</param>
    private bool IsUsable(ScriptCommand command, SyntaxWord where, bool isMistake)
    {
        string? reason = State(command) switch
        {
            ScriptFileState.Missing => $"Unable to access script `{command.Words[0]}` - disabling.",
            ScriptFileState.NotExecutable => $"script `{command.Words[0]}` is not executable - disabling.",
            ScriptFileState.WritableByOthers when file.Global.EnableScriptSecurity => $"Unsafe permissions found for script '{command.Words[0]}' - disabling.",
            _ => null,
        };
        if (reason is null)
        {
            _firstUsed ??= where;
            return true;
        }
        if (isMistake) context.Diagnostics.Error(where, reason);
        else context.Diagnostics.Warning(where, reason);
        return false;
    }
}
