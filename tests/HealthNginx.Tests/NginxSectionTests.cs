using Holdfast.Plugins;

namespace Holdfast.HealthNginx.Tests;

/// <summary>What <c>check nginx { … }</c> takes, and what it says of the rest.</summary>
public sealed class NginxSectionTests : IDiagnostics
{
    private readonly List<string> _reported = [];

    void IDiagnostics.Report(ConfigWord where, string message) => _reported.Add($"{where.File}:{where.Line}:{where.Column}: {message}");

    [Fact]
    public void Every_keyword_is_bound()
    {
        Bind("pid_file /run/nginx.pid", "process nginx-debug", "url https://127.0.0.1/healthz", "host example.org", "status 200-204", "timeout 1.5").ShouldBe(
            new NginxOptions
            {
                PidFile = "/run/nginx.pid",
                Process = "nginx-debug",
                Url = new Uri("https://127.0.0.1/healthz"),
                Host = "example.org",
                MinStatus = 200,
                MaxStatus = 204,
                Timeout = TimeSpan.FromSeconds(1.5),
            });
        _reported.ShouldBeEmpty();
    }

    [Fact]
    public void One_status_is_a_range_of_one()
    {
        NginxOptions options = Bind("status 204");
        (options.MinStatus, options.MaxStatus).ShouldBe((204, 204));
    }

    [Fact]
    public void An_empty_block_has_the_defaults()
    {
        Bind().ShouldBe(new NginxOptions());
        new NginxSection().Bind(new ConfigStatement(Word("nginx", 1, 1), [], null), this).ShouldBe(new NginxOptions());
        _reported.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pidfile /run/nginx.pid", "1: Unknown keyword 'pidfile' in check nginx; it has pid_file, process, host, url, status, timeout")]
    [InlineData("url", "1: 'url' takes one argument")]
    [InlineData("pid_file /run/a /run/b", "1: 'pid_file' takes one argument")]
    [InlineData("url ftp://127.0.0.1/", "5: 'ftp://127.0.0.1/' is not a URL of http or https")]
    [InlineData("url 127.0.0.1", "5: '127.0.0.1' is not a URL of http or https")]
    [InlineData("status ok", "8: 'ok' is neither a status from 100 to 599 nor a range of them, such as 200-299")]
    [InlineData("status 99", "8: '99' is neither a status from 100 to 599 nor a range of them, such as 200-299")]
    [InlineData("status 200-600", "8: '200-600' is neither a status from 100 to 599 nor a range of them, such as 200-299")]
    [InlineData("status 299-200", "8: '299-200' is neither a status from 100 to 599 nor a range of them, such as 200-299")]
    [InlineData("status 200-210-220", "8: '200-210-220' is neither a status from 100 to 599 nor a range of them, such as 200-299")]
    [InlineData("timeout 0", "9: '0' is not a number of seconds up to 3600")]
    [InlineData("timeout 2s", "9: '2s' is not a number of seconds up to 3600")]
    public void A_mistake_is_reported_where_it_stands_and_the_default_stays(string line, string report)
    {
        Bind("process mine", line).ShouldBe(new NginxOptions { Process = "mine" });
        _reported.ShouldBe([$"keepalived.conf:3:{report}"]);
    }

    /// <summary>The lines of a block, of which the first stands on line 2.</summary>
    private NginxOptions Bind(params string[] lines)
    {
        IEnumerable<ConfigStatement> block = lines.Select((line, i) =>
        {
            List<ConfigWord> words = [];
            int column = 1;
            foreach (string word in line.Split(' '))
            {
                words.Add(Word(word, i + 2, column));
                column += word.Length + 1;
            }
            return new ConfigStatement(words[0], words[1..], null);
        });
        return new NginxSection().Bind(new ConfigStatement(Word("nginx", 1, 7), [], [.. block]), this);
    }

    private static ConfigWord Word(string text, int line, int column) => new(text, "keepalived.conf", line, column);
}
