using Holdfast.Engine.Addresses;
using Holdfast.Engine.Network;
using Holdfast.Linux;
using Holdfast.Linux.Sockets;
using Holdfast.Vrrp;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Instances;

/// <summary>Carries out what the state machine says: the full list of what it can do to the world, one line a case.</summary>
internal sealed class ActionExecutor(
    LinkTable links, AddressKeeper addresses, ArpSocket arp, TransitionPublisher transitions, ILogger log)
{
    // Reused by every step; a step within a step would find it in use, which is why events come back through the loop.
    private readonly List<VrrpAction> _actions = new(16);

    public void Step(Instance instance, in VrrpEvent what, Instant now)
    {
        _actions.Clear();
        try
        {
            instance.Router.Step(what, now, _actions);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            log.StepFailed(instance.Name, what.Kind, exception);
            instance.Router.Park(now, _actions);
        }
        for (int i = 0; i < _actions.Count; i++) Execute(instance, _actions[i], now);
    }

    /// <summary>Sends gratuitous ARP for every address of the instance.</summary>
    public void Announce(Instance instance, int count)
    {
        foreach (Configuration.Model.VirtualAddress address in instance.AllAddresses)
        {
            if (links.Find(address.Device ?? instance.Interface) is not { } link) continue;
            log.Announcing(link.Name, address.Address);
            for (int i = 0; i < count; i++)
            {
                Errno errno = arp.Announce(link.Index, link.HardwareAddress.Span, address.Address.ToV4());
                if (errno != Errno.None) instance.Router.Counters.SendErrors++;
            }
        }
    }

    /// <summary>Asks whether another host has an address too; an answer comes later, if at all, and is only told of.</summary>
    private void Probe(Instance instance)
    {
        foreach (Configuration.Model.VirtualAddress address in instance.AllAddresses)
            if (links.Find(address.Device ?? instance.Interface) is { } link) _ = arp.Probe(link.Index, link.HardwareAddress.Span, address.Address.ToV4());
    }

    private void Execute(Instance instance, in VrrpAction action, Instant now)
    {
        switch (action.Kind)
        {
            case VrrpActionKind.SendAdvert: Send(instance, action.Priority); break;
            case VrrpActionKind.AddAddresses: addresses.Acquire(instance, instance.AllAddresses); Probe(instance); break;
            case VrrpActionKind.RemoveAddresses: addresses.Release(instance); break;
            case VrrpActionKind.Announce: Announce(instance, action.Count); break;
            case VrrpActionKind.SetTimer: instance.Timer(action.Timer).Arm(now + action.Delay); break;
            case VrrpActionKind.CancelTimer: instance.CancelTimer(action.Timer); break;
            case VrrpActionKind.Transition: transitions.Publish(instance, action.From, action.To, action.Cause); break;
            case VrrpActionKind.Report: Report(instance, action, now); break;
            default: throw new InvalidOperationException($"not an action: {action.Kind}");
        }
    }

    private void Send(Instance instance, byte priority)
    {
        Errno errno = instance.Port.Send(instance.Options, priority, instance.PrimaryAddress);
        if (errno != Errno.None && instance.Router.Counters.SendErrors++ == 0) log.AdvertNotSent(instance.Name, instance.Interface, errno);
        if (priority == 0) log.SentZeroPriority(instance.Name);
    }

    private void Report(Instance instance, in VrrpAction action, Instant now)
    {
        byte own = instance.Router.EffectivePriority;
        switch (action.Subject)
        {
            case VrrpReport.MasterDown: log.MasterDown(instance.Name); break;
            case VrrpReport.LowerPriorityMaster: log.LowerPriorityMaster(instance.Name, action.Address, action.Priority, own); break;
            case VrrpReport.LowerAddressMaster: log.LowerAddressMaster(instance.Name, action.Address, action.Priority); break;
            case VrrpReport.HigherPriorityMaster: log.HigherPriorityMaster(instance.Name, action.Address, action.Priority, own); break;
            case VrrpReport.HigherAddressMaster: log.HigherAddressMaster(instance.Name, action.Address, action.Priority); break;
            case VrrpReport.PreemptingMaster: log.PreemptingMaster(instance.Name, action.Address, action.Priority, own); break;
            case VrrpReport.MasterResigned: log.MasterResigned(instance.Name, action.Address); break;
            case VrrpReport.IntervalLearned: log.IntervalLearned(instance.Name, action.Address, action.Delay.TotalSeconds); break;
            case VrrpReport.AdvertRejected when instance.Rejections.IsNews(action.Error, action.Address, now):
                if (action.Error == AdvertError.AuthenticationFailed) log.InvalidPassword(instance.Name, action.Address);
                else log.AdvertRejected(instance.Name, action.Address, action.Error);
                break;
            default: break;
        }
    }
}
