namespace Holdfast.PluginHost.Tests;

/// <summary>plugins.json: what it may say, and what happens to a host that is given a bad one.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly HostProcess _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Paths_count_from_the_file_and_what_is_switched_off_is_left_out()
    {
        File.WriteAllText(_host.PluginsFile, """
            {
              // What runs.
              "plugins": [
                { "name": "A", "path": "a/A.dll", "settings": { "x": 1 } },
                { "name": "B", "path": "/b/B.dll", "enabled": false },
                { "name": "C", "path": "/c/C.dll", "enabled": true },
              ],
            }
            """);
        PluginManifest manifest = PluginManifest.Read(_host.PluginsFile);
        manifest.Plugins.Select(p => (p.Name, p.Path)).ShouldBe([("A", _host.InFolder("a/A.dll")), ("C", "/c/C.dll")]);
        manifest.Plugins[0].Settings?.GetProperty("x").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("{ \"plugins\": [ { \"name\": \"A\" } ] }", "path")]
    [InlineData("{ \"plugins\": [ { \"name\": \"A\", \"path\": \"a\", \"colour\": 1 } ] }", "colour")]
    [InlineData("{\n  \"plugins\": [\n    oops\n  ]\n}", "line 3, column 5: ")]
    [InlineData("", "line 1, column 1: ")]
    [InlineData("null", "it is empty; it has to be an object with an array \"plugins\"")]
    [InlineData("{ \"plugins\": [ { \"name\": \"A\", \"path\": \"a\" }, { \"name\": \"A\", \"path\": \"b\" } ] }", "two plugins are named 'A'; give each a name of its own")]
    [InlineData("{ \"plugins\": [ { \"name\": \"../A\", \"path\": \"a\" } ] }", "'../A' is no name for a plugin")]
    [InlineData("{ \"plugins\": [ { \"name\": \"\", \"path\": \"a\" } ] }", "'' is no name for a plugin")]
    public void A_mistake_is_told_with_its_place(string text, string told)
    {
        File.WriteAllText(_host.PluginsFile, text);
        Should.Throw<InvalidDataException>(() => PluginManifest.Read(_host.PluginsFile)).Message.ShouldContain(told);
    }

    [Fact]
    public void A_missing_file_is_told_and_taken_up_when_it_comes()
    {
        _host.Install(SampleBuild.First);
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitForLog($"{_host.PluginsFile}: can't be read: ");
        _host.WriteManifest(("Sample", $"sample/{SampleBuild.FileName}", null));
        _host.WaitUntilLoaded("1.0.0");
        _host.NextResult("chk").Success.ShouldBe(true);
    }

    [Fact]
    public void A_broken_file_leaves_what_runs()
    {
        _host.UseSample();
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        File.WriteAllText(_host.PluginsFile, "{ \"plugins\": [");
        _host.WaitForLog($"{_host.PluginsFile}: line 1, column ");
        _host.NextResult("chk").Success.ShouldBe(true);
        _host.Diary().ShouldBe(["1.0.0 started"]);
    }

    [Fact]
    public void A_plugin_whose_file_is_missing_is_told_costs_no_other_and_is_taken_up_when_it_comes()
    {
        _host.Install(SampleBuild.First);
        _host.WriteManifest(("Late", $"late/{SampleBuild.FileName}", null), ("Sample", $"sample/{SampleBuild.FileName}", null));
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        _host.WaitUntil(() => _host.Statuses.Any(s => s.Name == "Late"), "the missing one is told");
        _host.Statuses.First(s => s.Name == "Late").ShouldSatisfyAllConditions(
            status => status.State.ShouldBe("failed"),
            status => status.Reason.ShouldBe($"there is no file {_host.InFolder($"late/{SampleBuild.FileName}")}"));
        _host.NextResult("chk").Success.ShouldBe(true);
        _host.Install(SampleBuild.Second, "late");
        _host.WaitUntilLoaded("2.0.0", "Late");
    }

    [Fact]
    public void A_plugin_that_is_taken_out_ends_and_its_checks_are_down()
    {
        _host.UseSample();
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        _host.NextResult("chk");
        _host.WriteManifest();
        _host.WaitUntil(() => _host.Diary().LastOrDefault() == "1.0.0 disposed", "the plugin has ended");
        _host.WaitUntil(() => _host.Results("chk").Last().Reason == "no plugin provides 'sample'", "the check is down");
        _host.Statuses.Last().State.ShouldBe("unloaded");
    }

    [Fact]
    public void Two_plugins_that_provide_one_keyword_are_an_error_that_names_both_and_the_first_has_it()
    {
        _host.Install(SampleBuild.First, "one");
        _host.Install(SampleBuild.Second, "two");
        _host.WriteManifest(("One", $"one/{SampleBuild.FileName}", null), ("Two", $"two/{SampleBuild.FileName}", null));
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitForLog("One and Two both provide 'sample'; Two is not used for it");
        _host.WaitUntil(() => _host.Results("chk").LastOrDefault()?.Reason == "1.0.0", "the first has it");
        // When the first is taken out, the second is used, and the check is never down.
        _host.WriteManifest(("Two", $"two/{SampleBuild.FileName}", null));
        _host.WaitUntil(() => _host.Results("chk").Last().Reason == "2.0.0", "the second has it");
        _host.Results("chk").ShouldAllBe(result => result.Success == true);
    }

    [Fact]
    public void A_plugin_that_never_starts_holds_up_no_other()
    {
        _host.Install(SampleBuild.First);
        _host.WriteManifest(("Stuck", $"sample/{SampleBuild.FileName}", null), ("Sample", $"sample/{SampleBuild.FileName}", null));
        _host.Ask("block", "Stuck");
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        _host.NextResult("chk").Success.ShouldBe(true);
        _host.Diary("Stuck").ShouldBe(["1.0.0 started"]);
        // Nor the host's own end.
        _host.CloseConnection();
        _host.WaitForExit().ExitStatus.ShouldBe(0);
        _host.Diary().ShouldBe(["1.0.0 started", "1.0.0 stopped", "1.0.0 disposed"]);
    }
}
