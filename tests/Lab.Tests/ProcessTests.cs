namespace Holdfast.Lab.Tests;

/// <summary>The engine as a process: privileges, scripts, bad input.</summary>
public sealed class ProcessTests : LabTest
{
    [Fact]
    public void Missing_privileges_are_named()
    {
        string file = First.Write("conf", Configuration(100));

        (int status, _, string errors) = First.Try("setpriv", "--bounding-set=-net_admin,-net_raw", "--", Repository.Output("engine"), "-f", file);

        status.ShouldBe(4);
        errors.ShouldContain("missing privileges: CAP_NET_ADMIN, CAP_NET_RAW");
    }

    [Fact]
    public void A_second_engine_on_one_host_does_not_start()
    {
        First.StartEngine(Configuration(100)).WaitForLog("Entering MASTER STATE");

        (int status, _, string errors) = First.Try(Repository.Output("engine"), "-f", First.Write("conf", Configuration(100)));

        status.ShouldBe(1);
        errors.ShouldContain("daemon is already running");
        First.Holds(Vip).ShouldBeTrue();
    }

    [Fact]
    public void A_script_that_takes_too_long_is_ended_with_its_children()
    {
        string script = First.WriteScript("slow", "sleep 987 & sleep 987");
        string check = $"vrrp_script slow {{\nscript \"{script}\"\ninterval 0.3\ntimeout 0.2\n}}";
        LabProcess engine = First.StartEngine(Configuration(100, "track_script { slow }", before: check));

        engine.WaitForLog("VRRP_Script(slow) failed (timed out after 0.2 s)");
        engine.WaitForLog("Entering FAULT STATE");
        Thread.Sleep(2000);

        // Runs follow one another, so there may be one at work, and never more.
        First.Try("pgrep", "-c", "-f", "sleep 987").Output.Trim().ShouldBeOneOf("0", "1", "2", "3");
        engine.Terminate();
        engine.WaitForExit().ShouldBe(0);
        First.Try("pgrep", "-c", "-f", "sleep 987").Output.Trim().ShouldBe("0");
    }

    [Fact]
    public void A_script_runs_as_its_user()
    {
        string check = "vrrp_script who {\nscript \"/usr/bin/test $(id -un) = nobody\"\nuser nobody\ninterval 0.2\n}";
        LabProcess engine = First.StartEngine(Configuration(100, "track_script { who }", before: check));

        engine.WaitForLog("VRRP_Script(who) succeeded");
        engine.WaitForLog("Entering MASTER STATE");
    }

    [Fact]
    public void Notify_scripts_get_keepalived_arguments()
    {
        string output = First.Write("notified", "");
        string any = First.WriteScript("any", $"echo any \"$@\" >> {output}");
        string master = First.WriteScript("master", $"echo master >> {output}");
        First.StartEngine(Configuration(100, $"notify {any}\nnotify_master {master}"));

        Command.WaitUntil(() => File.ReadAllText(output).Contains("master"), "notify_master has run");
        Command.WaitUntil(() => File.ReadAllText(output).Contains("any INSTANCE VI_1 MASTER 100"), "notify has run", context: () => File.ReadAllText(output));
        File.ReadAllText(output).ShouldContain("any INSTANCE VI_1 BACKUP 100");
    }

    [Fact]
    public void A_missing_configuration_leaves_an_engine_that_waits_for_a_reload()
    {
        LabProcess engine = First.Start(Repository.Output("engine"), "-f", "/nonexistent/keepalived.conf");
        engine.WaitForLog("can't be read");

        Thread.Sleep(300);
        First.Status().GetProperty("instances").GetArrayLength().ShouldBe(0);
        engine.Terminate();
        engine.WaitForExit().ShouldBe(0);
    }

    [Theory]
    [InlineData("vrrp_instance VI_1 {\n interface ens33\n virtual_router_id 1\n virtual_ipaddress { 10.0.0.1 }\n}\n", 0)]
    [InlineData("bogus 1\n", 5)]
    [InlineData("vrrp_script a {\n script \"/bin/true\"\n}\n", 6)]
    [InlineData("vrrp_instance VI_1 {\n interface\n}\n", 2)]
    public void The_configuration_test_exits_as_keepalived_does(string text, int expected)
    {
        string file = First.Write("test.conf", text);
        First.Try(Repository.Output("engine"), "-t", "-f", file).Status.ShouldBe(expected);
    }
}
