namespace Holdfast.Lab.Tests;

/// <summary>What ends a master, and who is master then.</summary>
public sealed class TakeoverTests : LabTest
{
    [Fact]
    public void A_killed_engine_is_replaced_and_its_leftovers_are_removed_at_the_next_start()
    {
        LabProcess first = StartBoth().First;
        First.Run("ip", "address", "add", "192.168.12.240/32", "dev", "ens33");

        first.Kill();
        Second.WaitUntilHolds(Vip);
        First.Holds(Vip).ShouldBeTrue("nobody was there to remove it");

        // It waits long enough to be seen without the address.
        LabProcess again = First.StartEngine(Configuration(150, "preempt_delay 60"));
        again.WaitForLog("Entering BACKUP STATE");
        First.Holds(Vip).ShouldBeFalse();
        First.Holds("192.168.12.240/32").ShouldBeTrue("it is someone else's");
    }

    [Fact]
    public void An_engine_that_ends_says_priority_0_and_leaves_nothing_behind()
    {
        string stopped = Path.Combine(Path.GetTempPath(), $"holdfast-{Guid.NewGuid():N}");
        string script = First.WriteScript("stop", $"echo \"$@\" > {stopped}");
        (LabProcess first, LabProcess second) = StartBoth($"notify_stop \"{script}\"");
        PacketCapture capture = Network.Capture();

        first.Terminate();

        first.WaitForExit().ShouldBe(0);
        First.Holds(Vip).ShouldBeFalse();
        File.Exists(stopped).ShouldBeTrue("notify_stop has run");
        File.Delete(stopped);
        second.WaitForLog("Backup received priority 0 advertisement");
        Second.WaitUntilHolds(Vip);
        capture.Stop();
        CapturedAdvert last = capture.Adverts().Last(a => a.Source == "192.168.12.231");
        CapturedAdvert taken = capture.Adverts().First(a => a.Source == "192.168.12.232");
        last.Priority.ShouldBe(0);
        // Skew_Time of priority 100 is 61 ms here, Master_Down_Interval 361 ms: it did not wait for that.
        (taken.Time - last.Time).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void A_master_whose_link_goes_down_waits_in_fault_and_comes_back()
    {
        (LabProcess first, _) = StartBoth();

        First.SetLink(up: false);
        first.WaitForLog("Entering FAULT STATE");
        Second.WaitUntilHolds(Vip);
        First.Instance().GetProperty("faults")[0].GetString().ShouldBe("interface ens33 down");

        First.SetLink(up: true);
        First.WaitUntilHolds(Vip);
        Second.WaitUntilHolds(Vip, holds: false);
    }

    [Fact]
    public void Without_preemption_the_lower_priority_stays_master()
    {
        (LabProcess first, LabProcess second) = StartBoth("nopreempt");
        first.Terminate();
        first.WaitForExit();
        second.WaitForLog("Entering MASTER STATE");

        LabProcess again = First.StartEngine(Configuration(150, "nopreempt"));
        again.WaitForLog("Entering BACKUP STATE");
        Thread.Sleep(1500);

        Second.Holds(Vip).ShouldBeTrue();
        again.Count("Entering MASTER STATE").ShouldBe(0);
    }

    [Fact]
    public void After_a_split_the_winner_announces_its_addresses_again()
    {
        // The loser speaks far more often, so that after the split it is heard before it hears.
        const string Announcements = "garp_lower_prio_delay 1\ngarp_master_delay 0";
        LabProcess first = First.StartEngine(Configuration(150, Announcements, interval: "1"));
        First.WaitUntilHolds(Vip);
        LabProcess second = Second.StartEngine(Configuration(100, Announcements, interval: "0.01"));
        second.WaitForLog("advertisement interval updated to 1 s");
        LabHost client = Network.AddHost("client", "192.168.12.10/24");

        Second.WaitUntilHolds(Vip, holds: false);
        const string Contest = "Received advert from 192.168.12.232 with lower priority 100, ours 150";
        (int masters, int contests) = (second.Count("Entering MASTER STATE"), first.Count(Contest));

        Network.SetForwarding(First, forwards: false);
        second.WaitForLog("Entering MASTER STATE", masters + 1);
        Second.WaitUntilHolds(Vip);
        client.Run("ping", "-c", "1", "-W", "2", "192.168.12.233");
        NeighbourOf(client).ShouldBe(HardwareAddress(Second));
        PacketCapture capture = Network.Capture();

        Network.SetForwarding(First, forwards: true);
        first.WaitForLog(Contest, contests + 1);
        Second.WaitUntilHolds(Vip, holds: false);
        Command.WaitUntil(() => NeighbourOf(client) == HardwareAddress(First), "the client knows the winner");
        Thread.Sleep(1500);
        capture.Stop();

        First.Instance().GetProperty("counters").GetProperty("otherMasters").GetInt64().ShouldBeGreaterThan(0);
        double lastOfLoser = capture.Adverts().Last(a => a.Source == "192.168.12.232").Time;
        capture.Announcements()
            .Count(a => a.Address == "192.168.12.233" && a.HardwareAddress == HardwareAddress(First) && a.Time > lastOfLoser)
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Priority_follows_a_check_and_the_better_host_becomes_master()
    {
        string flag = First.Write("flag", "");
        string check = $$"""
            vrrp_script chk {
                script "/usr/bin/test -e {{flag}}"
                interval 0.1
                weight -60
            }
            """;
        First.StartEngine(Configuration(150, "track_script { chk }", before: check));
        LabProcess second = Second.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        File.Delete(flag);

        second.WaitForLog("Entering MASTER STATE");
        Second.WaitUntilHolds(Vip);
        First.WaitUntilHolds(Vip, holds: false);
        First.Instance().GetProperty("priority").GetProperty("effective").GetInt32().ShouldBe(90);
    }

    private (LabProcess First, LabProcess Second) StartBoth(string more = "")
    {
        LabProcess first = First.StartEngine(Configuration(150, more));
        First.WaitUntilHolds(Vip);
        LabProcess second = Second.StartEngine(Configuration(100, more));
        second.WaitForLog("Entering BACKUP STATE");
        Command.WaitUntil(() => Second.Instance().TryGetProperty("master", out var master) && master.ValueKind != System.Text.Json.JsonValueKind.Null, "the second hears the first");
        return (first, second);
    }

    private static string NeighbourOf(LabHost client)
    {
        string output = client.Run("ip", "-j", "neigh", "show", "192.168.12.233");
        System.Text.Json.JsonElement entries = System.Text.Json.JsonElement.Parse(output);
        return entries.GetArrayLength() > 0 && entries[0].TryGetProperty("lladdr", out var address) ? address.GetString()! : "";
    }

    private static string HardwareAddress(LabHost host) =>
        System.Text.Json.JsonElement.Parse(host.Run("ip", "-j", "link", "show", "ens33"))[0].GetProperty("address").GetString()!;
}
