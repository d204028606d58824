using Holdfast.Configuration;

namespace Holdfast.Engine.Core.Tests.Configuration.Syntax;

/// <summary>Files that include others.</summary>
public sealed class IncludeTests
{
    private const string Instance = "vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n include addresses.conf\n}\n";
    private const string Addresses = "virtual_ipaddress {\n 192.0.2.1/24\n}\n";

    [Fact]
    public void A_file_is_read_where_it_is_included_from_the_folder_of_the_one_that_includes_it()
    {
        LoadedConfiguration loaded = Load(new SampleFiles { ["main.conf"] = "include site/one.conf\n", ["site/one.conf"] = Instance, ["site/addresses.conf"] = Addresses });
        loaded.Diagnostics.ShouldBeEmpty();
        loaded.Model.Instances.Single().Addresses.Single().ToString().ShouldBe("192.0.2.1/24");
    }

    [Fact]
    public void Wildcards_and_braces_include_many()
    {
        LoadedConfiguration loaded = Load(new SampleFiles
        {
            ["main.conf"] = "include conf.d/{a,b}*.conf\n",
            ["conf.d/a1.conf"] = "global_defs { router_id a1 }\n",
            ["conf.d/b1.conf"] = "global_defs { smtp_helo_name b1 }\n",
            ["conf.d/c1.conf"] = "no_such_keyword\n",
        });
        loaded.Diagnostics.ShouldBeEmpty();
        loaded.Model.Global.RouterId.ShouldBe("a1");
        loaded.Model.Global.SmtpHeloName.ShouldBe("b1");
    }

    [Fact]
    public void What_is_wrong_in_an_included_file_is_reported_there()
    {
        LoadedConfiguration loaded = Load(new SampleFiles { ["main.conf"] = "\ninclude more.conf\nlast\n", ["more.conf"] = "\n\nfirst\n" });
        loaded.FormatDiagnostics().ShouldBe(
        [
            "main.conf:3:1: error: Unknown keyword 'last'\n  3 | last\n    | ^^^^",
            "/etc/more.conf:3:1: error: Unknown keyword 'first'\n  3 | first\n    | ^^^^^",
        ]);
    }

    [Theory]
    [InlineData("main.conf includes /etc/main.conf", "include main.conf", "")]
    [InlineData("main.conf includes /etc/more.conf includes /etc/main.conf", "include more.conf", "include main.conf")]
    [InlineData("main.conf includes /etc/more.conf includes /etc/more.conf", "include more.conf", "include *.conf")]
    public void A_cycle_is_reported_and_not_followed(string chain, string main, string more)
    {
        LoadedConfiguration loaded = Load(new SampleFiles { ["main.conf"] = main, ["more.conf"] = more });
        loaded.Diagnostics.ShouldContain(d => d.Severity == Severity.Error && d.Message == $"a file that includes itself is not read again: {chain}");
        loaded.IsSound.ShouldBeFalse();
    }

    [Fact]
    public void A_chain_of_files_ends_somewhere()
    {
        var files = new SampleFiles { ["main.conf"] = "include 0.conf" };
        for (int i = 0; i < 50; i++) files[$"{i}.conf"] = $"include {i + 1}.conf";
        Load(files).Diagnostics.Single().Message.ShouldContain("deeper than 32");
    }

    [Theory]
    [InlineData("include absent.conf", Severity.Warning)]
    [InlineData("includer absent.conf", Severity.Warning)]
    [InlineData("includem absent.conf", Severity.Error)]
    [InlineData("includea absent.conf", Severity.Error)]
    [InlineData("includem absent*.conf", null)]
    [InlineData("includew absent*.conf", Severity.Error)]
    [InlineData("include {more,absent}.conf", Severity.Warning)]
    [InlineData("includeb {more,absent}.conf", Severity.Error)]
    [InlineData("includeb {more,absent*}.conf", Severity.Error)]
    [InlineData("include closed.conf", Severity.Warning)]
    [InlineData("includer closed.conf", Severity.Error)]
    [InlineData("include", Severity.Error)]
    [InlineData("global_defs {\n include_check\n}\ninclude absent.conf", Severity.Error)]
    [InlineData("global_defs {\n include_check match -match\n}\ninclude absent.conf", Severity.Warning)]
    [InlineData("global_defs {\n include_check match wildcard_match -wildcard_match\n}\ninclude absent*.conf", null)]
    [InlineData("global_defs {\n include_check wildcard_match\n}\ninclude absent*.conf", Severity.Error)]
    public void A_file_that_is_missing_is_an_error_where_the_configuration_says_so(string text, object? expected)
    {
        LoadedConfiguration loaded = Load(new SampleFiles { ["main.conf"] = text, ["more.conf"] = "", ["closed.conf"] = null });
        Diagnostic[] said = [.. loaded.Diagnostics.Where(d => !d.Message.Contains("not carried out"))];
        said.Select(d => (object)d.Severity).SingleOrDefault().ShouldBe(expected);
        loaded.IsSound.ShouldBe(expected is null);
    }

    [Fact]
    public void The_checks_of_an_included_file_end_with_it()
    {
        LoadedConfiguration loaded = Load(new SampleFiles { ["main.conf"] = "include more.conf\ninclude absent.conf", ["more.conf"] = "global_defs {\ninclude_check\n}" });
        loaded.Diagnostics.Single(d => d.Message.Contains("absent.conf")).Severity.ShouldBe(Severity.Warning);
    }

    private static LoadedConfiguration Load(SampleFiles files) => new SampleHost("eth0").Load(files, "main.conf", new ExpansionOptions());
}
