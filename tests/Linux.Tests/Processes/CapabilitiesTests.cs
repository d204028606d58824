using Holdfast.Linux.Processes;

namespace Holdfast.Linux.Tests.Processes;

public sealed class CapabilitiesTests
{
    private static readonly Capability[] All = Enum.GetValues<Capability>();

    [Fact]
    public void What_is_given_up_is_missing_for_good_and_only_on_its_thread()
    {
        Assert.SkipUnless(Capabilities.Missing(All).Count == 0, "needs root with all capabilities");
        List<Capability[]> missing = [];
        var thread = new Thread(() =>
        {
            Capabilities.KeepOnly(Capability.CAP_NET_RAW, Capability.CAP_KILL);
            missing.Add([.. Capabilities.Missing(All)]);
            Capabilities.KeepOnly(Capability.CAP_NET_RAW, Capability.CAP_NET_ADMIN);
            missing.Add([.. Capabilities.Missing(Capability.CAP_NET_RAW, Capability.CAP_NET_ADMIN)]);
        });
        thread.Start();
        thread.Join();

        missing[0].ShouldBe(All.Except([Capability.CAP_NET_RAW, Capability.CAP_KILL]));
        missing[1].ShouldBe([Capability.CAP_NET_ADMIN]);
        Capabilities.Missing(All).ShouldBeEmpty();
    }
}
