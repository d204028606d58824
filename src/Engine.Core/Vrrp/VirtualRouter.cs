namespace Holdfast.Vrrp;

/// <summary>The states of RFC 9568, section 6.4 (there "Active" is what is Master here), and keepalived's Fault.</summary>
internal enum VrrpState : byte
{
    Initialize,
    Backup,
    Master,

    /// <summary>Something is missing that the router can't be without; it waits for it and takes no part.</summary>
    Fault,
}

/// <summary>Where a router is in its startup delay.</summary>
internal enum StartupDelayState : byte
{
    NotBegun,
    Running,
    Over,
}

/// <summary>
/// The state machine of one virtual router: RFC 3768 and RFC 9568, section 6.4. Pure: the same events at the same times
/// always give the same actions.
/// </summary>
internal sealed partial class VirtualRouter
{
    private VirtualRouterOptions _options;
    private byte _priority;
    private IpAddress _primaryAddress;

    // Master_Adver_Interval: what the master announces; version 2 has only one interval for all.
    private TimeSpan _masterAdvertInterval;
    private StartupDelayState _startupDelay;
    private bool _isPreemptDelayRunning;
    private bool _isPreemptDelayOver;
    private bool _isLowerPriorityAnnounceArmed;

    public VirtualRouter(VirtualRouterOptions options)
    {
        _options = options;
        _priority = options.Priority;
        _masterAdvertInterval = options.AdvertInterval;
    }

    public VrrpState State { get; private set; }

    public TransitionCause Cause { get; private set; }

    /// <summary>When the state was entered.</summary>
    public Instant Since { get; private set; }

    /// <summary>The advert taken last, from a master other than this router.</summary>
    public Advert LastHeard { get; private set; }

    /// <summary>When it came.</summary>
    public Instant LastHeardAt { get; private set; }

    /// <summary>The priority that counts, trackers included.</summary>
    public byte EffectivePriority => _priority;

    public VrrpCounters Counters { get; } = new();

    /// <summary>Skew_Time: RFC 3768, section 6.1 in version 2; RFC 9568, section 6.1 in version 3.</summary>
    public TimeSpan SkewTime => _options.Version == 2
        ? TimeSpan.FromSeconds(1) * (256 - _priority) / 256
        : _masterAdvertInterval * (256 - _priority) / 256;

    /// <summary>Master_Down_Interval (RFC 9568, section 6.1).</summary>
    public TimeSpan MasterDownInterval => (3 * _masterAdvertInterval) + SkewTime;

