using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost.Tests;

/// <summary>Plugins that are replaced while they run.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly HostProcess _host = new();

    public ReloadTests() => _host.UseSample();

    public void Dispose() => _host.Dispose();

    private string PluginFile => _host.InFolder($"sample/{SampleBuild.FileName}");

    [Fact]
    public void A_file_that_is_written_in_place_is_taken_up()
    {
        Begin();
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        ExpectSecond();
    }

    [Fact]
    public void A_file_that_is_replaced_by_rename_is_taken_up()
    {
        Begin();
        File.Copy(SampleBuild.Second, PluginFile + ".new");
        File.Move(PluginFile + ".new", PluginFile, overwrite: true);
        ExpectSecond();
    }

    [Fact]
    public void A_folder_that_is_replaced_as_a_whole_is_taken_up()
    {
        Begin();
        // As a reproducible build makes it: of the same length, and written at the same time.
        File.SetLastWriteTimeUtc(_host.Install(SampleBuild.Second, "newer"), File.GetLastWriteTimeUtc(PluginFile));
        Directory.Move(_host.InFolder("sample"), _host.InFolder("older"));
        Directory.Move(_host.InFolder("newer"), _host.InFolder("sample"));
        _host.WaitUntilLoaded("2.0.0");
        _host.NextResult("chk", skip: 1).Reason.ShouldBe("2.0.0");
    }

    [Fact]
    public void No_check_is_down_while_its_plugin_is_replaced()
    {
        Begin();
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        ExpectSecond();
        _host.Results("chk").ShouldAllBe(result => result.Success == true);
    }

    [Fact]
    public void The_new_one_starts_before_the_old_one_ends_and_the_old_ones_memory_is_given_back()
    {
        Begin();
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        _host.WaitForLog("Sample: generation 1 is unloaded");
        _host.Diary().ShouldBe(["1.0.0 started", "2.0.0 started", "1.0.0 stopped", "1.0.0 disposed"]);
    }

    [Fact]
    public void Every_generation_is_given_back_however_often_it_is_replaced()
    {
        Begin();
        for (int generation = 2; generation <= 6; generation++)
        {
            File.WriteAllBytes(PluginFile, File.ReadAllBytes(generation % 2 == 0 ? SampleBuild.Second : SampleBuild.First));
            _host.WaitForLog($"Sample: generation {generation - 1} is unloaded");
        }
        _host.LogText.ShouldNotContain("still holds its memory");
    }

    [Fact]
    public void A_run_that_goes_on_is_waited_for_before_the_old_one_ends()
    {
        string end = _host.InFolder("end");
        _host.Start(HostProcess.Check("chk", $"spin {end}"));
        _host.WaitUntilLoaded("1.0.0");
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        _host.WaitUntilLoaded("2.0.0");
        _host.Diary().ShouldNotContain("1.0.0 stopped");
        File.WriteAllText(end, "");
        _host.WaitUntil(() => _host.Diary().Contains("1.0.0 stopped"), "the old one ends");
    }

    [Fact]
    public void A_file_that_is_no_plugin_leaves_the_old_one_in_use()
    {
        Begin();
        File.WriteAllText(PluginFile, "half a file");
        PluginStatusMessage status = WaitFor("stale");
        status.Version.ShouldBe("1.0.0");
        status.Reason.ShouldNotBeNull().ShouldStartWith("BadImageFormatException: ");
        _host.NextResult("chk").Success.ShouldBe(true);
        // And the next good one is taken up.
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        ExpectSecond();
    }

    [Fact]
    public void An_assembly_without_a_plugin_leaves_the_old_one_in_use_and_says_what_it_lacks()
    {
        Begin();
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(typeof(FrameReader).Assembly.Location));
        WaitFor("stale").Reason.ShouldBe($"{PluginFile} has 0 public classes that implement IEnginePlugin; it must have one");
        _host.NextResult("chk").Reason.ShouldBe("1.0.0");
    }

    [Fact]
    public void A_file_that_is_removed_leaves_the_old_one_in_use()
    {
        Begin();
        File.Delete(PluginFile);
        WaitFor("stale").Reason.ShouldBe($"there is no file {PluginFile}");
        _host.NextResult("chk").Reason.ShouldBe("1.0.0");
    }

    [Fact]
    public void A_new_version_that_does_not_start_leaves_the_old_one_in_use_and_is_tried_again()
    {
        Begin();
        _host.Ask("fail-2.0.0");
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        WaitFor("stale").Reason.ShouldBe("InvalidOperationException: 2.0.0 does not like it here; it is tried again in 1 s");
        _host.NextResult("chk").Reason.ShouldBe("1.0.0");
        _host.Diary().ShouldContain("2.0.0 disposed");
        File.Delete(_host.StateFile("fail-2.0.0"));
        ExpectSecond();
    }

    [Fact]
    public void Other_settings_are_taken_up_beside_the_old_ones()
    {
        Begin();
        _host.WriteManifest(("Sample", $"sample/{SampleBuild.FileName}", new { greeting = "hello" }));
        _host.WaitUntil(() => _host.Results("chk").Last().Reason == "1.0.0 hello", "the settings are in use");
        _host.Results("chk").ShouldAllBe(result => result.Success == true);
        // The watcher of before is gone: one change, one generation.
        int loaded = _host.Statuses.Count();
        File.WriteAllBytes(PluginFile, File.ReadAllBytes(SampleBuild.Second));
        _host.WaitUntil(() => _host.Results("chk").Last().Reason == "2.0.0 hello", "the new version is in use");
        _host.WaitForLog("Sample: generation 2 is unloaded");
        _host.Statuses.Count().ShouldBe(loaded + 1);
        _host.Diary().Count(line => line.EndsWith("started", StringComparison.Ordinal)).ShouldBe(3);
    }

    private void Begin()
    {
        _host.Start(HostProcess.Check("chk", "up"));
        _host.WaitUntilLoaded("1.0.0");
        _host.NextResult("chk").Reason.ShouldBe("1.0.0");
    }

    private void ExpectSecond()
    {
        _host.WaitUntilLoaded("2.0.0");
        _host.NextResult("chk", skip: 1).Reason.ShouldBe("2.0.0");
    }

    private PluginStatusMessage WaitFor(string state)
    {
        _host.WaitUntil(() => _host.Statuses.Any(s => s.State == state), $"a plugin is {state}");
        return _host.Statuses.First(s => s.State == state);
    }
}
