using System.Globalization;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>Runs the commands of a transcript on one router, keeps its timers, and writes down what it answers.</summary>
internal sealed class TranscriptPlayer
{
    private readonly SortedDictionary<VrrpTimer, Instant> _timers = [];
    private readonly List<VrrpAction> _actions = [];
    private Instant _now;
    private VirtualRouterOptions _options = SampleRouter.Options(3);
    private VirtualRouter? _router;

    private VirtualRouter Router => _router ?? throw new InvalidOperationException("The first command has to be 'instance'.");

    public void Run(string command, List<string> answers)
    {
        string[] words = command.Split(' ');
        switch (words[0])
        {
            case "instance": Create(words); break;
            case "show": answers.Add(Show()); break;
            case "counters": answers.Add(ShowCounters(words[1..])); break;
            case "expire": Expire(Timer(words[1]), answers); break;
            case "after": _now += Span(words[1]); break;
            case "park": Apply((now, actions) => Router.Park(now, actions), answers); break;
            default:
                VrrpEvent what = Event(words);
                Apply((now, actions) => Router.Step(what, now, actions), answers);
                break;
        }
    }

    private void Create(string[] words)
    {
        _options = Configure(_options with { Name = words[1], Addresses = [IpAddress.Parse("192.0.2.100")] }, words.AsSpan(2));
        _router = new VirtualRouter(_options);
        _timers.Clear();
        Router.Step(VrrpEvent.PrimaryAddressChanged(IpAddress.Parse("192.0.2.5")), _now, _actions);
    }

    private VrrpEvent Event(string[] words) => words[0] switch
    {
        "start" => VrrpEvent.Start(),
        "stop" => VrrpEvent.Stop(),
        "fault" => VrrpEvent.Faulted(),
        "fault-cleared" => VrrpEvent.FaultCleared(),
        "priority" => VrrpEvent.PriorityChanged(byte.Parse(words[1], CultureInfo.InvariantCulture)),
        "primary-address" => VrrpEvent.PrimaryAddressChanged(IpAddress.Parse(words[1])),
        // advert 192.0.2.9 priority 150 [interval 1s]
        "advert" => VrrpEvent.AdvertReceived(new Advert(
            IpAddress.Parse(words[1]),
            byte.Parse(words[3], CultureInfo.InvariantCulture),
            words.Length > 4 ? Span(words[5]) : _options.AdvertInterval)),
        "rejected" => VrrpEvent.AdvertRejected(Enum.Parse<AdvertError>(words[2]), IpAddress.Parse(words[1])),
        "reconfigure" => VrrpEvent.Reconfigured(_options = Configure(_options, words.AsSpan(1))),
        _ => throw new InvalidOperationException($"no such command: {words[0]}"),
    };

    private static VirtualRouterOptions Configure(VirtualRouterOptions options, ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i += 2)
        {
            string value = words[i + 1];
            options = words[i] switch
            {
                "version" => options with { Version = byte.Parse(value, CultureInfo.InvariantCulture) },
                "priority" => options with { Priority = byte.Parse(value, CultureInfo.InvariantCulture) },
                "interval" => options with { AdvertInterval = Span(value) },
                "preempt" => options with { Preempt = value == "on" },
                "preempt-delay" => options with { PreemptDelay = Span(value) },
                "startup-delay" => options with { StartupDelay = Span(value) },
                "garp-repeat" => options with { Announcements = options.Announcements with { Repeat = Number(value) } },
                "garp-delay" => options with { Announcements = options.Announcements with { Delay = Span(value) } },
                "garp-refresh" => options with { Announcements = options.Announcements with { Refresh = Span(value) } },
                "garp-lower-prio-repeat" => options with { Announcements = options.Announcements with { LowerPriorityRepeat = Number(value) } },
                _ => throw new InvalidOperationException($"no such option: {words[i]}"),
            };
        }
        return options;
    }

    private void Expire(VrrpTimer timer, List<string> answers)
    {
        if (!_timers.Remove(timer, out Instant due))
        {
            answers.Add($"{Name(timer)} does not run");
            return;
        }
        _now = due > _now ? due : _now;
        Apply((now, actions) => Router.Step(VrrpEvent.TimerExpired(timer), now, actions), answers);
    }

    private void Apply(Action<Instant, List<VrrpAction>> step, List<string> answers)
    {
        VrrpState before = Router.State;
        _actions.Clear();
        step(_now, _actions);
        if (Router.State != before) answers.Add($"{_options.Name} {before} -> {Router.State} ({Router.Cause})");
        foreach (VrrpAction action in _actions)
        {
            if (action.Kind == VrrpActionKind.SetTimer) _timers[action.Timer] = _now + action.Delay;
            // A timer that does not run is cancelled to be safe; that is no news.
            if (action.Kind == VrrpActionKind.CancelTimer && !_timers.Remove(action.Timer)) continue;
            answers.Add("  " + Describe(action));
        }
        if (answers.Count == 0) answers.Add("nothing");
    }

    private static string Describe(in VrrpAction action) => action.Kind switch
    {
        VrrpActionKind.SendAdvert => $"send-advert priority={action.Priority}",
        VrrpActionKind.AddAddresses => "add-addresses",
        VrrpActionKind.RemoveAddresses => "remove-addresses",
        VrrpActionKind.Announce => $"gratuitous-arp count={action.Count}",
        VrrpActionKind.SetTimer => $"set-timer {Name(action.Timer)} {Text(action.Delay)}",
        VrrpActionKind.CancelTimer => $"cancel-timer {Name(action.Timer)}",
        VrrpActionKind.Transition => $"publish {action.To}",
        VrrpActionKind.Report => DescribeReport(action),
        _ => throw new InvalidOperationException($"not an action: {action.Kind}"),
    };

    private static string DescribeReport(in VrrpAction action) => action.Subject switch
    {
        VrrpReport.MasterDown => "report MasterDown",
        VrrpReport.AdvertRejected => $"report AdvertRejected {action.Error} from {action.Address}",
        VrrpReport.IntervalLearned => $"report IntervalLearned {Text(action.Delay)} from {action.Address}",
        _ => $"report {action.Subject} {action.Address} priority={action.Priority}",
    };

    private string Show()
    {
        IEnumerable<string> timers = _timers.Select(timer => $"{Name(timer.Key)}={Text(timer.Value - _now)}");
        return $"{Router.State} priority={Router.EffectivePriority} skew={Text(Router.SkewTime)} " +
            $"master-down-interval={Text(Router.MasterDownInterval)} timers: {string.Join(' ', timers.DefaultIfEmpty("none"))}";
    }

    private string ShowCounters(string[] names)
    {
        IReadOnlyDictionary<string, long> counters = Router.Counters.ToDictionary();
        return string.Join(' ', names.Select(name => $"{name}={counters[name]}"));
    }

    private static VrrpTimer Timer(string name) => Enum.GetValues<VrrpTimer>().Single(timer => Name(timer) == name);

    /// <summary>MasterDown as master-down.</summary>
    private static string Name(VrrpTimer timer) =>
        string.Concat(timer.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static TimeSpan Span(string text) => TimeSpan.FromSeconds(double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));

    private static string Text(TimeSpan span) => span.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";
}
