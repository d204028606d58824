using Holdfast.Configuration.Checks;
using Holdfast.Engine.Cli;

namespace Holdfast.Engine.Tests.Cli;

public sealed class CommandLineTests
{
    private EngineOptions? _run;
    private (EngineOptions Options, ReportOptions Report)? _test;
    private (string Socket, bool Json)? _status;

    [Fact]
    public void The_flags_of_debians_unit_file_and_of_containers_start_the_engine()
    {
        Run("--dont-fork", "-l", "-D", "-f", "/tmp/a.conf", "-p", "/tmp/a.pid").ShouldBe(0);

        _run.ShouldNotBeNull();
        _run.Configuration.ShouldBe("/tmp/a.conf");
        _run.PidFile.ShouldBe("/tmp/a.pid");
        _run.LogDetail.ShouldBeTrue();
        _run.WithoutEffect.ShouldBe(
        [
            "--dont-fork has no effect: the engine always runs in the foreground",
            "--log-console has no effect: the log always goes to standard error",
        ]);
    }

    [Fact]
    public void Without_flags_the_defaults_are_keepaliveds()
    {
        Run().ShouldBe(0);

        _run.ShouldNotBeNull();
        _run.Configuration.ShouldBe("/etc/keepalived/keepalived.conf");
        _run.PidFile.ShouldBe("/run/keepalived.pid");
        _run.Plugins.ShouldBeNull();
        _run.WithoutEffect.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-t", null)]
    [InlineData("--config-test", null)]
    [InlineData("--config-test=/tmp/messages", "/tmp/messages")]
    public void A_configuration_test_takes_a_file_for_its_messages(string flag, string? messages)
    {
        Run("-f", "a.conf", flag).ShouldBe(0);

        _test.ShouldNotBeNull();
        _test.Value.Report.Messages.ShouldBe(messages);
        _run.ShouldBeNull();
    }

    [Fact]
    public void A_configuration_test_says_what_it_finds_as_text_and_of_this_host_unless_told_otherwise()
    {
        Run("-t").ShouldBe(0);
        _test!.Value.Report.ShouldBe(new ReportOptions { Lints = _test.Value.Report.Lints });
        Lints.All.ShouldAllBe(lint => _test.Value.Report.Lints.Includes(lint));

        Run("-t", "--format", "json", "--strict", "--no-host").ShouldBe(0);
        _test.Value.Report.Format.ShouldBe(ReportFormat.Json);
        _test.Value.Report.IsStrict.ShouldBeTrue();
        _test.Value.Report.NoHost.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--no-lint", "narrow-weight,mask-differs")]
    [InlineData("--no-lint=narrow-weight", "--no-lint=mask-differs")]
    public void Lints_are_switched_off_by_name_at_a_test_and_at_start(string first, string second)
    {
        Run("-t", first, second).ShouldBe(0);
        Run(first, second).ShouldBe(0);

        foreach (LintSelection lints in (LintSelection[])[_test!.Value.Report.Lints, _run!.Lints])
            Lints.All.Where(lint => !lints.Includes(lint)).ShouldBe([Lints.NarrowWeight, Lints.MaskDiffers]);
    }

    [Fact]
    public void Lints_that_are_named_are_the_only_ones()
    {
        Run("-t", "--lint", "narrow-weight").ShouldBe(0);
        Lints.All.Where(_test!.Value.Report.Lints.Includes).ShouldBe([Lints.NarrowWeight]);
    }

    [Theory]
    [InlineData("--lint", "narow-weight")]
    [InlineData("--no-lint", "nonsense")]
    [InlineData("--format", "xml")]
    public void A_value_that_is_none_is_refused(string flag, string value)
    {
        Run("-t", flag, value).ShouldNotBe(0);
        _test.ShouldBeNull();
    }

    [Fact]
    public void Short_flags_may_stand_together()
    {
        Run("-nlD").ShouldBe(0);
        _run!.LogDetail.ShouldBeTrue();
    }

    [Fact]
    public void Status_asks_the_socket_that_is_given()
    {
        Run("status", "--json", "--control-socket", "/tmp/s").ShouldBe(0);
        _status.ShouldBe(("/tmp/s", true));
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1777")]
    [InlineData("x")]
    public void A_mask_that_is_none_is_refused(string mask)
    {
        Run("-u", mask).ShouldBe(ExitCode.Usage);
        _run.ShouldBeNull();
    }

    [Fact]
    public void An_octal_mask_is_read_as_octal()
    {
        Run("-u", "027").ShouldBe(0);
        _run!.Umask.ShouldBe(23);
    }

    private int Run(params string[] arguments) => CommandLine.Run(
        arguments,
        options =>
        {
            _run = options;
            return 0;
        },
        (options, report) =>
        {
            _test = (options, report);
            return 0;
        },
        (socket, json) =>
        {
            _status = (socket, json);
            return 0;
        });
}
