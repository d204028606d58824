namespace Holdfast.Vrrp;

/// <summary>What adverts of others do: RFC 9568, sections 6.4.2 and 6.4.3.</summary>
internal sealed partial class VirtualRouter
{
    private void Receive(in Advert advert, Instant now, List<VrrpAction> actions)
    {
        Counters.AdvertsReceived++;
        if (advert.Priority == 0) Counters.ZeroPriorityReceived++;
        LastHeard = advert;
        LastHeardAt = now;
        switch (State)
        {
            case VrrpState.Backup: ReceiveAsBackup(advert, now, actions); break;
            case VrrpState.Master: ReceiveAsMaster(advert, now, actions); break;
            // (Initialize and Fault) takes no part.
            case VrrpState.Initialize:
            case VrrpState.Fault:
            default: break;
        }
    }

    private void ReceiveAsBackup(in Advert advert, Instant now, List<VrrpAction> actions)
    {
        // "If the Priority in the ADVERTISEMENT is 0, set the Master_Down_Timer to Skew_Time."
        if (advert.Priority == 0)
        {
            actions.Add(VrrpAction.Report(VrrpReport.MasterResigned, advert.Source));
            actions.Add(VrrpAction.SetTimer(VrrpTimer.MasterDown, SkewTime));
            return;
        }
        if (advert.Priority >= _priority)
        {
            if (_isPreemptDelayRunning) actions.Add(VrrpAction.CancelTimer(VrrpTimer.PreemptDelay));
            ForgetPreemptDelay();
            Follow(advert, actions);
            return;
        }
        // "If Preempt_Mode is False, or if the Priority is greater than or equal to the local Priority":
        // follow that master; a preempt_delay that runs means False for its time.
        if (!_options.Preempt || IsPreemptDelayed(actions))
        {
            Follow(advert, actions);
            return;
        }
        // "else discard the ADVERTISEMENT": the Master_Down_Timer runs out.
        actions.Add(VrrpAction.Report(VrrpReport.PreemptingMaster, advert.Source, advert.Priority));
    }

    private bool IsPreemptDelayed(List<VrrpAction> actions)
    {
        if (_options.PreemptDelay == TimeSpan.Zero || _isPreemptDelayOver) return false;
        if (!_isPreemptDelayRunning) actions.Add(VrrpAction.SetTimer(VrrpTimer.PreemptDelay, _options.PreemptDelay));
        _isPreemptDelayRunning = true;
        return true;
    }

    private void Follow(in Advert advert, List<VrrpAction> actions)
    {
        LearnInterval(advert, actions);
        // "Reset the Master_Down_Timer to Master_Down_Interval."
        actions.Add(VrrpAction.SetTimer(VrrpTimer.MasterDown, MasterDownInterval));
    }

    /// <summary>"Set Master_Adver_Interval to the Max Advertise Interval in the ADVERTISEMENT." Version 2 has one interval for all.</summary>
    private void LearnInterval(in Advert advert, List<VrrpAction> actions)
    {
        if (_options.Version == 2 || advert.Interval == _masterAdvertInterval) return;
        _masterAdvertInterval = advert.Interval;
        actions.Add(VrrpAction.Report(VrrpReport.IntervalLearned, advert.Source, advert.Priority, advert.Interval));
    }

    private void ReceiveAsMaster(in Advert advert, Instant now, List<VrrpAction> actions)
    {
        // "If the Priority in the ADVERTISEMENT is 0": someone else left; say at once that we are here.
        if (advert.Priority == 0)
        {
            SendAtOnce(actions);
            return;
        }
        int byAddress = advert.Source.CompareTo(_primaryAddress);
        // Our own advert that a loop brought back, or a host with our address: an answer would come back as well, without end.
        if (advert.Priority == _priority && byAddress == 0)
        {
            Reject(AdvertError.OwnAddress, advert.Source, actions);
            return;
        }
        Counters.OtherMasters++;
        // higher priority, or the same and a greater primary address: "transition to the Backup state".
        if (advert.Priority > _priority)
        {
            Yield(advert, VrrpReport.HigherPriorityMaster, TransitionCause.HigherPriorityHeard, now, actions);
            return;
        }
        if (advert.Priority == _priority && byAddress > 0)
        {
            Yield(advert, VrrpReport.HigherAddressMaster, TransitionCause.HigherAddressHeard, now, actions);
            return;
        }
        // "Discard ADVERTISEMENT. Send an ADVERTISEMENT immediately to assert the state to the sending router and
        // to any learning bridges."
        VrrpReport subject = advert.Priority == _priority ? VrrpReport.LowerAddressMaster : VrrpReport.LowerPriorityMaster;
        actions.Add(VrrpAction.Report(subject, advert.Source, advert.Priority));
        SendAtOnce(actions);
        AnnounceAgain(actions);
    }

    /// <summary>
    /// Neighbours may have learned the other master's link-layer address: they are told now, and once more when the
    /// other has had the time to give up. While that is waited for, its further adverts cause no more announcements.
    /// </summary>
    private void AnnounceAgain(List<VrrpAction> actions)
    {
        if (_isLowerPriorityAnnounceArmed) return;
        Announce(_options.Announcements.LowerPriorityRepeat, actions);
        if (_options.Announcements.LowerPriorityDelay == TimeSpan.Zero) return;
        _isLowerPriorityAnnounceArmed = true;
        actions.Add(VrrpAction.SetTimer(VrrpTimer.LowerPriorityAnnounce, _options.Announcements.LowerPriorityDelay));
    }

    private void SendAtOnce(List<VrrpAction> actions)
    {
        Send(_priority, actions);
        actions.Add(VrrpAction.SetTimer(VrrpTimer.Advert, _options.AdvertInterval));
    }

    private void Yield(in Advert advert, VrrpReport subject, TransitionCause cause, Instant now, List<VrrpAction> actions)
    {
        actions.Add(VrrpAction.Report(subject, advert.Source, advert.Priority));
        // Master_Adver_Interval is the other's; set the Master_Down_Timer.
        LearnInterval(advert, actions);
        BecomeBackup(MasterDownInterval, cause, now, actions);
    }
}
