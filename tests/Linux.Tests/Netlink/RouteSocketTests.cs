using System.Net;
using System.Text.Json;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests.Netlink;

public sealed class RouteSocketTests : IDisposable
{
    private readonly TwoHosts _hosts = new();
    private readonly RouteSocket _route;
    private readonly Link _wire;

    public RouteSocketTests()
    {
        _route = _hosts.Open(_hosts.Left, () => new RouteSocket());
        Await.Until(() => _route.Links().Single(l => l.Name == TwoHosts.Wire).IsUp, "the wire is up");
        _wire = _route.Links().Single(l => l.Name == TwoHosts.Wire);
    }

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void Links_are_those_of_the_host()
    {
        _route.Links().Select(l => l.Name).ShouldBe(["lo", TwoHosts.Wire], ignoreOrder: true);
        _wire.HardwareAddress.ToArray().ShouldBe(TwoHosts.LeftHardwareAddress);
        _route.Addresses().Single(a => a.InterfaceIndex == _wire.Index).Address.ShouldBe(IPAddress.Parse("10.77.0.1"));
    }

    [Fact]
    public void An_added_address_is_what_ip_shows()
    {
        InterfaceAddress address = Address("192.168.12.233", 24) with
        {
            Broadcast = IPAddress.Parse("192.168.12.255"),
            Label = TwoHosts.Wire + ":vip",
            Scope = 253,
            Protocol = 72,
        };
        Apply(address, isAdd: true).Failure.ShouldBeNull();

        using JsonDocument shown = JsonDocument.Parse(TwoHosts.Ip(_hosts.Left, "-j", "address", "show", "to", "192.168.12.233"));
        JsonElement info = shown.RootElement.EnumerateArray().Single(e => e.TryGetProperty("addr_info", out _)).GetProperty("addr_info")[0];
        info.GetProperty("local").GetString().ShouldBe("192.168.12.233");
        info.GetProperty("prefixlen").GetInt32().ShouldBe(24);
        info.GetProperty("broadcast").GetString().ShouldBe("192.168.12.255");
        info.GetProperty("label").GetString().ShouldBe(TwoHosts.Wire + ":vip");
        info.GetProperty("scope").GetString().ShouldBe("link");

        InterfaceAddress read = Find("192.168.12.233")!;
        Assert.SkipWhen(read.Protocol == 0, "this kernel is older than 5.18 and keeps no IFA_PROTO; all else was right");
        read.ShouldBe(address);
    }

    [Fact]
    public void Adding_twice_and_removing_twice_is_no_failure()
    {
        InterfaceAddress address = Address("10.0.0.10", 32);
        Outcome(Apply(address, isAdd: true)).ShouldBe((null, false));
        Outcome(Apply(address, isAdd: true)).ShouldBe((null, true));
        Outcome(Apply(address, isAdd: false)).ShouldBe((null, false));
        Outcome(Apply(address, isAdd: false)).ShouldBe((null, true));
        Find("10.0.0.10").ShouldBeNull();
    }

    [Fact]
    public void A_thousand_addresses_are_added_and_removed_in_one_go()
    {
        InterfaceAddress[] addresses = [.. Enumerable.Range(0, 1000).Select(i => Address($"10.1.{i / 250}.{(i % 250) + 1}", 32))];
        Apply(addresses, isAdd: true).ShouldAllBe(c => c.Failure == null && !c.WasSoAlready);
        _route.Addresses().Count(a => a.PrefixLength == 32).ShouldBe(1000);
        Apply(addresses, isAdd: false).ShouldAllBe(c => c.Failure == null && !c.WasSoAlready);
        _route.Addresses().Count(a => a.PrefixLength == 32).ShouldBe(0);
    }

