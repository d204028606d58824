using Holdfast.Plugins;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// The checks of the configuration, each with the plugin that provides it. It is arranged anew whenever the
/// configuration or the plugins change; a check to which neither happened goes on undisturbed.
/// </summary>
internal sealed class CheckTable(EngineLink link, ILogger log)
{
    /// <summary>How long a plugin may take to read its block.</summary>
    private static readonly TimeSpan CreateLimit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, CheckSchedule> _schedules = [];
    private readonly Dictionary<string, string> _withoutCheck = [];
    private readonly HashSet<(string Owner, string Other, string Keyword)> _conflicts = [];

    /// <summary>Makes the schedules those of the configuration.</summary>
    /// <param name="definitions">The checks of the configuration.</param>
    /// <param name="slots">The plugins, in the order of plugins.json: of two that provide a keyword the first has it.</param>
    public async Task ArrangeAsync(IReadOnlyList<CheckMessage> definitions, IReadOnlyList<PluginSlot> slots)
    {
        ReportConflicts(slots);
        foreach (CheckSchedule schedule in _schedules.Values.ToArray())
        {
            string name = schedule.Definition.Name;
            if (!definitions.Any(d => d.Name == name && Describe(d) == Describe(schedule.Definition))) End(name);
        }
        foreach (string name in _withoutCheck.Keys.Except(definitions.Select(d => d.Name)).ToArray()) _withoutCheck.Remove(name);
        foreach (CheckMessage definition in definitions) await ArrangeAsync(definition, slots);
    }

    /// <summary>Ends all.</summary>
    public void End()
    {
        foreach (string name in _schedules.Keys.ToArray()) End(name);
    }

    private async Task ArrangeAsync(CheckMessage definition, IReadOnlyList<PluginSlot> slots)
    {
        string keyword = definition.Statement.Words[0].Text;
        PluginSlot? owner = slots.FirstOrDefault(slot => slot.Current?.Checks.ContainsKey(keyword) == true);
        if (owner?.Current is not { } generation)
        {
            End(definition.Name);
            // While plugins are still being loaded nothing is known yet, which is no reason to call a service down.
            if (slots.All(slot => slot.Settled.IsCompleted)) Fail(definition, $"no plugin provides '{keyword}'");
            return;
        }
        _schedules.TryGetValue(definition.Name, out CheckSchedule? schedule);
        if (schedule?.Generation == generation) return;
        try
        {
            ConfigStatement statement = ChannelTerms.ToStatement(definition.Statement);
            CreateCheck create = generation.Checks[keyword];
            IHealthCheck check = await Task.Run(() => create(statement, new Diagnostics(link))).WaitAsync(CreateLimit);
            var hosted = new HostedCheck(check, generation);
            _withoutCheck.Remove(definition.Name);
            if (schedule is not null) schedule.Use(hosted);
            else _schedules.Add(definition.Name, new CheckSchedule(definition, hosted, link, log));
        }
        catch (Exception exception)
        {
            End(definition.Name);
            Fail(definition, $"{owner.Entry.Name} can't make it: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private void End(string name)
    {
        if (_schedules.Remove(name, out CheckSchedule? schedule)) schedule.Dispose();
    }

    /// <summary>The result goes to the engine each time, which may have forgotten it; the log has it once.</summary>
    private void Fail(CheckMessage definition, string reason)
    {
        link.Send(new CheckResultMessage(definition.Name, Success: false, reason, 0));
        if (_withoutCheck.GetValueOrDefault(definition.Name) == reason) return;
        _withoutCheck[definition.Name] = reason;
        log.NoCheck(definition.Name, reason);
    }

    private void ReportConflicts(IReadOnlyList<PluginSlot> slots)
    {
        HashSet<(string Owner, string Other, string Keyword)> conflicts =
        [
            .. from slot in slots
               from keyword in slot.Current?.Checks.Keys ?? []
               let owner = slots.First(s => s.Current?.Checks.ContainsKey(keyword) == true)
               where owner != slot
               select (owner.Entry.Name, slot.Entry.Name, keyword),
        ];
        foreach ((string owner, string other, string keyword) in conflicts.Except(_conflicts)) log.TwoOwners(owner, other, keyword);
        _conflicts.Clear();
        _conflicts.UnionWith(conflicts);
    }

    private static string Describe(CheckMessage check) => string.Join('\0', Words(check.Statement).Prepend($"{check.IntervalSeconds} {check.TimeoutSeconds}"));

    private static IEnumerable<string> Words(StatementMessage statement) =>
        statement.Words.Select(w => w.Text).Concat((statement.Block ?? []).SelectMany(Words).Prepend("{").Append("}"));

    private sealed class Diagnostics(EngineLink link) : IDiagnostics
    {
        public void Report(ConfigWord where, string message) =>
            link.Send(new DiagnosticMessage(where.File, where.Line, where.Column, where.Text.Length, message));
    }
}
