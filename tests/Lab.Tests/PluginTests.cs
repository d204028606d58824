using System.Globalization;

namespace Holdfast.Lab.Tests;

/// <summary>Tests at intervals of 10 ms, which leave no processor to others: they run one at a time, after all others.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public static class Alone;

/// <summary>The engine and its plugin host: whatever happens to the one, the other does not notice.</summary>
[Collection("alone")]
public sealed class PluginTests : LabTest
{
    private const string NginxCheck = """
        vrrp_script chk_nginx {
            check nginx {
                pid_file /run/nginx.pid
            }
            interval 0.2
        }
        """;

    [Fact]
    public void A_host_that_is_killed_ten_times_in_a_row_costs_no_advert_and_no_notification()
    {
        string mailbox = Path.Combine(First.StateDirectory, "mail");
        Directory.CreateDirectory(First.StateDirectory);
        LabProcess mail = First.Start("/usr/bin/python3", "-m", "aiosmtpd", "-n", "-l", "127.0.0.1:2525", "-c", "aiosmtpd.handlers.Mailbox", mailbox);
        string global = "global_defs {\nrouter_id lab\nsmtp_alert\nnotification_email { ops@example.com }\nsmtp_server 127.0.0.1 2525\n}";
        LabProcess engine = First.StartEngine(Configuration(150, interval: "0.01", before: global), withPlugins: true);
        LabProcess backup = Second.StartEngine(Configuration(100, interval: "0.01"));
        First.WaitUntilHolds(Vip);
        engine.WaitForLog("NotifyEmail 0.1.0 is in use");
        PacketCapture capture = Network.Capture();
        int backupMaster = backup.Count("Entering MASTER STATE");

        for (int i = 1; i <= 10; i++)
        {
            string host = First.Status().GetProperty("pluginHost").GetProperty("processId").GetInt32().ToString(CultureInfo.InvariantCulture);
            // A change of state that has to be told while the host dies.
            First.SetLink(up: false);
            First.Run("kill", "-9", host);
            engine.WaitForLog("The plugin host killed by signal 9", i);
            engine.WaitForLog("Entering FAULT STATE", i);
            First.SetLink(up: true);
            engine.WaitForLog("Entering MASTER STATE", i + 1);
            Command.WaitUntil(() => First.Status().GetProperty("pluginHost").GetProperty("running").GetBoolean(), "the host runs again", 40);
        }
        capture.Stop();

        // At least once each: what was on its way when a host died may come again, as the same message.
        int changes = engine.Count("(VI_1) Entering ");
        changes.ShouldBeGreaterThanOrEqualTo(32, "Fault, Backup and Master ten times, and Backup and Master at the start");
        Command.WaitUntil(
            () => MessageIds(mailbox).Distinct().Count() == changes, $"{changes} changes were mailed", 60, () => $"{MessageIds(mailbox).Distinct().Count()}\n{engine.Log}\n{mail.Log}");
        backup.Count("Entering MASTER STATE").ShouldBeGreaterThan(backupMaster, "the link was down long enough");
    }

    [Fact]
    public void Killing_the_host_does_not_delay_an_advert()
    {
        LabProcess engine = First.StartEngine(Configuration(150, interval: "0.01"), withPlugins: true);
        LabProcess backup = Second.StartEngine(Configuration(100, interval: "0.01"));
        First.WaitUntilHolds(Vip);
        engine.WaitForLog("is in use", 3);
        backup.WaitForLog("Entering BACKUP STATE");
        Thread.Sleep(200);
        int mastersBefore = backup.Count("Entering MASTER STATE");
        long sentBefore = First.Instance().GetProperty("counters").GetProperty("advertsSent").GetInt64();

        for (int i = 1; i <= 10; i++)
        {
            Command.WaitUntil(() => First.Status().GetProperty("pluginHost").GetProperty("running").GetBoolean(), "the host runs", 40);
            First.Run("kill", "-9", First.Status().GetProperty("pluginHost").GetProperty("processId").GetInt32().ToString(CultureInfo.InvariantCulture));
            engine.WaitForLog("The plugin host killed by signal 9", i);
        }

        // Had three adverts in a row been late or lost, the backup would have taken over.
        backup.Count("Entering MASTER STATE").ShouldBe(mastersBefore);
        First.Instance().GetProperty("state").GetString().ShouldBe("Master");
        First.Instance().GetProperty("counters").GetProperty("advertsSent").GetInt64().ShouldBeGreaterThan(sentBefore + 10);
    }

    [Fact]
    public void Nginx_dying_moves_the_address_and_its_return_moves_it_back()
    {
        foreach (LabHost host in new[] { First, Second }) host.StartNginx();
        LabProcess first = First.StartEngine(Configuration(150, "track_script { chk_nginx }", before: NginxCheck), withPlugins: true);
        Second.StartEngine(Configuration(100, "track_script { chk_nginx }", before: NginxCheck), withPlugins: true);
        First.WaitUntilHolds(Vip);

        First.Run("pkill", "-9", "nginx");
        Second.WaitUntilHolds(Vip);
        First.WaitUntilHolds(Vip, holds: false);
        first.Log.ShouldContain("VRRP_Script(chk_nginx) failed");

        First.StartNginx();
        First.WaitUntilHolds(Vip);
        Second.WaitUntilHolds(Vip, holds: false);
    }

    [Fact]
    public void A_csx_check_is_compiled_once_and_taken_up_when_it_changes()
    {
        string script = First.Write("check.csx", "return Up(\"first version\");");
        string check = $"vrrp_script chk {{\nscript \"{script}\"\ninterval 0.2\n}}";
        LabProcess engine = First.StartEngine(Configuration(100, "track_script { chk }", before: check), withPlugins: true);
        engine.WaitForLog("Entering MASTER STATE", seconds: 40);
        Check().GetProperty("reason").GetString().ShouldBe("first version");

        File.WriteAllText(script, "return Up(\"no semicolon\"");
        engine.WaitForLog("can't be used; the version before stays in use");
        Check().GetProperty("status").GetString().ShouldBe("Up");

        File.WriteAllText(script, "return Down(\"third version\");");
        engine.WaitForLog("entering FAULT state (script chk failed: third version)", seconds: 30);
    }

    private System.Text.Json.JsonElement Check() => First.Status().GetProperty("checks")[0];

    private static List<string> MessageIds(string mailbox)
    {
        string folder = Path.Combine(mailbox, "new");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.GetFiles(folder).SelectMany(File.ReadLines).Where(line => line.StartsWith("Message-Id: ", StringComparison.Ordinal))];
    }
}