    [Fact]
    public void One_refused_change_does_not_hinder_the_others()
    {
        InterfaceAddress good = Address("10.0.0.10", 32);
        InterfaceAddress bad = Address("10.0.0.11", 33);
        InterfaceAddress better = Address("10.0.0.12", 32);
        AddressChange[] changes = Apply([good, bad, better], isAdd: true);

        changes[0].Failure.ShouldBeNull();
        changes[2].Failure.ShouldBeNull();
        Find("10.0.0.12").ShouldNotBeNull();
        LinuxException failure = changes[1].Failure.ShouldNotBeNull();
        failure.Errno.ShouldBe(Errno.EINVAL);
        failure.Message.ShouldStartWith($"ip address add 10.0.0.11/33 on interface {_wire.Index}: Invalid argument");
        failure.Message.ShouldContain("Invalid prefix length", Case.Insensitive, "the kernel's own words");
    }

    [Fact]
    public void An_interface_that_is_gone_refuses_an_address_and_has_none_to_remove()
    {
        InterfaceAddress address = Address("10.0.0.10", 32) with { InterfaceIndex = 9999 };
        Apply(address, isAdd: true).Failure!.Errno.ShouldBe(Errno.ENODEV);
        Outcome(Apply(address, isAdd: false)).ShouldBe((null, true));
    }

    [Fact]
    public void Without_the_capability_the_error_says_which_one_is_missing()
    {
        AddressChange change = TwoHosts.In(_hosts.Left, () =>
        {
            Capabilities.KeepOnly();
            using var route = new RouteSocket();
            var tried = new AddressChange(Address("10.0.0.10", 32), isAdd: true);
            route.Apply([tried]);
            return tried;
        });
        change.Failure!.Errno.ShouldBe(Errno.EPERM);
        change.Failure.Message.ShouldContain("CAP_NET_ADMIN");
    }

    [Fact]
    public void A_list_taken_while_others_change_addresses_misses_none_that_stays()
    {
        // A dump of several datagrams that is overtaken by changes says so in its flags, and has to be taken again.
        InterfaceAddress[] staying = [.. Enumerable.Range(0, 500).Select(i => Address($"10.1.{i / 250}.{(i % 250) + 1}", 32))];
        Apply(staying, isAdd: true).ShouldAllBe(c => c.Failure == null);
        using RouteSocket other = TwoHosts.In(_hosts.Left, () => new RouteSocket());
        bool isDone = false;
        var changing = new Thread(() =>
        {
            // Those of scope host stand first in the kernel's list, so that all others move when they come and go.
            AddressChange[] addRemove = [.. Enumerable.Range(1, 16).Select(i => Address($"10.2.0.{i}", 32) with { Scope = 254 })
                .SelectMany(a => (AddressChange[])[new(a, isAdd: true), new(a, isAdd: false)])];
            while (!Volatile.Read(ref isDone))
            {
                other.Apply(addRemove);
                Thread.Sleep(1);
            }
        });
        changing.Start();
        try
        {
            for (int i = 0; i < 50; i++)
                _route.Addresses().Select(a => a.Address).Where(a => a.GetAddressBytes()[1] == 1).Distinct().Count().ShouldBe(staying.Length);
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            changing.Join();
        }
    }

    private static (LinuxException? Failure, bool WasSoAlready) Outcome(AddressChange change) => (change.Failure, change.WasSoAlready);

    private AddressChange Apply(InterfaceAddress address, bool isAdd) => Apply([address], isAdd)[0];

    private AddressChange[] Apply(InterfaceAddress[] addresses, bool isAdd)
    {
        AddressChange[] changes = [.. addresses.Select(a => new AddressChange(a, isAdd))];
        _route.Apply(changes);
        return changes;
    }

    private InterfaceAddress Address(string address, byte prefix) =>
        new() { InterfaceIndex = _wire.Index, Address = IPAddress.Parse(address), PrefixLength = prefix };

    private InterfaceAddress? Find(string address) => _route.Addresses().SingleOrDefault(a => a.Address.Equals(IPAddress.Parse(address)));
}
