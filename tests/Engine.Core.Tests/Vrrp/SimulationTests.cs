using CsCheck;
using Holdfast.Vrrp;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>Three routers on a wire that misbehaves. A failing run names its seed.</summary>
public sealed class SimulationTests
{
    /// <summary>Always one, and never two, where any router of the partition takes part.</summary>
    [Fact]
    public void Each_partition_has_one_master_once_the_bound_has_passed() =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed =>
        {
            var random = new Random(seed);
            byte version = (byte)random.Next(2, 4);
            SimulatedNetwork network = Create(seed, version, preempt: random.Next(2) == 0, equalPriorities: random.Next(2) == 0);
            TimeSpan interval = network.Hosts[0].Options.AdvertInterval;
            network.MaxDelay = interval * random.NextDouble() * 0.4;
            foreach (SimulatedHost host in network.Hosts) host.Start();
            for (int round = 0; round < 20; round++)
            {
                network.Loss = 0.5;
                Disturb(network, random);
                network.Run(interval * random.Next(1, 30));
                // Loss ends, and with it the disturbance; partitions and failed hosts stay.
                network.Loss = 0;
                network.Run(Bound(interval));
                ExpectOneMasterInEachPartition(network);
            }
        }, iter: 300);

    [Fact]
    public void The_highest_priority_is_master_after_everything_healed() =>
        Gen.Int[0, int.MaxValue - 1].Sample(seed =>
        {
            var random = new Random(seed);
            SimulatedNetwork network = Create(seed, (byte)random.Next(2, 4), preempt: true, equalPriorities: false);
            TimeSpan interval = network.Hosts[0].Options.AdvertInterval;
            network.Loss = 0.3;
            foreach (SimulatedHost host in network.Hosts) host.Start();
            for (int round = 0; round < 10; round++)
            {
                Disturb(network, random);
                network.Run(interval * random.Next(1, 30));
            }
            network.Loss = 0;
            foreach (SimulatedHost host in network.Hosts)
            {
                host.Partition = 0;
                host.Start();
            }
            network.Run(Bound(interval) * 2);
            network.Hosts.Select(host => host.IsMaster).ShouldBe([true, false, false]);
        }, iter: 200);

    [Theory]
    [InlineData(2, 1000)]
    [InlineData(3, 1000)]
    [InlineData(3, 10)]
    public void A_killed_master_is_followed_within_the_bound_of_the_protocol(byte version, int milliseconds)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(milliseconds);
        SimulatedNetwork network = Create(seed: 1, version, preempt: true, equalPriorities: false, interval);
        network.MaxDelay = TimeSpan.Zero;
        foreach (SimulatedHost host in network.Hosts) host.Start();
        network.Run(interval * 10);
        network.Hosts[0].IsMaster.ShouldBeTrue();

        TimeSpan bound = network.Hosts[1].Router.MasterDownInterval;
        network.Hosts[0].Kill();
        network.Run(bound);

        network.Hosts.Select(host => host.IsMaster).ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData(2, 1000)]
    [InlineData(3, 1000)]
    [InlineData(3, 10)]
    public void A_master_that_stops_is_followed_after_the_skew_alone(byte version, int milliseconds)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(milliseconds);
        SimulatedNetwork network = Create(seed: 1, version, preempt: true, equalPriorities: false, interval);
        network.MaxDelay = TimeSpan.Zero;
        foreach (SimulatedHost host in network.Hosts) host.Start();
        network.Run(interval * 10);

        network.Hosts[0].Stop();
        network.Run(network.Hosts[1].Router.SkewTime);

        network.Hosts.Select(host => host.IsMaster).ShouldBe([false, true, false]);
    }

    [Fact]
    public void A_healthy_wire_sees_one_election_and_no_more()
    {
        SimulatedNetwork network = Create(seed: 1, version: 3, preempt: true, equalPriorities: false);
        foreach (SimulatedHost host in network.Hosts) host.Start();
        network.Run(TimeSpan.FromMinutes(10));
        network.Hosts.Select(host => host.Router.Counters.BecameMaster).ShouldBe([1, 0, 0]);
    }

    /// <summary>
    /// After the last disturbance: the longest Master_Down_Interval, at most four intervals, then a contest of one advert each
    /// way, with room for the longest delay.
    /// </summary>
    private static TimeSpan Bound(TimeSpan interval) => 5 * interval;

    private static SimulatedNetwork Create(int seed, byte version, bool preempt, bool equalPriorities, TimeSpan? interval = null)
    {
        VirtualRouterOptions Options(byte priority) => SampleRouter.Options(version) with
        {
            Priority = priority,
            Preempt = preempt,
            AdvertInterval = interval ?? (version == 2 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(100)),
        };
        // With the same priority for all only the addresses decide.
        return equalPriorities
            ? new SimulatedNetwork(seed, Options(100), Options(100), Options(100))
            : new SimulatedNetwork(seed, Options(150), Options(100), Options(50));
    }

    private static void Disturb(SimulatedNetwork network, Random random)
    {
        SimulatedHost host = network.Hosts[random.Next(network.Hosts.Count)];
        switch (random.Next(7))
        {
            case 0: host.Kill(); break;
            case 1: host.Start(); break;
            case 2: host.Stop(); break;
            case 3: host.Fail(); break;
            case 4: host.Recover(); break;
            case 5: host.Partition = random.Next(3); break;
            default:
                foreach (SimulatedHost each in network.Hosts) each.Partition = 0;
                break;
        }
    }

    private static void ExpectOneMasterInEachPartition(SimulatedNetwork network)
    {
        foreach (IGrouping<int, SimulatedHost> partition in network.Hosts.GroupBy(host => host.Partition))
        {
            int able = partition.Count(host => host.IsMaster || (!host.IsDead && host.Router.State == VrrpState.Backup));
            partition.Count(host => host.IsMaster).ShouldBe(Math.Min(able, 1));
        }
    }
}
