namespace Holdfast.PluginHost.Tests;

/// <summary>Notifications: in order, at least once, acknowledged when they are safe.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly HostProcess _host = new();

    public void Dispose() => _host.Dispose();

    private IEnumerable<string> Notified => Notifications("Sample");

    [Fact]
    public void Notifications_arrive_in_order_and_are_acknowledged()
    {
        Begin();
        for (int i = 1; i <= 20; i++) _host.Notify(i);
        _host.WaitUntil(() => _host.LastAcknowledged == 20, "all are acknowledged");
        Notified.ShouldBe(Enumerable.Range(1, 20).Select(i => $"1.0.0 notified run-{i} VI_1 Backup Master 150"));
    }

    [Fact]
    public void One_that_comes_before_the_plugins_are_loaded_waits_for_them()
    {
        _host.UseSample();
        _host.Start();
        _host.Notify(1);
        _host.WaitUntil(() => _host.LastAcknowledged == 1, "it is acknowledged");
        Notified.ShouldHaveSingleItem();
    }

    [Fact]
    public void One_that_is_not_taken_is_not_acknowledged_and_given_again_to_the_next_host()
    {
        Begin();
        _host.Notify(1);
        _host.WaitUntil(() => _host.LastAcknowledged == 1, "the first is acknowledged");
        _host.Ask("hold");
        _host.Notify(2);
        _host.Notify(3);
        _host.NextResult("chk", skip: 3);
        _host.LastAcknowledged.ShouldBe(1);
        _host.KillHard();

        File.Delete(_host.StateFile("hold"));
        _host.Start(HostProcess.Check("chk", "up"));
        // The engine gives all that it has no acknowledgement for; it may have missed the first one's.
        for (int i = 1; i <= 3; i++) _host.Notify(i);
        _host.WaitUntil(() => _host.LastAcknowledged == 3, "all are acknowledged");
        Notified.Select(line => line.Split(' ')[2]).ShouldBe(["run-1", "run-2", "run-3"]);
    }

    [Fact]
    public void One_that_is_refused_is_given_again()
    {
        Begin();
        _host.Ask("refuse");
        _host.Notify(1);
        _host.WaitForLog("Sample did not take a notification, try 1: not now");
        File.Delete(_host.StateFile("refuse"));
        _host.WaitUntil(() => _host.LastAcknowledged == 1, "it is acknowledged");
        Notified.ShouldHaveSingleItem();
    }

    [Fact]
    public void One_that_is_refused_for_good_is_given_up_and_the_next_is_taken()
    {
        Begin();
        _host.Ask("refuse");
        _host.Notify(1);
        _host.WaitForLog("Sample never took notification run-1; it is given up: not now");
        File.Delete(_host.StateFile("refuse"));
        _host.Notify(2);
        _host.WaitUntil(() => _host.LastAcknowledged == 2, "both are acknowledged");
        Notified.ShouldHaveSingleItem().ShouldContain("run-2");
    }

    [Fact]
    public void A_plugin_that_holds_one_holds_up_no_other_plugin_but_the_acknowledgement()
    {
        _host.Install(SampleBuild.First);
        _host.WriteManifest(("Slow", $"sample/{SampleBuild.FileName}", null), ("Sample", $"sample/{SampleBuild.FileName}", null));
        _host.Ask("hold", "Slow");
        _host.Start(HostProcess.Check("chk", "up"));
        _host.Notify(1);
        _host.Notify(2);
        _host.WaitUntil(() => Notified.Count() == 2, "the other has both");
        _host.LastAcknowledged.ShouldBe(0);
        File.Delete(_host.StateFile("hold", "Slow"));
        _host.WaitUntil(() => _host.LastAcknowledged == 2, "both are acknowledged");
        Notifications("Slow").Count().ShouldBe(2);
    }

    [Fact]
    public void One_that_is_under_way_while_its_plugin_is_replaced_is_given_once()
    {
        Begin();
        _host.Ask("hold");
        _host.Notify(1);
        _host.Notify(2);
        _host.Install(SampleBuild.Second);
        _host.WaitUntilLoaded("2.0.0");
        _host.Diary().ShouldNotContain("1.0.0 stopped");
        File.Delete(_host.StateFile("hold"));
        _host.WaitUntil(() => _host.LastAcknowledged == 2, "both are acknowledged");
        Notified.Select(line => string.Join(' ', line.Split(' ').Take(3))).ShouldBe(["1.0.0 notified run-1", "2.0.0 notified run-2"]);
    }

    private void Begin()
    {
        _host.UseSample();
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
    }

    private IEnumerable<string> Notifications(string plugin) => _host.Diary(plugin).Where(line => line.Contains(" notified ", StringComparison.Ordinal));
}
