using System.Text.Json;

namespace Holdfast.Engine.Tests.Cli;

/// <summary><c>engine -t</c> and <c>engine check</c> as processes: exit codes, and what goes where.</summary>
public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_test_has_keepaliveds_exit_code_whatever_the_lints_find_and_5_where_it_is_strict()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -2));

        ProgramResult found = EngineProgram.Run("-t", "--no-host", "-f", file);
        found.ExitCode.ShouldBe(0);
        found.Error.ShouldContain("lb1.conf:12:9: warning: (VI_1) chk: failing takes 100 to 98; only a peer at 99 takes over [narrow-weight]");
        EngineProgram.Run("-t", "--no-host", "-f", file, "--strict").ExitCode.ShouldBe(5);

        ProgramResult silent = EngineProgram.Run("-t", "--no-host", "-f", file, "--strict", "--no-lint", "narrow-weight");
        silent.ShouldBe(new ProgramResult(0, "", ""));
    }

    [Fact]
    public void A_test_asks_the_host_unless_told_otherwise()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -20).Replace("eth0", "nosuchif0", StringComparison.Ordinal));
        EngineProgram.Run("-t", "-f", file).Error.ShouldContain("nosuchif0");
        EngineProgram.Run("-t", "-f", file).ExitCode.ShouldBe(5);
        EngineProgram.Run("-t", "-f", file, "--no-host").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_test_needs_no_privileges()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -20).Replace("eth0", "nosuchif0", StringComparison.Ordinal));
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only root has privileges to drop.");
        ProgramResult result = EngineProgram.RunWithoutPrivileges("-t", "-f", file);
        result.ExitCode.ShouldBe(5);
        result.Error.ShouldContain("interface nosuchif0 for vrrp_instance VI_1 doesn't exist");
    }

    [Theory]
    [InlineData("track_file one {\n    file \"\"\n}")]
    [InlineData("track_file one {\n    file \"\\000\"\n}")]
    [InlineData("vrrp_script one {\n    script \"\"\n}")]
    [InlineData("vrrp_sync_group one {\n    notify \"\"\n}")]
    public void An_empty_path_is_no_crash(string block)
    {
        ProgramResult result = EngineProgram.Run("-t", "-f", Write("lb1.conf", block + "\n"));
        result.ExitCode.ShouldBe(5);
        result.Error.ShouldNotContain("Unhandled");
    }

    [Fact]
    public void A_file_that_is_missing_is_an_error()
    {
        string absent = Path.Combine(_folder, "absent.conf");
        EngineProgram.Run("-t", "-f", absent).ExitCode.ShouldBe(5);
        ProgramResult check = EngineProgram.Run("check", Write("lb1.conf", Instance(priority: 100, weight: -20)), absent);
        check.ExitCode.ShouldBe(5);
        check.Output.ShouldContain("absent.conf:1:1: error: can't be read");
    }

    [Fact]
    public void Json_goes_to_standard_output_as_an_array()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -2));
        ProgramResult result = EngineProgram.Run("-t", "--no-host", "-f", file, "--format", "json");
        result.Error.ShouldBeEmpty();
        JsonElement found = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("file").GetString().ShouldBe(file);
        found.GetProperty("line").GetInt32().ShouldBe(12);
        found.GetProperty("column").GetInt32().ShouldBe(9);
        found.GetProperty("length").GetInt32().ShouldBe(3);
        found.GetProperty("severity").GetString().ShouldBe("warning");
        found.GetProperty("name").GetString().ShouldBe("narrow-weight");
        found.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("failing takes 100 to 98");
        found.GetProperty("suggestion").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Json_of_nothing_is_an_empty_array()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -20));
        EngineProgram.Run("-t", "--no-host", "-f", file, "--format", "json").Output.Trim().ShouldBe("[]");
    }

    [Fact]
    public void Messages_go_to_a_file_where_one_is_given()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -2));
        string messages = Path.Combine(_folder, "messages");
        ProgramResult result = EngineProgram.Run($"--config-test={messages}", "--no-host", "-f", file);
        (result.Output + result.Error).ShouldBeEmpty();
        File.ReadAllText(messages).ShouldContain("[narrow-weight]");
        EngineProgram.Run($"--config-test={_folder}", "--no-host", "-f", file).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void What_is_no_terminal_gets_no_colours()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -2));
        EngineProgram.Run("-t", "--no-host", "-f", file).Error.ShouldNotContain("\e");
    }

    [Fact]
    public void A_terminal_gets_colours_unless_they_are_unwanted()
    {
        string file = Write("lb1.conf", Instance(priority: 100, weight: -2));
        string[] arguments = ["-t", "--no-host", "-f", file];
        EngineProgram.RunOnTerminal(noColour: "", arguments).Output.ShouldContain("\e[35mwarning\e[0m");
        ProgramResult plain = EngineProgram.RunOnTerminal(noColour: "1", arguments);
        plain.Output.ShouldContain("[narrow-weight]");
        // .NET sets a terminal up with other sequences.
        plain.Output.ShouldNotContain("\e[35m");
    }

    [Fact]
    public void Hosts_that_fit_together_have_nothing_to_mend()
    {
        string lb1 = Write("lb1.conf", Instance(priority: 150, weight: -60));
        string lb2 = Write("lb2.conf", Instance(priority: 100, weight: -60));
        EngineProgram.Run("check", lb1, lb2).ShouldBe(new ProgramResult(0, "", ""));
    }

    [Fact]
    public void What_two_files_show_together_is_told_with_both_places()
    {
        string lb1 = Write("lb1.conf", Instance(priority: 150, weight: -2));
        string lb2 = Write("lb2.conf", Instance(priority: 100, weight: -2));
        ProgramResult result = EngineProgram.Run("check", lb1, lb2);
        result.ExitCode.ShouldBe(5);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain($"{lb1}:12:9: warning: (VI_1) chk can't change who is master: failing takes 150 to 148, and {lb2}:10 has 98 to 100 [weight-never-decides]");
        // What is computed need not be guessed.
        result.Output.ShouldNotContain("narrow-weight");
        EngineProgram.Run("check", lb1, lb2, "--no-lint", "weight-never-decides").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_file_that_hosts_share_is_read_as_each_of_them()
    {
        string shared = Write("shared.conf", Instance(priority: 100, weight: -60).Replace("    priority 100", "@lb1 priority 150\n@lb2 priority 100", StringComparison.Ordinal));
        EngineProgram.Run("check", shared + "@lb1", shared + "@lb2").ShouldBe(new ProgramResult(0, "", ""));
        EngineProgram.Run("check", shared + "@lb1", shared + "@lb1").Output.ShouldContain("[equal-priorities]");
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Instance(int priority, int weight) => $$"""
        global_defs {
            enable_script_security
        }
        vrrp_script chk {
            script /bin/cat
            weight {{weight}}
        }
        vrrp_instance VI_1 {
            interface eth0
            priority {{priority}}
            track_script {
                chk
            }
            virtual_router_id 51
            virtual_ipaddress {
                10.0.0.10
            }
        }
        """;
}
