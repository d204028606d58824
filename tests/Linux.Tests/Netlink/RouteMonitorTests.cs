using System.Net;
using Holdfast.Linux.Netlink;
using Holdfast.Linux.Tests.Kernel;
using Tmds.Linux;

namespace Holdfast.Linux.Tests.Netlink;

public sealed class RouteMonitorTests : IDisposable
{
    private readonly TwoHosts _hosts = new();
    private readonly RouteMonitor _monitor;
    private readonly List<string> _heard = [];

    public RouteMonitorTests()
    {
        _monitor = _hosts.Open(_hosts.Left, () => new RouteMonitor());
        _monitor.LinkChanged += (link, isGone) => _heard.Add($"link {link.Name} {(isGone ? "gone" : link.IsUp ? "up" : "down")}");
        _monitor.AddressChanged += (address, isGone) =>
            _heard.Add($"address {address.Address}/{address.PrefixLength} {(isGone ? "gone" : "there")}");
        _monitor.Overrun += () => _heard.Add("overrun");
    }

    public void Dispose() => _hosts.Dispose();

    [Fact]
    public void An_address_that_someone_deletes_is_heard_of()
    {
        TwoHosts.Ip(_hosts.Left, "address", "add", "10.0.0.10/32", "dev", TwoHosts.Wire);
        AwaitHearing("address 10.0.0.10/32 there");
        TwoHosts.Ip(_hosts.Left, "address", "del", "10.0.0.10/32", "dev", TwoHosts.Wire);
        AwaitHearing("address 10.0.0.10/32 gone");
    }

    [Fact]
    public void A_link_is_heard_to_go_down_and_come_up_when_the_other_end_does()
    {
        AwaitLink(isUp: true);
        TwoHosts.Ip(_hosts.Right, "link", "set", TwoHosts.Wire, "down");
        AwaitHearing($"link {TwoHosts.Wire} down");
        _heard.Clear();
        TwoHosts.Ip(_hosts.Right, "link", "set", TwoHosts.Wire, "up");
        AwaitHearing($"link {TwoHosts.Wire} up");
    }

    [Fact]
    public void A_link_that_is_removed_is_heard_to_be_gone_with_its_addresses()
    {
        TwoHosts.Ip(_hosts.Left, "link", "del", TwoHosts.Wire);
        AwaitHearing($"link {TwoHosts.Wire} gone");
        _heard.ShouldContain("address 10.77.0.1/24 gone");
    }

    [Fact]
    public unsafe void More_than_the_buffer_holds_is_told_as_an_overrun_and_the_hearing_goes_on()
    {
        int smallest = 0;
        LibC.setsockopt(_monitor.Value, LibC.SOL_SOCKET, LibC.SO_RCVBUF, &smallest, sizeof(int)).ShouldBe(0);
        RouteSocket route = _hosts.Open(_hosts.Left, () => new RouteSocket());
        int index = route.Links().Single(l => l.Name == TwoHosts.Wire).Index;
        AddressChange[] changes = [.. Enumerable.Range(1, 200).Select(i => new AddressChange(
            new InterfaceAddress { InterfaceIndex = index, Address = IPAddress.Parse($"10.1.0.{i}"), PrefixLength = 32 }, isAdd: true))];
        route.Apply(changes);
        AwaitHearing("overrun");

        route.Apply([new AddressChange(changes[0].Address, isAdd: false)]);
        AwaitHearing("address 10.1.0.1/32 gone");
    }

    [Fact]
    public void Reading_when_there_is_nothing_returns_at_once()
    {
        AwaitLink(isUp: true);
        _monitor.Read();
        _heard.Clear();
        _monitor.Read();
        _heard.ShouldBeEmpty();
    }

    private void AwaitLink(bool isUp)
    {
        RouteSocket route = _hosts.Open(_hosts.Left, () => new RouteSocket());
        Await.Until(() => route.Links().Single(l => l.Name == TwoHosts.Wire).IsUp == isUp, "the wire is up");
        _monitor.Read();
        _heard.Clear();
    }

    private void AwaitHearing(string what)
    {
        while (!_heard.Contains(what))
        {
            Await.Readable(_monitor.Value);
            _monitor.Read();
        }
    }
}
