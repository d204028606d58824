using System.Text.Json;
using Holdfast.Engine.Control;

namespace Holdfast.Engine.Tests.Control;

public sealed class StatusTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly StatusReport Report = new()
    {
        Version = "1.2.3",
        ProcessId = 42,
        Started = Now.AddHours(-3),
        Configuration = "/etc/keepalived/keepalived.conf",
        Instances =
        [
            new InstanceStatus
            {
                Name = "VI_1",
                Interface = "ens33",
                VirtualRouterId = 51,
                Version = 3,
                State = "Fault",
                Since = Now.AddSeconds(-5),
                Cause = "Faulted",
                Priority = new PriorityStatus(100, 90, [new TrackerStatus("script", "chk", false, -10, -10), new TrackerStatus("interface", "eth1", null, 0, 0)]),
                Faults = ["interface eth1 down"],
                Addresses = ["192.0.2.1/24"],
                Master = new MasterStatus("192.0.2.9", 150, Now.AddSeconds(-1)),
                Counters = new Dictionary<string, long> { ["advertsSent"] = 7, ["sendErrors"] = 0 },
            },
        ],
        Checks = [new CheckStatus { Name = "chk", Kind = "shell", Status = "Down", Reason = "exited with status 1", LastRun = Now.AddSeconds(-1), DurationMilliseconds = 3.25 }],
        PluginHost = new PluginHostStatus(true, 43, 2, 1),
        Plugins = [new PluginStatus("HealthNginx", "loaded", "0.1.0", 3, null, Now)],
    };

    [Fact]
    public void People_read_who_is_what_since_when_and_why()
    {
        string text = StatusText.Format(Report, Now);

        text.ShouldContain("engine 1.2.3, pid 42, up 3h");
        text.ShouldContain("VI_1: Fault for 5.0s (Faulted)");
        text.ShouldContain("priority 90, configured 100");
        text.ShouldContain("script chk: down, weight -10, adds -10");
        text.ShouldContain("interface eth1: not known yet, down means Fault");
        text.ShouldContain("fault: interface eth1 down");
        text.ShouldContain("heard 192.0.2.9, priority 150, 1.0s ago");
        text.ShouldContain("advertsSent 7\n");
        text.ShouldContain("plugin host: running, pid 43, 2 restarts, 1 events not acknowledged");
    }

    [Fact]
    public void Json_comes_back_as_it_went()
    {
        string json = JsonSerializer.Serialize(Report, StatusJson.Default.StatusReport);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, StatusJson.Default.StatusReport)!, StatusJson.Default.StatusReport).ShouldBe(json);
        json.ShouldContain("\"advertsSent\": 7");
    }
}
