using System.Text;
using Holdfast.Configuration;
using Holdfast.Configuration.Model;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>What a configuration means.</summary>
public sealed class ModelTests
{
    private const string Cases = "tests/Engine.Core.Tests/Configuration/Cases";

    [Theory]
    [InlineData("seed-master", true, 150, "k8s-master")]
    [InlineData("seed-backup", false, 100, "k8s-node2")]
    public void The_two_hosts_of_the_sample_differ_in_role_only(string name, bool startsAsMaster, byte priority, string routerId)
    {
        ConfigurationModel model = Load(File.ReadAllText(Path.Combine(Repository.Root, Cases, name + ".conf")));
        model.Global.RouterId.ShouldBe(routerId);
        VrrpScript script = model.Scripts.ShouldHaveSingleItem();
        const string Program = "/usr/local/sbin/chk_nginx_pid.sh";
        script.Program.ShouldBe(new ShellProgram(new ScriptCommand(Program, [Program], NeedsShell: false)));
        script.Interval.ShouldBe(TimeSpan.FromSeconds(2));
        script.Weight.ShouldBe(0);
        VrrpInstance instance = model.Instances.ShouldHaveSingleItem();
        instance.StartsAsMaster.ShouldBe(startsAsMaster);
        instance.Priority.ShouldBe(priority);
        instance.Interface.ShouldBe("ens33");
        instance.VirtualRouterId.ShouldBe((byte)51);
        instance.Version.ShouldBe((byte)2);
        Encoding.UTF8.GetString([.. instance.Password]).ShouldBe("1111");
        instance.Addresses.ShouldHaveSingleItem().ToString().ShouldBe("192.168.12.233/32");
        instance.TrackScripts.ShouldBe([new TrackReference("chk_http_port", null, null)]);
    }

    [Fact]
    public void Moved_lines_and_comments_change_nothing()
    {
        const string Script = """
            vrrp_script check {
                script /bin/true
            }
            vrrp_script nginx {
                check nginx {
                    pid /run/nginx.pid
                }
            }
            vrrp_script sharp {
                script "x.csx a"
            }

            """;
        ConfigurationModel before = Load(Script + Instance("VI_1", 51, "10.0.0.10"));
        ConfigurationModel after = Load("# moved\n\n" + Script + "! and again\n" + Instance("VI_1", 51, "10.0.0.10"));
        after.ShouldBe(before);
        ConfigurationDifference difference = ConfigurationDifference.Between(before, after);
        difference.Removed.ShouldBeEmpty();
        difference.Added.ShouldBeEmpty();
        difference.Changed.ShouldBeEmpty();
    }

    [Fact]
    public void An_address_that_moves_changes_both_instances_and_no_other()
    {
        string third = Instance("VI_3", 53, "10.0.0.30");
        ConfigurationModel before = Load(Instance("VI_1", 51, "10.0.0.10 10.0.0.11") + Instance("VI_2", 52, "10.0.0.20") + third);
        ConfigurationModel after = Load(Instance("VI_1", 51, "10.0.0.10") + Instance("VI_2", 52, "10.0.0.20 10.0.0.11") + third);
        ConfigurationDifference difference = ConfigurationDifference.Between(before, after);
        difference.Changed.Select(i => i.Name).ShouldBe(["VI_1", "VI_2"]);
        difference.Removed.ShouldBeEmpty();
        difference.Added.ShouldBeEmpty();
    }

    [Fact]
    public void Another_virtual_router_id_is_another_router()
    {
        ConfigurationModel before = Load(Instance("VI_1", 51, "10.0.0.10"));
        ConfigurationModel after = Load(Instance("VI_1", 52, "10.0.0.10"));
        ConfigurationDifference difference = ConfigurationDifference.Between(before, after);
        difference.Removed.ShouldHaveSingleItem().VirtualRouterId.ShouldBe((byte)51);
        difference.Added.ShouldHaveSingleItem().VirtualRouterId.ShouldBe((byte)52);
        difference.Changed.ShouldBeEmpty();
    }

    [Fact]
    public void A_global_default_changes_the_instances_that_follow_it()
    {
        string instance = Instance("VI_1", 51, "10.0.0.10");
        ConfigurationDifference difference = ConfigurationDifference.Between(
            Load(instance), Load("global_defs {\n vrrp_garp_master_refresh 60\n}\n" + instance));
        difference.Changed.ShouldHaveSingleItem().Name.ShouldBe("VI_1");
    }

