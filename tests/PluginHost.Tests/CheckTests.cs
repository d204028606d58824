using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost.Tests;

/// <summary>Checks, run by the real host.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly HostProcess _host = new();

    public CheckTests() => _host.UseSample();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void What_a_check_finds_is_told_with_its_reason()
    {
        _host.Start(HostProcess.Check("up", "up"), HostProcess.Check("down", "down"), HostProcess.Check("unknown", "unknown"), HostProcess.Check("throw", "throw"));
        Result("up").ShouldBe((true, "1.0.0"));
        Result("down").ShouldBe((false, "1.0.0"));
        Result("unknown").ShouldBe((null, "1.0.0"));
        Result("throw").ShouldBe((false, "InvalidOperationException: out of order"));
    }

    [Fact]
    public void A_check_runs_at_once_and_again_at_its_interval()
    {
        _host.Start(HostProcess.Check("often", "up"), HostProcess.Check("rarely", "up", interval: 3600));
        _host.WaitUntil(() => _host.Results("often").Count() >= 5, "five runs");
        _host.Results("rarely").Count().ShouldBe(1);
    }

    [Fact]
    public void A_check_that_takes_too_long_is_down_and_runs_again()
    {
        _host.Start(HostProcess.Check("slow", "wait", timeout: 0.1));
        Result("slow", 0).ShouldBe((false, "timed out after 0.1 s"));
        Result("slow", 1).ShouldBe((false, "timed out after 0.1 s"));
    }

    [Fact]
    public void A_run_that_does_not_listen_is_abandoned_and_never_overlapped()
    {
        _host.Start(HostProcess.Check("deaf", "overrun 1000", timeout: 0.1));
        Result("deaf", 0).ShouldBe((false, "timed out after 0.1 s"));
        Result("deaf", 1).ShouldBe((false, "the run before has not ended yet"));
        _host.WaitUntil(() => _host.Results("deaf").Any(r => r.Success == true), "the run has ended, and the next began");
        _host.Results("deaf").First(r => r.Success == true).Reason.ShouldBe("1 at a time, run 2");
        _host.LogText.ShouldContain("check deaf did not end at its time limit and goes on");
    }

    [Fact]
    public void Checks_that_spin_hold_up_no_other()
    {
        // More than there are processors.
        string end = _host.InFolder("end");
        CheckMessage[] spinning = [.. Enumerable.Range(0, Environment.ProcessorCount * 2).Select(i => HostProcess.Check($"spin{i}", $"spin {end}", timeout: 0.1))];
        _host.Start([.. spinning, HostProcess.Check("well", "up")]);
        foreach (CheckMessage check in spinning) Result(check.Name, 0).Reason.ShouldBe("timed out after 0.1 s");
        Result("well").ShouldBe((true, "1.0.0"));
        File.WriteAllText(end, "");
        _host.WaitUntil(() => spinning.All(check => _host.Results(check.Name).Any(r => r.Success == true)), "they run again");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e6, 1e6)]
    public void Spans_that_no_timer_can_do_are_bounded_and_end_nothing(double interval, double timeout)
    {
        _host.Start(HostProcess.Check("odd", "up", interval, timeout), HostProcess.Check("well", "up"));
        _host.WaitUntil(() => _host.Results("odd").Any(), "it ran");
        Result("well").ShouldBe((true, "1.0.0"));
    }

    [Fact]
    public void A_reload_leaves_what_is_the_same_and_changes_what_is_not()
    {
        _host.Start(HostProcess.Check("same", "overrun 0"), HostProcess.Check("other", "up"), HostProcess.Check("gone", "up"));
        Result("same");
        Result("gone");
        _host.Configure(HostProcess.Check("same", "overrun 0"), HostProcess.Check("other", "down"), HostProcess.Check("new", "up"));
        _host.WaitUntil(() => _host.Results("other").Last().Success == false, "the changed one");
        _host.WaitUntil(() => _host.Results("new").Any(), "the new one");
        int gone = _host.Results("gone").Count();
        Result("new");
        Result("new");
        _host.Results("gone").Count().ShouldBe(gone);
        // Its object has counted since the start.
        _host.Results("same").Select((r, i) => r.Reason == $"1 at a time, run {i + 1}").ShouldAllBe(isNext => isNext);
    }

    [Fact]
    public void A_mistake_in_a_block_is_told_with_its_position()
    {
        _host.Start(new CheckMessage("odd", 0.05, 1, HostProcess.Statement(["sample"], HostProcess.Statement(["dou", "up"]))));
        _host.WaitUntil(() => _host.Diagnostics.Any(), "a diagnostic");
        _host.Diagnostics.ShouldHaveSingleItem().ShouldBe(new DiagnosticMessage("keepalived.conf", 7, 1, 3, "Unknown keyword 'dou'"));
        Result("odd").ShouldBe((true, "1.0.0"));
    }

    [Fact]
    public void A_check_that_cant_be_made_is_down_and_costs_no_other()
    {
        _host.Start(HostProcess.Check("refused", "refuse"), HostProcess.Check("well", "up"));
        Result("well").ShouldBe((true, "1.0.0"));
        _host.Results("refused").ShouldHaveSingleItem().Reason.ShouldBe("Sample can't make it: InvalidOperationException: not this one");
    }

    [Fact]
    public void A_check_that_no_plugin_provides_is_down()
    {
        _host.Start(new CheckMessage("lost", 0.05, 1, HostProcess.Statement(["nothing"])));
        _host.WaitUntil(() => _host.Results("lost").Any(), "a result");
        _host.Results("lost").First().Reason.ShouldBe("no plugin provides 'nothing'");
        _host.LogText.ShouldContain("check lost: no plugin provides 'nothing'");
    }

    /// <summary>One of the results since the start.</summary>
    private (bool? Success, string Reason) Result(string check, int index)
    {
        _host.WaitUntil(() => _host.Results(check).Count() > index, $"{check} has result {index}");
        CheckResultMessage result = _host.Results(check).ElementAt(index);
        return (result.Success, result.Reason);
    }

    private (bool? Success, string Reason) Result(string check)
    {
        CheckResultMessage result = _host.NextResult(check);
        return (result.Success, result.Reason);
    }
}
