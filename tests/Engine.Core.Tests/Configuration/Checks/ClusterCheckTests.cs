using Holdfast.Configuration;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Checks.Cluster;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

/// <summary>How instances of different hosts find each other, and what weights come to among them.</summary>
public sealed class ClusterCheckTests
{
    [Fact]
    public void The_two_hosts_of_the_sample_fit_together()
    {
        const string Cases = "tests/Engine.Core.Tests/Configuration/Cases";
        string[] texts = [.. ((string[])["seed-master", "seed-backup"]).Select(name => File.ReadAllText(Path.Combine(Repository.Root, Cases, name + ".conf")))];
        Check(texts).ShouldBeEmpty();
    }

    [Fact]
    public void One_host_alone_has_nothing_to_be_compared_with() => Check(Instance(51, "eth0", "10.0.0.10")).ShouldBeEmpty();

    [Fact]
    public void A_file_that_cannot_be_read_does_not_hide_what_the_others_say()
    {
        LoadedConfiguration absent = LintCase.Host.Load([], "absent.conf", new ExpansionOptions());
        LoadedConfiguration first = LintCase.Host.Load(Instance(51, "eth0", "10.0.0.10"), "lb1.conf");
        LoadedConfiguration second = LintCase.Host.Load(Instance(51, "eth0", "10.0.0.10"), "lb2.conf");
        IReadOnlyList<Diagnostic> findings = ClusterCheck.Run([("absent.conf", absent), ("lb1.conf", first), ("lb2.conf", second)], LintSelection.All);
        findings.ShouldHaveSingleItem().Name.ShouldBe(Lints.EqualPriorities.Name);
    }

    [Fact]
    public void Instances_on_interfaces_of_other_names_are_matched_by_their_addresses()
    {
        // Both links use VRID 51, and the two hosts name them the other way round.
        string lb1 = Instance(51, "eth0", "10.0.0.10", 150, "VI_1") + Instance(51, "eth1", "10.1.0.10", 150, "VI_2");
        string lb2 = Instance(51, "eth1", "10.0.0.10", 100, "VI_1") + Instance(51, "eth0", "10.1.0.10", 100, "VI_2");
        Check(lb1, lb2).ShouldBeEmpty();
    }

    [Fact]
    public void Instances_without_a_common_address_are_matched_by_the_name_of_the_interface() =>
        Names(Instance(51, "eth0", "10.0.0.10", 150), Instance(51, "eth0", "10.0.0.11", 100)).ShouldBe(["addresses-differ", "addresses-differ"]);

    [Fact]
    public void One_vrid_on_links_that_have_nothing_in_common_is_two_routers() =>
        Names(Instance(51, "eth0", "10.0.0.10", 150), Instance(51, "eth1", "10.1.0.10", 100)).ShouldBe(["no-counterpart", "no-counterpart"]);

    [Fact]
    public void Unicast_peers_that_name_each_other_are_one_router()
    {
        string lb1 = Instance(51, "eth0", "10.0.0.10", 150, more: "unicast_src_ip 192.0.2.1\nunicast_peer {\n192.0.2.2\n}");
        string lb2 = Instance(51, "ens3", "10.0.0.11", 100, more: "unicast_src_ip 192.0.2.2\nunicast_peer {\n192.0.2.1\n}");
        Names(lb1, lb2).ShouldBe(["addresses-differ", "addresses-differ"]);
    }