    [Theory]
    [InlineData("script \"/usr/bin/check one 'two three'\"", false, "/usr/bin/check,one,two three")]
    [InlineData("script /usr/bin/check one two", false, "/usr/bin/check,one,two")]
    [InlineData("script \"pidof nginx || exit 1\"", true, "pidof,nginx,||,exit,1")]
    [InlineData("script \"killall -0 nginx\" # is it there", false, "killall,-0,nginx")]
    public void A_script_runs_without_a_shell_unless_it_needs_one(string line, bool needsShell, string words)
    {
        VrrpScript script = Load($"vrrp_script check {{\n {line}\n}}").Scripts.ShouldHaveSingleItem();
        ScriptCommand command = script.Program.ShouldBeOfType<ShellProgram>().Command;
        command.NeedsShell.ShouldBe(needsShell);
        string.Join(',', command.Words).ShouldBe(words);
    }

    [Theory]
    [InlineData("/usr/bin/tell", "/usr/bin/tell", null)]
    [InlineData("/usr/bin/tell root", "/usr/bin/tell", "root")]
    [InlineData("\"/usr/bin/tell now\" root", "/usr/bin/tell,now", "root")]
    public void What_follows_a_notification_s_script_is_who_runs_it(string line, string words, string? user)
    {
        NotifyScript script = Notified(line).ShouldNotBeNull();
        string.Join(',', script.Command.Words).ShouldBe(words);
        script.User?.User.ShouldBe(user);
        (script.User is null).ShouldBe(user is null);
    }

    [Theory]
    [InlineData("/usr/bin/tell nobody-here")]
    [InlineData("\"/usr/bin/tell now\" nobody-here")]
    [InlineData("\"/usr/bin/tell now\" root nobody-here")]
    [InlineData("\"\"")]
    public void A_notification_whose_user_is_not_known_is_run_by_nobody(string line) => Notified(line).ShouldBeNull();

    [Theory]
    [InlineData("script_user nobody-here", "")]
    [InlineData("script_user root", "user nobody-here")]
    public void A_script_whose_user_is_not_known_is_run_by_nobody(string global, string own)
    {
        ConfigurationModel model = Load($"global_defs {{\n {global}\n}}\nvrrp_script check {{\n script /usr/bin/check\n {own}\n}}\n" + Instance("VI_1", 51, "10.0.0.10"));
        model.Scripts.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_of_another_family_than_the_addresses_is_left_out()
    {
        VrrpInstance instance = Load(
            Instance("VI_1", 51, "10.0.0.10 fe80::10").Replace("interface eth0", "interface eth0\n mcast_src_ip fe80::1\n unicast_src_ip fe80::1\n unicast_peer {\n 10.0.0.2\n fe80::2\n }", StringComparison.Ordinal))
            .Instances.ShouldHaveSingleItem();
        instance.Addresses.ShouldHaveSingleItem().ToString().ShouldBe("10.0.0.10/32");
        instance.UnicastPeers.ShouldHaveSingleItem().ToString().ShouldBe("10.0.0.2");
        instance.MulticastSource.IsNone.ShouldBeTrue();
        instance.UnicastSource.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void A_plugin_s_check_keeps_its_block_for_the_plugin()
    {
        const string Text = "vrrp_script web {\n check nginx {\n pid_file /run/nginx.pid\n }\n interval 0.5\n weight -20 reverse\n}";
        VrrpScript script = Load(Text).Scripts.ShouldHaveSingleItem();
        PluginProgram program = script.Program.ShouldBeOfType<PluginProgram>();
        program.Keyword.ShouldBe("nginx");
        program.Block.Statements.ShouldHaveSingleItem().Words.Select(word => word.Text).ShouldBe(["pid_file", "/run/nginx.pid"]);
        program.Block.Statements[0].Keyword.Position.Line.ShouldBe(3);
        script.Interval.ShouldBe(TimeSpan.FromMilliseconds(500));
        script.Weight.ShouldBe(-20);
        script.WeightReverse.ShouldBeTrue();
    }

    private static NotifyScript? Notified(string line) =>
        Load(Instance("VI_1", 51, "10.0.0.10").Replace("interface eth0", $"interface eth0\n notify {line}", StringComparison.Ordinal)).Instances.ShouldHaveSingleItem().Notify.Any;

    private static string Instance(string name, int virtualRouterId, string addresses) => $$"""
        vrrp_instance {{name}} {
            interface eth0
            virtual_router_id {{virtualRouterId}}
            virtual_ipaddress {
                {{addresses.Replace(' ', '\n')}}
            }
        }

        """;

    private static ConfigurationModel Load(string text) => new SampleHost("eth0", "ens33").Load(text).Model;
}
