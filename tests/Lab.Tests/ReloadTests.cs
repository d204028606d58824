namespace Holdfast.Lab.Tests;

/// <summary>SIGHUP: the difference is applied, and nothing else is touched.</summary>
public sealed class ReloadTests : LabTest
{
    private const int SIGHUP = 1;

    [Fact]
    public void An_address_that_is_added_appears_and_one_that_is_taken_out_disappears_without_leaving_master()
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        Reload(engine, Configuration(100).Replace("192.168.12.233", "192.168.12.233\n192.168.12.234"));
        First.WaitUntilHolds("192.168.12.234/32");
        First.Holds(Vip).ShouldBeTrue();

        Reload(engine, Configuration(100).Replace("192.168.12.233", "192.168.12.234"));
        First.WaitUntilHolds(Vip, holds: false);
        First.Holds("192.168.12.234/32").ShouldBeTrue();
        engine.Count("Entering BACKUP STATE").ShouldBe(1, "only at the start");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_address_that_moves_to_another_instance_never_disappears(bool toNewInstance)
    {
        string one = Configuration(100);
        string two = Configuration(100).Replace("VI_1", "VI_2").Replace("router_id 51", "router_id 52").Replace("192.168.12.233", "192.168.12.234");
        LabProcess engine = First.StartEngine(toNewInstance ? one : one + two);
        First.WaitUntilHolds(Vip);
        if (!toNewInstance) First.WaitUntilHolds("192.168.12.234/32");
        LabProcess monitor = First.Start("ip", "-4", "monitor", "address");
        Thread.Sleep(300);

        Reload(engine, one.Replace("192.168.12.233", "192.168.12.235") + two.Replace("192.168.12.234", "192.168.12.233"));
        First.WaitUntilHolds("192.168.12.235/32");
        Command.WaitUntil(() => First.Instance(1).GetProperty("state").GetString() == "Master", "the other instance is master");
        First.Holds(Vip).ShouldBeTrue();
        Thread.Sleep(300);

        monitor.Lines.Where(l => l.Contains("192.168.12.233") && l.Contains("Deleted")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vrrp_instance VI_1 {\n", "is not closed")]
    [InlineData(null, "can't be read")]
    public void A_configuration_that_cannot_be_read_is_refused_and_the_one_before_goes_on(string? text, string expected)
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        string file = First.Write("conf", text ?? "");
        if (text is null) File.Delete(file);
        engine.Signal(SIGHUP);

        engine.WaitForLog("is refused");
        engine.Log.ShouldContain(expected);
        Thread.Sleep(500);
        First.Holds(Vip).ShouldBeTrue();
        First.Instance().GetProperty("state").GetString().ShouldBe("Master");
    }

    [Fact]
    public void A_keyword_that_is_unknown_is_reported_and_skipped()
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);

        Reload(engine, Configuration(100, "priorty 7"));

        engine.Log.ShouldContain("Unknown keyword 'priorty' in vrrp_instance");
        engine.Log.ShouldContain("did you mean 'priority'?");
        First.Holds(Vip).ShouldBeTrue();
    }

    [Fact]
    public void What_did_not_change_is_not_touched()
    {
        LabProcess engine = First.StartEngine(Configuration(100));
        First.WaitUntilHolds(Vip);
        string since = First.Instance().GetProperty("since").GetString()!;
        PacketCapture capture = Network.Capture();
        Thread.Sleep(500);

        for (int i = 0; i < 10; i++)
        {
            engine.Signal(SIGHUP);
            Thread.Sleep(70);
        }

        Thread.Sleep(500);
        capture.Stop();
        First.Instance().GetProperty("since").GetString().ShouldBe(since);
        double[] times = [.. capture.Adverts().Select(a => a.Time)];
        // Three silent intervals are what makes a backup take over.
        times.Zip(times.Skip(1), (a, b) => b - a).Max().ShouldBeLessThan(0.3);
    }

    private void Reload(LabProcess engine, string configuration)
    {
        int before = engine.Count("Reloaded:");
        First.Write("conf", configuration);
        engine.Signal(SIGHUP);
        engine.WaitForLog("Reloaded:", before + 1);
    }
}
