using Holdfast.Configuration.Model;
using Holdfast.Tracking;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Commands;

/// <summary>One <c>vrrp_script</c> while it runs, whoever runs it: the results come in, the state goes out.</summary>
internal sealed class Check(VrrpScript configuration, ILogger log)
{
    private readonly ScriptTracker _tracker = new(configuration.Rise, configuration.Fall, configuration.InitFail);

    public VrrpScript Configuration => configuration;

    public string Name => configuration.Name;

    /// <summary><c>shell</c>, or the keyword of the plugin's check.</summary>
    public string Kind => configuration.Program switch
    {
        PluginProgram plugin => plugin.Keyword,
        CSharpProgram => "csx",
        _ => "shell",
    };

    public CheckState State => _tracker.State;

    /// <summary>What the last run said.</summary>
    public string Reason { get; private set; } = "has not run yet";

    public DateTimeOffset? LastRun { get; private set; }

    public TimeSpan? Duration { get; private set; }

    /// <summary>The state is another.</summary>
    public event Action? Changed;

    /// <summary>Nobody runs it any more: it is down, whatever rise and fall say.</summary>
    public void Fail(string reason)
    {
        Reason = reason;
        if (!_tracker.Fail()) return;
        log.CheckFailed(Name, reason);
        Changed?.Invoke();
    }

    /// <summary>A run could not tell: the state stays.</summary>
    public void ReportNothing(string reason) => Reason = reason;

    public void Report(bool success, string reason, TimeSpan duration)
    {
        LastRun = DateTimeOffset.UtcNow;
        Duration = duration;
        bool isNews = reason != Reason;
        Reason = reason;
        bool changed = _tracker.Report(success);
        if (changed && success) log.CheckSucceeded(Name);
        else if (changed) log.CheckFailed(Name, reason);
        else if (isNews && !success) log.CheckReason(Name, reason);
        if (changed) Changed?.Invoke();
    }
}