    [Theory]
    // A host takes over when its own priority is above the lowered one: at 100, 99 is low enough and 100 is not.
    [InlineData(101, -2, 100, 0, false)]
    [InlineData(101, -1, 100, 0, true)]
    [InlineData(150, -50, 100, 0, true)]
    [InlineData(150, -51, 100, 0, false)]
    // The same check on both hosts: 103 and 102 while up.
    [InlineData(101, 2, 100, 2, false)]
    [InlineData(150, 2, 100, 2, true)]
    [InlineData(105, -10, 100, -10, false)]
    // Only this host has it: 103 or 101, and the peer stays below both.
    [InlineData(101, 2, 100, 0, true)]
    public void A_weight_that_never_decides_is_told(int priority, int weight, int peer, int weightOfPeer, bool isTold)
    {
        string lb1 = Check("chk", weight) + Instance(51, "eth0", "10.0.0.10", priority, more: "track_script {\nchk\n}");
        string lb2 = weightOfPeer == 0
            ? Instance(51, "eth0", "10.0.0.10", peer)
            : Check("chk", weightOfPeer) + Instance(51, "eth0", "10.0.0.10", peer, more: "track_script {\nchk\n}");
        Check(lb1, lb2).Any(d => d.Name == Lints.WeightNeverDecides.Name && d.Position.File == "lb1.conf").ShouldBe(isTold);
    }

    [Theory]
    [InlineData(-5, "A weight of -51, or 0 for FAULT, lets lb2.conf:4 take over.")]
    [InlineData(5, "A weight of 51 on all hosts, or 0 for FAULT, lets lb2.conf:4 take over.")]
    public void The_weight_that_would_decide_is_computed(int weight, string expected)
    {
        string lb1 = Check("chk", weight) + Instance(51, "eth0", "10.0.0.10", 150, more: "track_script {\nchk\n}");
        Diagnostic found = Check(lb1, Instance(51, "eth0", "10.0.0.10", 100)).ShouldHaveSingleItem();
        found.Suggestion.ShouldNotBeNull().ShouldEndWith(expected);
    }

    [Fact]
    public void Two_weights_that_decide_only_together_do_decide()
    {
        string scripts = Check("one", -30) + Check("two", -30);
        string lb1 = scripts + Instance(51, "eth0", "10.0.0.10", 150, more: "track_script {\none\ntwo\n}");
        Check(lb1, Instance(51, "eth0", "10.0.0.10", 100)).ShouldBeEmpty();
    }

    [Fact]
    public void A_weight_decides_nothing_where_the_other_host_does_not_preempt()
    {
        string lb1 = Check("chk", -60) + Instance(51, "eth0", "10.0.0.10", 150, more: "track_script {\nchk\n}");
        string lb2 = Instance(51, "eth0", "10.0.0.10", 100, more: "nopreempt");
        Diagnostic found = Check(lb1, lb2).Single(d => d.Name == Lints.WeightNeverDecides.Name);
        found.Message.ShouldContain("no host without nopreempt");
    }

    [Fact]
    public void No_message_has_a_password_in_it()
    {
        IReadOnlyList<Diagnostic> findings = Check(
            Instance(51, "eth0", "10.0.0.10", 150, more: "authentication {\nauth_type PASS\nauth_pass sesame\n}"),
            Instance(51, "eth0", "10.0.0.10", 100, more: "authentication {\nauth_type PASS\nauth_pass apricot\n}"));
        findings.ShouldHaveSingleItem().Name.ShouldBe(Lints.PasswordDiffers.Name);
        findings.ShouldAllBe(d => !d.Message.Contains("sesame") && !d.Message.Contains("apricot"));
    }

    private static IEnumerable<string?> Names(params string[] texts) => Check(texts).Select(d => d.Name);

    private static IReadOnlyList<Diagnostic> Check(params string[] texts) => ClusterCheck.Run(
        [.. texts.Select((text, index) => ($"lb{index + 1}.conf", LintCase.Host.Load(text, $"lb{index + 1}.conf")))], LintSelection.All);

    private static string Check(string name, int weight) => $"vrrp_script {name} {{\nscript \"pidof nginx\"\nweight {weight}\n}}\n";

    private static string Instance(int virtualRouterId, string @interface, string address, int priority = 100, string name = "VI_1", string more = "") => $$"""
        vrrp_instance {{name}} {
            interface {{@interface}}
            virtual_router_id {{virtualRouterId}}
            priority {{priority}}
            {{more}}
            virtual_ipaddress {
                {{address}}
            }
        }

        """;
}
