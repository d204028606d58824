namespace Holdfast.Lab.Tests;

/// <summary>One wire, two implementations: this engine and Debian's keepalived elect a master among themselves.</summary>
public sealed class KeepalivedTests : LabTest
{
    private const string Password = "authentication {\nauth_type PASS\nauth_pass 1111\n}";

    [Theory]
    [InlineData(2, false, "engine")]
    [InlineData(2, false, "keepalived")]
    [InlineData(2, true, "engine")]
    [InlineData(2, true, "keepalived")]
    [InlineData(3, false, "engine")]
    [InlineData(3, false, "keepalived")]
    [InlineData(3, true, "engine")]
    [InlineData(3, true, "keepalived")]
    public void Both_elect_a_master_take_over_from_each_other_and_hand_back(int version, bool unicast, string master)
    {
        string interval = version == 2 ? "1" : "0.2";
        string authentication = version == 2 ? Password : "";
        string Peers(string own, string other) => unicast ? $"unicast_src_ip {own}\nunicast_peer {{\n{other}\n}}" : "";
        string high = Configuration(150, authentication + "\n" + Peers("192.168.12.231", "192.168.12.232"), version, interval);
        string low = Configuration(100, authentication + "\n" + Peers("192.168.12.232", "192.168.12.231"), version, interval);
        string backup = master == "engine" ? "keepalived" : "engine";

        LabProcess second = Second.StartDaemon(backup, low);
        LabProcess first = First.StartDaemon(master, high);
        First.WaitUntilHolds(Vip);
        Second.WaitUntilHolds(Vip, holds: false);

        first.Kill();
        if (master == "keepalived") Command.Try("pkill", "-9", "-P", first.ProcessId.ToString());
        second.WaitForLog("Entering MASTER STATE", second.Count("Entering MASTER STATE") + 1);
        Second.WaitUntilHolds(Vip);

        First.Run("rm", "-f", "/run/keepalived.pid");
        First.StartDaemon(master, high);
        Second.WaitUntilHolds(Vip, holds: false);
        First.WaitUntilHolds(Vip);
    }

    [Fact]
    public void An_advert_with_a_wrong_password_is_ignored_and_counted()
    {
        First.StartKeepalived(Configuration(150, Password, version: 2, interval: "1"));
        LabProcess engine = Second.StartEngine(Configuration(100, Password.Replace("1111", "2222"), version: 2, interval: "1"));

        engine.WaitForLog("received an invalid passwd from 192.168.12.231!");
        // Who ignores the other becomes master beside it: that is what the log line is there to warn of.
        engine.WaitForLog("Entering MASTER STATE");
        Second.Instance().GetProperty("counters").GetProperty("rejectedAuthenticationFailed").GetInt64().ShouldBeGreaterThan(0);
        Second.Instance().GetProperty("counters").GetProperty("advertsReceived").GetInt64().ShouldBe(0);
    }

    [Fact]
    public void The_seeds_two_files_work_as_they_are()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "Data", "seed");
        foreach (LabHost host in new[] { First, Second })
        {
            // The script asks for nginx and ends the daemon through systemctl. There is no systemd on a host of the lab:
            // this stand-in for systemctl does to the engine what `systemctl stop` would.
            string bin = Directory.CreateDirectory(host.StateDirectory).FullName;
            File.Copy(Path.Combine(data, "chk_nginx_pid.sh"), Path.Combine(bin, "chk_nginx_pid.sh"));
            File.WriteAllText(Path.Combine(bin, "systemctl"), "#!/bin/sh\nkill -TERM $(cat /run/keepalived.pid)\n");
            Command.Run("chmod", "+x", Path.Combine(bin, "chk_nginx_pid.sh"), Path.Combine(bin, "systemctl"));
            host.Run("mount", "--bind", bin, "/usr/local/sbin");
            host.Run("sh", "-c", "nginx -g 'pid /run/nginx.pid; error_log /run/nginx.log;'");
        }
        LabProcess first = First.StartEngine(File.ReadAllText(Path.Combine(data, "keepalived-master.conf")));
        LabProcess second = Second.StartEngine(File.ReadAllText(Path.Combine(data, "keepalived-backup.conf")));
        First.WaitUntilHolds(Vip);
        Second.Holds(Vip).ShouldBeFalse();

        First.Run("pkill", "-QUIT", "nginx");

        first.WaitForExit().ShouldBe(0);
        first.Log.ShouldContain("(VI_1) sent 0 priority");
        second.WaitForLog("(VI_1) Entering MASTER STATE");
        Second.WaitUntilHolds(Vip);
        First.Holds(Vip).ShouldBeFalse();
    }
}
