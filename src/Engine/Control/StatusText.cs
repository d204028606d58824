using System.Globalization;
using System.Text;

namespace Holdfast.Engine.Control;

/// <summary>A status report as people read it at a prompt.</summary>
internal static class StatusText
{
    public static string Format(StatusReport report, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"engine {report.Version}, pid {report.ProcessId}, up {Age(now - report.Started)}, {report.Configuration}\n");
        foreach (InstanceStatus instance in report.Instances) Append(text, instance, now);
        if (report.Checks.Count > 0) text.Append("\nCHECK                 STATUS   LAST RUN  TOOK      REASON\n");
        foreach (CheckStatus check in report.Checks)
        {
            string lastRun = check.LastRun is { } run ? Age(now - run) : "never";
            string took = check.DurationMilliseconds is { } ms ? $"{ms.ToString("0.0", CultureInfo.InvariantCulture)} ms" : "-";
            text.Append(CultureInfo.InvariantCulture, $"{check.Name,-21} {check.Status,-8} {lastRun,-9} {took,-9} {check.Reason}\n");
        }
        if (report.PluginHost is { } host) Append(text, host);
        if (report.Plugins.Count > 0) text.Append("\nPLUGIN                STATE        VERSION    GENERATION  REASON\n");
        foreach (PluginStatus plugin in report.Plugins)
            text.Append(CultureInfo.InvariantCulture, $"{plugin.Name,-21} {plugin.State,-12} {plugin.Version ?? "-",-10} {plugin.Generation,-11} {plugin.Reason}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, InstanceStatus instance, DateTimeOffset now)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{instance.Name}: {instance.State} for {Age(now - instance.Since)} ({instance.Cause})\n");
        text.Append(CultureInfo.InvariantCulture, $"  on {instance.Interface}, VRID {instance.VirtualRouterId}, VRRP version {instance.Version}\n");
        text.Append(CultureInfo.InvariantCulture, $"  priority {instance.Priority.Effective}, configured {instance.Priority.Base}\n");
        foreach (TrackerStatus tracker in instance.Priority.Trackers)
        {
            string state = tracker.Up switch { true => "up", false => "down", null => "not known yet" };
            string effect = tracker.Weight == 0
                ? "down means Fault"
                : $"weight {tracker.Weight}, adds {tracker.Contribution.ToString("+0;-0;0", CultureInfo.InvariantCulture)}";
            text.Append(CultureInfo.InvariantCulture, $"    {tracker.Kind} {tracker.Name}: {state}, {effect}\n");
        }
        foreach (string fault in instance.Faults) text.Append(CultureInfo.InvariantCulture, $"  fault: {fault}\n");
        text.Append(CultureInfo.InvariantCulture, $"  addresses {string.Join(", ", instance.Addresses)}\n");
        if (instance.Master is { } master)
            text.Append(CultureInfo.InvariantCulture, $"  heard {master.Address}, priority {master.Priority}, {Age(now - master.LastHeard)} ago\n");
        string counters = string.Join(", ", instance.Counters.Where(c => c.Value != 0).Select(c => $"{c.Key} {c.Value}"));
        if (counters.Length > 0) text.Append(CultureInfo.InvariantCulture, $"  {counters}\n");
    }

    private static void Append(StringBuilder text, PluginHostStatus host)
    {
        string state = host.Running ? $"running, pid {host.ProcessId}" : "not running";
        text.Append(CultureInfo.InvariantCulture, $"\nplugin host: {state}, {host.Restarts} restarts, {host.UnacknowledgedEvents} events not acknowledged\n");
    }

    private static string Age(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => $"{Math.Max(0, span.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)}s",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds}s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes}m",
        { TotalDays: < 2 } => $"{(int)span.TotalHours}h",
        _ => $"{(int)span.TotalDays}d",
    };
}
