using Holdfast.Plugins;
using Holdfast.Plugins.Channel;
using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// What the host does between the engine's first message and its end: plugins are loaded and replaced, checks scheduled,
/// notifications handed out. One change at a time; the checks and notifiers themselves run beside.
/// </summary>
internal sealed class HostSession : IAsyncDisposable
{
    private readonly EngineLink _link;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly HostConfiguration _configuration = new();
    private readonly Dictionary<string, PluginSlot> _slots = [];
    private readonly Dictionary<string, CheckSchedule> _schedules = [];
    private readonly List<PluginWatcher> _watchers = [];
    private readonly NotificationDispatcher _notifications;
    private ConfigureMessage? _last;

    public HostSession(EngineLink link, ILogger log)
    {
        _link = link;
        _log = log;
        _notifications = new NotificationDispatcher(Notifiers, link, log);
    }

    public async Task HandleAsync(Message message)
    {
        switch (message)
        {
            case ConfigureMessage configure: await ConfigureAsync(configure); break;
            case NotifyMessage notify: _notifications.Enqueue(notify); break;
            // The engine closes the connection next, and that ends us.
            case ShutdownMessage: break;
            default: _log.BadMessage($"{message.GetType().Name} is for the engine"); break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PluginWatcher watcher in _watchers) watcher.Dispose();
        await _gate.WaitAsync();
        foreach (CheckSchedule schedule in _schedules.Values) await schedule.DisposeAsync();
        foreach (PluginSlot slot in _slots.Values) await slot.StopAsync();
        _gate.Dispose();
    }

