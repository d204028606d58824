using Holdfast.Configuration;
using Holdfast.Configuration.Model;
using Holdfast.Engine.Commands;
using Holdfast.Engine.Network;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Instances;

/// <summary>All instances: begins them, carries out the plan of a reload, and ends them.</summary>
internal sealed class InstanceTable
{
    private readonly Dictionary<string, Instance> _byName = [];
    private readonly Dictionary<string, VrrpInterface> _interfaces = [];
    private readonly InstanceServices _services;
    private readonly CheckTable _checks;

    public InstanceTable(InstanceServices services, CheckTable checks)
    {
        _services = services;
        _checks = checks;
        services.Links.Changed += OnLinkChanged;
    }

    public IReadOnlyCollection<Instance> All => _byName.Values;

    public void Begin(ConfigurationModel model)
    {
        foreach (VrrpInstance configuration in model.Instances) Add(configuration, model.Global, isEngineStart: true);
        foreach (Instance instance in All) instance.Evaluate();
    }

    /// <summary>
    /// Carries out a reload. The order is what keeps addresses in place: first every address that moves is kept for who
    /// gets it, then instances take up what is new, and only then others end.
    /// </summary>
    public void Apply(ConfigurationDifference difference, ConfigurationModel model)
    {
        List<Instance> ended = [.. difference.Removed.Select(removed => _byName[removed.Name])];
        foreach (Instance instance in ended)
        {
            _byName.Remove(instance.Name);
            instance.Port.Remove(instance);
        }
        List<Instance> begun = [.. difference.Added.Select(added => Add(added, model.Global, isEngineStart: false))];
        foreach (Instance instance in begun) KeepAddressesFor(instance, instance.AllAddresses);
        foreach (VrrpInstance changed in difference.Changed)
            if (_byName[changed.Name].Router.State != VrrpState.Master) KeepAddressesFor(_byName[changed.Name], changed.Addresses.Concat(changed.ExcludedAddresses));

        // A master takes over what another master gives up before that one lets go.
        foreach (VrrpInstance changed in difference.Changed)
        {
            Instance instance = _byName[changed.Name];
            if (instance.Router.State == VrrpState.Master) _services.Addresses.Acquire(instance, changed.Addresses.Concat(changed.ExcludedAddresses));
        }
        foreach (VrrpInstance changed in difference.Changed)
            _byName[changed.Name].Reconfigure(changed, RouterOptions.From(changed, model.Global, isEngineStart: false));
        foreach (Instance instance in ended)
        {
            instance.StopTracking();
            instance.Stop();
        }
        foreach (Instance instance in All) instance.Track(_checks.ByName);
        foreach (Instance instance in All) instance.Evaluate();
        CloseUnused();
    }

    /// <summary>Ends every instance: priority 0 on the wire, addresses removed.</summary>
    public void Stop()
    {
        foreach (Instance instance in All)
        {
            instance.StopTracking();
            instance.Stop();
        }
    }

    /// <summary>Ends every instance and leaves the addresses.</summary>
    public void Abandon()
    {
        foreach (Instance instance in All) instance.Abandon();
    }

    /// <summary>An address that another instance holds now is not to disappear on its way to this one.</summary>
    private void KeepAddressesFor(Instance instance, IEnumerable<VirtualAddress> addresses)
    {
        _services.Addresses.KeepFor(instance, addresses);
        instance.AwaitsAddresses = true;
    }

    private Instance Add(VrrpInstance configuration, GlobalDefinitions global, bool isEngineStart)
    {
        if (!_interfaces.TryGetValue(configuration.Interface, out VrrpInterface? port))
        {
            port = new VrrpInterface(configuration.Interface, _services.Loop, _services.Log);
            _interfaces[configuration.Interface] = port;
            port.Follow(_services.Links.Find(configuration.Interface));
        }
        var instance = new Instance(configuration, RouterOptions.From(configuration, global, isEngineStart), port, _services);
        port.Add(instance);
        _byName[configuration.Name] = instance;
        instance.Track(_checks.ByName);
        return instance;
    }

    private void OnLinkChanged(string name)
    {
        LinkState? link = _services.Links.Find(name);
        if (_interfaces.TryGetValue(name, out VrrpInterface? port)) port.Follow(link);
        foreach (Instance instance in All)
        {
            if (instance.Follows(name)) instance.Evaluate();
            bool holdsThere = instance.Router.State == VrrpState.Master && instance.AllAddresses.Any(a => a.Device == name);
            if (holdsThere && link is not null) _services.Addresses.Acquire(instance, instance.AllAddresses.Where(a => a.Device == name));
        }
    }

    private void CloseUnused()
    {
        foreach ((string name, VrrpInterface port) in _interfaces)
        {
            if (port.Count > 0) continue;
            port.Dispose();
            _interfaces.Remove(name);
        }
    }
}
