namespace Holdfast.Lab.Tests;

/// <summary>Virtual addresses and interfaces, whatever others do to them.</summary>
public sealed class AddressTests : LabTest
{
    [Fact]
    public void An_address_that_someone_deletes_is_put_back_without_leaving_master()
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        for (int i = 1; i <= 3; i++)
        {
            First.Run("ip", "address", "del", Vip, "dev", "ens33");
            engine.WaitForLog("was deleted by someone else; it is back", i);
            First.Holds(Vip).ShouldBeTrue();
        }

        engine.Count("Entering BACKUP STATE").ShouldBe(1, "only at the start");
        First.Instance().GetProperty("counters").GetProperty("addressesRestored").GetInt64().ShouldBe(3);
    }

    [Fact]
    public void What_others_keep_deleting_is_put_back_at_a_bounded_rate()
    {
        First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        First.Run("sh", "-c", $"for i in $(seq 300); do ip address del {Vip} dev ens33 2>/dev/null; sleep 0.01; done");

        First.WaitUntilHolds(Vip);
        First.Instance().GetProperty("state").GetString().ShouldBe("Master");
        // Five at once and one a second, in some five seconds.
        First.Instance().GetProperty("counters").GetProperty("addressesRestored").GetInt64().ShouldBeInRange(5, 20);
    }

    [Fact]
    public void An_interface_that_does_not_exist_yet_is_waited_for()
    {
        LabProcess engine = First.StartEngine(Configuration(100).Replace("ens33", "late0"));
        engine.WaitForLog("Entering FAULT STATE");
        engine.Log.ShouldContain("interface late0 does not exist");

        Network.Connect(First, "late0", "192.168.12.55/24");

        engine.WaitForLog("Entering MASTER STATE");
        Command.WaitUntil(() => First.Holds(Vip, "late0"), "the address is there");
    }

    [Fact]
    public void An_interface_that_is_deleted_and_made_again_is_taken_up_again()
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        First.Run("ip", "link", "del", "ens33");
        engine.WaitForLog("Entering FAULT STATE");
        Network.Connect(First, "ens33", "192.168.12.231/24");

        engine.WaitForLog("Entering MASTER STATE", 2);
        First.WaitUntilHolds(Vip);
    }

    [Fact]
    public void Broadcast_label_scope_and_device_are_the_kernels_too()
    {
        Network.Connect(First, "other0", "10.9.0.1/24");
        string configuration = Configuration(100).Replace(
            "192.168.12.233", "192.168.12.233/24 brd + label ens33:1 scope site\n10.9.0.9/24 dev other0");
        First.StartEngine(configuration);
        First.WaitUntilHolds("192.168.12.233/24");

        First.Run("ip", "-4", "address", "show", "dev", "ens33").ShouldContain("192.168.12.233/24 brd 192.168.12.255 scope site secondary ens33:1");
        First.Holds("10.9.0.9/24", "other0").ShouldBeTrue();
    }

    [Fact]
    public void Two_hosts_that_hold_one_address_are_told_of_each_other()
    {
        // The second has the address for good, outside of VRRP: its ARP answers can't be silenced, but they can be seen.
        Second.Run("ip", "address", "add", Vip, "dev", "ens33");
        LabProcess engine = First.StartEngine(Configuration(100));

        engine.WaitForLog("192.168.12.233 is also used by");
        First.Instance().GetProperty("state").GetString().ShouldBe("Master");
    }
}
