namespace Holdfast.Engine.Tests.Cli;

/// <summary><c>engine fmt</c>, <c>explain</c> and <c>show</c> as processes, and what becomes of files that are no configurations.</summary>
public sealed class LanguageCommandTests : IDisposable
{
    private const string Untidy = "vrrp_instance VI_1\n{\ninterface eth0 # the one\nvirtual_router_id 51\nvirtual_ipaddress { 192.0.2.1/24 }\n}\n";

    private const string Tidy = "vrrp_instance VI_1 {\n    interface eth0 # the one\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.1/24\n    }\n}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-language-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fmt_lays_a_file_out_in_place_and_keeps_its_mode()
    {
        string file = Write("lb1.conf", Untidy);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        EngineProgram.Run("fmt", file).ShouldBe(new ProgramResult(0, "", ""));
        File.ReadAllText(file).ShouldBe(Tidy);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        EngineProgram.Run("fmt", "--check", file).ShouldBe(new ProgramResult(0, "", ""));
    }

    [Fact]
    public void Fmt_checks_without_changing_anything()
    {
        string file = Write("lb1.conf", Untidy);
        EngineProgram.Run("fmt", "--check", file).ShouldBe(new ProgramResult(1, file + "\n", ""));
        File.ReadAllText(file).ShouldBe(Untidy);
    }

    [Fact]
    public void Fmt_leaves_a_file_alone_whose_braces_are_not_in_pairs()
    {
        string file = Write("lb1.conf", "vrrp_instance VI_1 {\ninterface eth0\n");
        ProgramResult result = EngineProgram.Run("fmt", file);
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("the block of 'vrrp_instance' is not closed");
        File.ReadAllText(file).ShouldBe("vrrp_instance VI_1 {\ninterface eth0\n");
    }

    [Fact]
    public void Fmt_keeps_what_is_no_utf_8_as_it_is()
    {
        string file = Path.Combine(_folder, "latin.conf");
        File.WriteAllBytes(file, [.. "! caf"u8, 0xe9, .. "\nglobal_defs {\nrouter_id a\n}\n"u8]);
        EngineProgram.Run("fmt", file).ExitCode.ShouldBe(0);
        File.ReadAllBytes(file).ShouldBe([.. "! caf"u8, 0xe9, .. "\nglobal_defs {\n    router_id a\n}\n"u8]);
    }

    [Fact]
    public void Explain_says_what_a_keyword_means_wherever_it_may_stand()
    {
        ProgramResult result = EngineProgram.Run("explain", "smtp_alert");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("smtp_alert [on|off]    (in global_defs)");
        result.Output.ShouldContain("smtp_alert [on|off]    (in vrrp_instance)");
        ProgramResult unknown = EngineProgram.Run("explain", "prioriti");
        unknown.ShouldBe(new ProgramResult(1, "", "engine: there is no keyword 'prioriti'; did you mean 'priority'?\n"));
    }

    [Fact]
    public void Show_gives_what_is_in_force_with_where_it_comes_from()
    {
        Write("more.conf", "priority 120\n");
        string file = Write("lb1.conf", "$VRID=51\nvrrp_instance VI_1 {\n@lb1 interface eth0\n@lb2 interface eth1\nvirtual_router_id $VRID\ninclude more.conf\n}\n");
        ProgramResult result = EngineProgram.Run("show", file, "--config-id", "lb1");
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain($"    interface eth0");
        result.Output.ShouldNotContain("eth1");
        result.Output.ShouldMatch(@"virtual_router_id 51 +# .*lb1\.conf:5");
        result.Output.ShouldMatch(@"priority 120 +# .*more\.conf:1");
        result.Output.ShouldMatch(@"down_timer_adverts 3 +# default");
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("line")]
    [InlineData("folder")]
    [InlineData("pipe")]
    [InlineData("huge")]
    public void What_is_no_configuration_is_named_and_read_no_further(string kind)
    {
        string path = Path.Combine(_folder, kind);
        string reason = Make(kind, path);
        ProgramResult result = EngineProgram.Run("-t", "--no-host", "-f", path);
        result.ExitCode.ShouldBe(5);
        result.Error.ShouldContain(reason);
        result.Error.Length.ShouldBeLessThan(1_000_000);
    }

    private static string Make(string kind, string path)
    {
        switch (kind)
        {
            case "binary":
                File.WriteAllBytes(path, File.ReadAllBytes("/bin/true"));
                return "Unknown keyword";
            case "line":
                File.WriteAllText(path, "global_defs {\nrouter_id " + new string('x', 50_000_000));
                return "the block of 'global_defs' is not closed";
            case "folder":
                Directory.CreateDirectory(path);
                return "it is a folder or a device, not a file";
            case "pipe":
                using (var make = System.Diagnostics.Process.Start("mkfifo", [path])) make.WaitForExit();
                return "it is a folder or a device, not a file";
            default:
                using (FileStream file = File.Create(path)) file.SetLength(5_000_000_000);
                return "it is longer than 64 MiB";
        }
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
