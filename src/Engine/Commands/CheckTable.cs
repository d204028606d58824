using Holdfast.Configuration.Model;
using Holdfast.Engine.Loop;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Commands;

/// <summary>All checks by name, and what runs those that are shell scripts. A check that nothing tracks runs too: it may be tracked after a reload.</summary>
internal sealed class CheckTable(CommandRunner runner, EventLoop loop, ILogger log)
{
    private readonly Dictionary<string, Check> _checks = [];
    private readonly Dictionary<string, ShellCheck> _shellChecks = [];

    public IReadOnlyDictionary<string, Check> ByName => _checks;

    /// <summary>Makes the checks those of a configuration; one that is the same as before goes on with what it knows.</summary>
    public void Update(ConfigurationModel model)
    {
        foreach (Check check in _checks.Values.ToArray())
        {
            if (model.Scripts.Contains(check.Configuration)) continue;
            _checks.Remove(check.Name);
            if (_shellChecks.Remove(check.Name, out ShellCheck? shellCheck)) shellCheck.Dispose();
        }
        foreach (VrrpScript script in model.Scripts)
        {
            if (_checks.ContainsKey(script.Name)) continue;
            var check = new Check(script, log);
            _checks[script.Name] = check;
            if (script.Program is ShellProgram program)
                _shellChecks[script.Name] = new ShellCheck(check, program.Command, script.User ?? model.Global.ScriptUser, runner, loop);
        }
    }

    public void Stop()
    {
        foreach (ShellCheck check in _shellChecks.Values) check.Dispose();
    }
}