    private IReadOnlyList<(string Plugin, INotifier Notifier)> Notifiers()
    {
        _gate.Wait();
        try
        {
            return [.. from slot in _slots.Values from notifier in slot.Current?.Notifiers ?? [] select (slot.Entry.Name, notifier)];
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ConfigureAsync(ConfigureMessage configure)
    {
        await _gate.WaitAsync();
        try
        {
            bool isFirst = _last is null;
            _last = configure;
            _configuration.Directory = configure.ConfigurationDirectory;
            _configuration.Global = ToGlobal(configure.Global);
            if (isFirst)
            {
                await LoadManifestAsync();
                Watch(configure.PluginsFile, LoadManifestAsync);
            }
            else
            {
                await ScheduleAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the plugins those of plugins.json; a file that can't be read changes nothing.</summary>
    private async Task LoadManifestAsync()
    {
        PluginManifest manifest;
        try
        {
            manifest = PluginManifest.Read(_last!.PluginsFile);
        }
        catch (InvalidDataException exception)
        {
            _log.ManifestUnusable(_last!.PluginsFile, exception.Message);
            await ScheduleAsync();
            return;
        }
        foreach (PluginSlot slot in _slots.Values.Where(s => !manifest.Plugins.Any(p => IsSame(p, s.Entry))).ToArray())
        {
            _slots.Remove(slot.Entry.Name);
            await ScheduleAsync();
            await slot.StopAsync();
        }
        foreach (PluginEntry entry in manifest.Plugins.Where(p => !_slots.ContainsKey(p.Name)))
        {
            string stateDirectory = Path.Combine(_last!.StateDirectory, entry.Name);
            Directory.CreateDirectory(stateDirectory);
            var slot = new PluginSlot(entry, new EngineContext(entry, _configuration, stateDirectory), _link, _log);
            _slots.Add(entry.Name, slot);
            await slot.LoadAsync(swapped: () => Task.CompletedTask);
            if (Directory.Exists(Path.GetDirectoryName(entry.Path))) Watch(entry.Path, () => slot.LoadAsync(() => MoveChecksAsync(slot)));
        }
        await ScheduleAsync();
    }

    private void Watch(string file, Func<Task> changed) => _watchers.Add(new PluginWatcher(Path.GetFullPath(file), () => _ = TakeTurnAsync(changed)));

    private async Task TakeTurnAsync(Func<Task> change)
    {
        await _gate.WaitAsync();
        try
        {
            await change();
        }
        catch (Exception exception)
        {
            _log.ManifestUnusable(_last!.PluginsFile, exception.ToString());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the schedules those of the configuration; a check that is the same as before goes on.</summary>
    private async Task ScheduleAsync()
    {
        foreach (CheckSchedule schedule in _schedules.Values.ToArray())
        {
            string name = schedule.Definition.Name;
            CheckMessage? now = _last!.Checks.FirstOrDefault(c => c.Name == name);
            bool isSame = now is not null && Describe(now) == Describe(schedule.Definition) && FindProvider(now) is not null;
            if (isSame) continue;
            _schedules.Remove(name);
            await schedule.DisposeAsync();
        }
        foreach (CheckMessage definition in _last!.Checks)
        {
            if (_schedules.ContainsKey(definition.Name)) continue;
            if (CreateCheck(definition) is { } check) _schedules.Add(definition.Name, new CheckSchedule(definition, check, _link, _log));
        }
    }

    /// <summary>Gives every check that this plugin provides to its new generation.</summary>
    private async Task MoveChecksAsync(PluginSlot slot)
    {
        foreach (CheckSchedule schedule in _schedules.Values)
        {
            if (FindProvider(schedule.Definition) is not { } provider || provider.Slot != slot) continue;
            if (CreateCheck(schedule.Definition) is { } check) await schedule.ReplaceAsync(check);
        }
        await ScheduleAsync();
    }

    private IHealthCheck? CreateCheck(CheckMessage definition)
    {
        string keyword = definition.Statement.Words[0].Text;
        if (FindProvider(definition) is not { } provider)
        {
            _log.NoProvider(definition.Name, keyword);
            _link.Send(new CheckResultMessage(definition.Name, Success: false, $"no plugin provides '{keyword}'", 0));
            return null;
        }
        try
        {
            return provider.Create(ToStatement(definition.Statement), new Diagnostics(_link));
        }
        catch (Exception exception)
        {
            _link.Send(new CheckResultMessage(definition.Name, Success: false, $"{provider.Slot.Entry.Name} can't make it: {exception.Message}", 0));
            return null;
        }
    }

    private (PluginSlot Slot, CreateCheck Create)? FindProvider(CheckMessage definition)
    {
        string keyword = definition.Statement.Words[0].Text;
        (PluginSlot Slot, CreateCheck Create)? found = null;
        foreach (PluginSlot slot in _slots.Values)
        {
            if (slot.Current?.Checks.TryGetValue(keyword, out CreateCheck? create) != true) continue;
            if (found is { } first) _log.TwoOwners(first.Slot.Entry.Name, slot.Entry.Name, keyword);
            else found = (slot, create!);
        }
        return found;
    }

    private static bool IsSame(PluginEntry left, PluginEntry right) =>
        left.Name == right.Name && left.Path == right.Path && left.Settings?.GetRawText() == right.Settings?.GetRawText();

    private static string Describe(CheckMessage check) => string.Join('\0', Words(check.Statement).Prepend($"{check.IntervalSeconds} {check.TimeoutSeconds}"));

    private static IEnumerable<string> Words(StatementMessage statement) =>
        statement.Words.Select(w => w.Text).Concat((statement.Block ?? []).SelectMany(Words).Prepend("{").Append("}"));

    private static ConfigStatement ToStatement(StatementMessage statement) => new(
        ToWord(statement.Words[0]),
        [.. statement.Words.Skip(1).Select(ToWord)],
        statement.Block is { } block ? [.. block.Select(ToStatement)] : null);

    private static ConfigWord ToWord(WordMessage word) => new(word.Text, word.File, word.Line, word.Column);

    private static GlobalDefinitions ToGlobal(GlobalMessage global) => new()
    {
        RouterId = global.RouterId,
        HostName = global.HostName,
        NotificationEmail = global.NotificationEmail,
        NotificationEmailFrom = global.NotificationEmailFrom,
        SmtpServer = global.SmtpServer,
        SmtpPort = global.SmtpPort,
        SmtpHeloName = global.SmtpHeloName,
        SmtpConnectTimeout = TimeSpan.FromSeconds(global.SmtpConnectTimeoutSeconds),
    };

    private sealed class Diagnostics(EngineLink link) : IDiagnostics
    {
        public void Report(ConfigWord where, string message) =>
            link.Send(new DiagnosticMessage(where.File, where.Line, where.Column, where.Text.Length, message));
    }
}
