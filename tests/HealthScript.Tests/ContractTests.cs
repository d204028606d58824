using Holdfast.Plugins;

namespace Holdfast.HealthScript.Tests;

/// <summary>What a script sees, and what becomes of what it returns.</summary>
public sealed class ContractTests : ScriptTest
{
    [Theory]
    [InlineData("return true;", CheckStatus.Up, "returned true")]
    [InlineData("return false;", CheckStatus.Down, "returned false")]
    [InlineData("return Up(\"fine\");", CheckStatus.Up, "fine")]
    [InlineData("return Down(\"broken\");", CheckStatus.Down, "broken")]
    [InlineData("var a = 1;", CheckStatus.Down, "returned nothing; a check returns true or false")]
    [InlineData("return 7;", CheckStatus.Down, "returned Int32; a check returns true or false")]
    [InlineData("await Task.Delay(1); return Arguments.Count == 2 && Argument(0) == \"one\" && Argument(5, \"x\") == \"x\";", CheckStatus.Up, "returned true")]
    [InlineData("return new[] { 1, 2 }.Sum() == 3 && new HttpClient() != null;", CheckStatus.Up, "returned true")]
    public async Task A_result_has_a_status_and_a_reason(string code, CheckStatus status, string reason) =>
        (await RunAsync(code, "one", "two")).ShouldBe(new CheckResult(status, reason));

    [Fact]
    public async Task What_a_script_throws_reaches_who_runs_it()
    {
        InvalidOperationException thrown = await Should.ThrowAsync<InvalidOperationException>(() => RunAsync("throw new InvalidOperationException(\"no\");"));
        thrown.Message.ShouldBe("no");
    }

    [Fact]
    public async Task A_missing_argument_is_named() =>
        (await Should.ThrowAsync<ArgumentException>(() => RunAsync("return Argument(2) == \"\";", "one"))).Message.ShouldBe("argument 3 is missing");

    [Fact]
    public async Task A_script_that_listens_ends_when_its_time_is_over()
    {
        ScriptCheck check = Check(Write("slow.csx", "if (Arguments.Count > 0) await Task.Delay(-1, Cancel); return true;"), "wait");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(check, limit.Token));
    }

    [Fact]
    public async Task A_script_can_write_to_the_log()
    {
        await RunAsync("Log.LogInformation(\"here {What}\", 1); return true;");
        Log.Lines.ShouldContain("here 1");
    }

    [Fact]
    public async Task A_failed_run_is_repeated_as_often_as_the_settings_say()
    {
        string counter = Path.Combine(Folder, "runs");
        string path = Write("retry.csx", $"File.AppendAllText(\"{counter}\", \"x\"); return File.ReadAllText(\"{counter}\").Length >= 3;");
        var file = new ScriptFile(path, new ScriptCache(CacheFolder), Log);

        (await RunAsync(new ScriptCheck(file, [], new ScriptSettings { Retries = 2, RetryDelay = TimeSpan.Zero }))).Status.ShouldBe(CheckStatus.Up);
    }

    [Theory]
    [InlineData("{ \"retries\": 11 }", "setting 'retries' has to be a whole number from 0 to 10")]
    [InlineData("{ \"retries\": \"1\" }", "setting 'retries' has to be a whole number from 0 to 10")]
    [InlineData("{ \"retrys\": 1 }", "unknown setting 'retrys'; there are retries and retryDelaySeconds")]
    public void A_wrong_setting_is_named(string settings, string message)
    {
        Exception thrown = Should.Throw<Exception>(() => ScriptSettings.Read(System.Text.Json.JsonElement.Parse(settings)));
        thrown.Message.ShouldBe(message);
    }
}
