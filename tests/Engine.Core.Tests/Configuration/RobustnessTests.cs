using CsCheck;
using Holdfast.Configuration;
using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>Whatever the text, it is read to its end, and what is said of it points into it.</summary>
public sealed class RobustnessTests
{
    /// <summary>What configurations are made of, so that most samples get past the first word.</summary>
    private static readonly string[] Pieces =
    [
        "global_defs", "vrrp_instance VI_1", "vrrp_script check", "interface eth0", "virtual_router_id 51", "virtual_ipaddress", "10.0.0.10/24",
        "authentication", "auth_type PASS", "auth_pass 1111", "track_script", "check", "script", "\"/usr/bin/check one\"",
        "weight -10", "priority",
        "advert_int 0.01", "version 3", "unicast_peer", "notify_master", "smtp_server", "brd +", "999999999999999999999", "-1", "1e9", "NaN", "${NAME}",
        "{", "}", "\"", "'", "\\", "# comment", "! comment", "\n", "\r\n", "\t", "\0", "\ufeff", "注释", "\ud800",
    ];

    private static readonly Gen<string> AnyPieces = Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 60].Select(pieces => string.Join(' ', pieces));

    [Fact]
    public void Any_text_is_read_without_an_exception() => Gen.String.Sample(ReadsToTheEnd, iter: 5_000);

    [Fact]
    public void Any_mixture_of_keywords_and_braces_is_read_without_an_exception() => AnyPieces.Sample(ReadsToTheEnd, iter: 5_000);

    [Fact]
    public void Deep_nesting_is_reported_and_not_followed()
    {
        LoadedConfiguration loaded = new SampleHost().Load(string.Concat(Enumerable.Repeat("global_defs {\n", 100_000)));
        loaded.IsSound.ShouldBeFalse();
        loaded.Diagnostics.ShouldContain(d => d.Message.Contains("nested deeper"));
    }

    [Fact]
    public void A_line_of_a_million_words_is_read()
    {
        LoadedConfiguration loaded = new SampleHost().Load("global_defs { router_id " + string.Concat(Enumerable.Repeat("word ", 1_000_000)) + "\n}");
        loaded.Model.Global.RouterId.ShouldBe("word");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_and_no_configuration()
    {
        LoadedConfiguration loaded = new SampleHost().Load([], "absent.conf", new ExpansionOptions());
        loaded.IsSound.ShouldBeFalse();
        loaded.ExitCode.ShouldBe(5);
        loaded.FormatDiagnostics().ShouldBe(["absent.conf:1:1: error: can't be read: no such file"]);
    }

    private static void ReadsToTheEnd(string text)
    {
        LoadedConfiguration loaded = new SampleHost("eth0").Load(text, lints: LintSelection.All);
        int lines = text.Split('\n').Length;
        foreach (Diagnostic diagnostic in loaded.Diagnostics)
        {
            diagnostic.Position.Line.ShouldBeInRange(1, lines);
            diagnostic.Position.Column.ShouldBeGreaterThan(0);
        }
        loaded.FormatDiagnostics().Count().ShouldBe(loaded.Diagnostics.Count);
    }
}