    /// <summary>
    /// Takes one event and says what is to be done.
    /// </summary>
    /// <param name="what">The event.</param>
    /// <param name="now">When it happened; never earlier than in the step before.</param>
    /// <param name="actions">
    /// Where the actions are added, in the order in which they must happen. On becoming master the advert comes first,
    /// since it silences a rival; then the addresses, then their announcement. On leaving master the addresses go before
    /// anything is said, so that no two hosts answer for one address. A <see cref="VrrpActionKind.Transition"/> comes
    /// last: who hears of it finds it done.
    /// </param>
    public void Step(in VrrpEvent what, Instant now, List<VrrpAction> actions)
    {
        switch (what.Kind)
        {
            case VrrpEventKind.Start: Start(now, actions); break;
            case VrrpEventKind.Stop: Leave(VrrpState.Initialize, TransitionCause.Stopped, now, actions); break;
            case VrrpEventKind.Faulted: Leave(VrrpState.Fault, TransitionCause.Faulted, now, actions); break;
            case VrrpEventKind.FaultCleared: ClearFault(now, actions); break;
            case VrrpEventKind.AdvertReceived: Receive(what.Advert, now, actions); break;
            case VrrpEventKind.AdvertRejected: Reject(what.Error, what.Address, actions); break;
            case VrrpEventKind.TimerExpired: Expire(what.Timer, now, actions); break;
            case VrrpEventKind.PriorityChanged: _priority = what.Priority; break;
            case VrrpEventKind.PrimaryAddressChanged: _primaryAddress = what.Address; break;
            case VrrpEventKind.Reconfigured: Reconfigure(what.Options!, actions); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what.Kind, "not an event");
        }
    }

    /// <summary>Parks the router in Fault after a step threw: whatever it held is given up.</summary>
    public void Park(Instant now, List<VrrpAction> actions)
    {
        actions.Clear();
        foreach (VrrpTimer timer in Enum.GetValues<VrrpTimer>()) actions.Add(VrrpAction.CancelTimer(timer));
        actions.Add(VrrpAction.RemoveAddresses());
        if (State == VrrpState.Master)
        {
            Counters.LeftMaster++;
            Send(0, actions);
        }
        _startupDelay = StartupDelayState.Over;
        _isLowerPriorityAnnounceArmed = false;
        ForgetPreemptDelay();
        Enter(VrrpState.Fault, TransitionCause.InternalError, now, actions);
    }

    private void Start(Instant now, List<VrrpAction> actions)
    {
        if (State != VrrpState.Initialize) return;
        BeginStartupDelay(actions);
        if (_startupDelay == StartupDelayState.Over) Startup(TransitionCause.Started, now, actions);
    }

    /// <summary>
    /// The delay counts from the first event, a fault too: it is there for links and switches that settle after boot, so
    /// a link that comes and goes must not cut it short.
    /// </summary>
    private void BeginStartupDelay(List<VrrpAction> actions)
    {
        if (_startupDelay != StartupDelayState.NotBegun) return;
        _startupDelay = _options.StartupDelay > TimeSpan.Zero ? StartupDelayState.Running : StartupDelayState.Over;
        if (_startupDelay == StartupDelayState.Running) actions.Add(VrrpAction.SetTimer(VrrpTimer.Startup, _options.StartupDelay));
    }

    /// <summary>The Startup event of RFC 9568, section 6.4.1.</summary>
    private void Startup(TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        // "If the Priority = 255": the owner is master at once.
        if (_options.IsOwner)
        {
            BecomeMaster(TransitionCause.OwnerStarted, now, actions);
            return;
        }
        // Master_Adver_Interval is ours until a master says otherwise; set the Master_Down_Timer; Backup.
        _masterAdvertInterval = _options.AdvertInterval;
        BecomeBackup(MasterDownInterval, cause, now, actions);
    }

    private void ClearFault(Instant now, List<VrrpAction> actions)
    {
        if (State != VrrpState.Fault || Cause == TransitionCause.InternalError) return;
        if (_startupDelay != StartupDelayState.Running)
        {
            Startup(TransitionCause.FaultCleared, now, actions);
            return;
        }
        // It waits as before the fault. Nobody is told: a transition to Initialize means that the router stopped.
        (State, Cause, Since) = (VrrpState.Initialize, TransitionCause.FaultCleared, now);
    }

    /// <summary>Ends what the state holds, and enters one that takes no part.</summary>
    private void Leave(VrrpState to, TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        if (to == VrrpState.Fault)
        {
            BeginStartupDelay(actions);
        }
        else
        {
            _startupDelay = StartupDelayState.NotBegun;
            actions.Add(VrrpAction.CancelTimer(VrrpTimer.Startup));
        }
        if (State == to) return;
        if (State == VrrpState.Master)
        {
            // on Shutdown: cancel the Adver_Timer, send an advertisement of priority 0.
            ReleaseAddresses(actions);
            Send(0, actions);
        }
        // on Shutdown: cancel the Master_Down_Timer.
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.MasterDown));
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.PreemptDelay));
        ForgetPreemptDelay();
        Enter(to, cause, now, actions);
    }

    private void Expire(VrrpTimer timer, Instant now, List<VrrpAction> actions)
    {
        switch (timer)
        {
            case VrrpTimer.Startup when _startupDelay == StartupDelayState.Running:
                _startupDelay = StartupDelayState.Over;
                if (State == VrrpState.Initialize) Startup(TransitionCause.Started, now, actions);
                break;
            // "If the Master_Down_Timer fires"
            case VrrpTimer.MasterDown when State == VrrpState.Backup:
                actions.Add(VrrpAction.Report(VrrpReport.MasterDown));
                BecomeMaster(TransitionCause.MasterDownExpired, now, actions);
                break;
            // "If the Adver_Timer fires"
            case VrrpTimer.Advert when State == VrrpState.Master:
                Send(_priority, actions);
                actions.Add(VrrpAction.SetTimer(VrrpTimer.Advert, _options.AdvertInterval));
                break;
            case VrrpTimer.PreemptDelay when State == VrrpState.Backup:
                _isPreemptDelayRunning = false;
                _isPreemptDelayOver = true;
                break;
            case VrrpTimer.AnnounceDelay when State == VrrpState.Master:
                Announce(_options.Announcements.Repeat, actions);
                break;
            case VrrpTimer.AnnounceRefresh when State == VrrpState.Master:
                Announce(_options.Announcements.RefreshRepeat, actions);
                actions.Add(VrrpAction.SetTimer(VrrpTimer.AnnounceRefresh, _options.Announcements.Refresh));
                break;
            case VrrpTimer.LowerPriorityAnnounce when State == VrrpState.Master:
                _isLowerPriorityAnnounceArmed = false;
                Announce(_options.Announcements.LowerPriorityRepeat, actions);
                break;
            default:
                // It belongs to a state that was left in the same moment.
                break;
        }
    }

    private void Reject(AdvertError error, IpAddress source, List<VrrpAction> actions)
    {
        Counters.CountRejected(error);
        actions.Add(VrrpAction.Report(VrrpReport.AdvertRejected, source, error: error));
    }

    private void Reconfigure(VirtualRouterOptions options, List<VrrpAction> actions)
    {
        VirtualRouterOptions before = _options;
        _options = options;
        // What made the step throw may be gone with the old options: the next cleared fault starts the router again.
        if (Cause == TransitionCause.InternalError) Cause = TransitionCause.Faulted;
        // In version 3 a backup keeps what it learned from the master that it follows.
        if (options.Version == 2 || State != VrrpState.Backup) _masterAdvertInterval = options.AdvertInterval;
        // A longer interval: the timer that runs would expire before the master's next advert.
        if (State == VrrpState.Backup && options.Version == 2 && options.AdvertInterval != before.AdvertInterval)
            actions.Add(VrrpAction.SetTimer(VrrpTimer.MasterDown, MasterDownInterval));
        // Told at once: by a longer interval that they have not heard of, the backups would take over before the next advert.
        if (State == VrrpState.Master && options.AdvertInterval != before.AdvertInterval) SendAtOnce(actions);
        if (State == VrrpState.Master && options.Announcements.Refresh != before.Announcements.Refresh) SetRefresh(actions);
    }

    private void BecomeMaster(TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.MasterDown));
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.PreemptDelay));
        ForgetPreemptDelay();
        Counters.BecameMaster++;
        // "Send an ADVERTISEMENT", "broadcast a gratuitous ARP message", "Set the Adver_Timer".
        Send(_priority, actions);
        actions.Add(VrrpAction.AddAddresses());
        Announce(_options.Announcements.Repeat, actions);
        actions.Add(VrrpAction.SetTimer(VrrpTimer.Advert, _options.AdvertInterval));
        if (_options.Announcements.Delay > TimeSpan.Zero)
            actions.Add(VrrpAction.SetTimer(VrrpTimer.AnnounceDelay, _options.Announcements.Delay));
        SetRefresh(actions);
        Enter(VrrpState.Master, cause, now, actions);
    }

    private void BecomeBackup(TimeSpan masterDown, TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        if (State == VrrpState.Master) ReleaseAddresses(actions);
        actions.Add(VrrpAction.SetTimer(VrrpTimer.MasterDown, masterDown));
        Enter(VrrpState.Backup, cause, now, actions);
    }

    private void ReleaseAddresses(List<VrrpAction> actions)
    {
        Counters.LeftMaster++;
        actions.Add(VrrpAction.RemoveAddresses());
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.Advert));
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.AnnounceDelay));
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.AnnounceRefresh));
        actions.Add(VrrpAction.CancelTimer(VrrpTimer.LowerPriorityAnnounce));
        _isLowerPriorityAnnounceArmed = false;
    }

    private void Enter(VrrpState state, TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        VrrpState from = State;
        State = state;
        Cause = cause;
        Since = now;
        actions.Add(VrrpAction.Transition(from, state, cause));
    }

    private void Send(byte priority, List<VrrpAction> actions)
    {
        Counters.AdvertsSent++;
        if (priority == 0) Counters.ZeroPrioritySent++;
        actions.Add(VrrpAction.SendAdvert(priority));
    }

    private static void Announce(int count, List<VrrpAction> actions)
    {
        if (count > 0) actions.Add(VrrpAction.Announce(count));
    }

    private void SetRefresh(List<VrrpAction> actions)
    {
        TimeSpan refresh = _options.Announcements.Refresh;
        actions.Add(refresh > TimeSpan.Zero
            ? VrrpAction.SetTimer(VrrpTimer.AnnounceRefresh, refresh)
            : VrrpAction.CancelTimer(VrrpTimer.AnnounceRefresh));
    }

    private void ForgetPreemptDelay()
    {
        _isPreemptDelayRunning = false;
        _isPreemptDelayOver = false;
    }
}
