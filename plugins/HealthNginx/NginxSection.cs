using System.Globalization;
using Holdfast.Plugins;

namespace Holdfast.HealthNginx;

/// <summary>What a <c>check nginx { … }</c> says.</summary>
internal sealed record NginxOptions
{
    /// <summary>Where nginx writes its process number; null: a master process of the name is looked for.</summary>
    public string? PidFile { get; init; }

    /// <summary>The process name that is expected.</summary>
    public string Process { get; init; } = "nginx";

    /// <summary>What to ask for; null: nothing.</summary>
    public Uri? Url { get; init; }

    /// <summary>The name to ask for where it is not the URL's.</summary>
    public string? Host { get; init; }

    public int MinStatus { get; init; } = 200;

    public int MaxStatus { get; init; } = 399;

    /// <summary>The time that the request has; null: what the check has.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>Binds <c>check nginx { … }</c>.</summary>
internal sealed class NginxSection : IConfigSection<NginxOptions>
{
    private static readonly Dictionary<string, Func<NginxOptions, ConfigWord, IDiagnostics, NginxOptions>> Keywords = new()
    {
        ["pid_file"] = (options, word, _) => options with { PidFile = word.Text },
        ["process"] = (options, word, _) => options with { Process = word.Text },
        ["host"] = (options, word, _) => options with { Host = word.Text },
        ["url"] = BindUrl,
        ["status"] = BindStatus,
        ["timeout"] = BindTimeout,
    };

    public string Keyword => "nginx";

    public NginxOptions Bind(ConfigStatement statement, IDiagnostics diagnostics)
    {
        var options = new NginxOptions();
        foreach (ConfigStatement line in statement.Block ?? [])
        {
            if (!Keywords.TryGetValue(line.Keyword.Text, out Func<NginxOptions, ConfigWord, IDiagnostics, NginxOptions>? bind))
                diagnostics.Report(line.Keyword, $"Unknown keyword '{line.Keyword.Text}' in check nginx; it has {string.Join(", ", Keywords.Keys)}");
            else if (line.Arguments.Count != 1)
                diagnostics.Report(line.Keyword, $"'{line.Keyword.Text}' takes one argument");
            else
                options = bind(options, line.Arguments[0], diagnostics);
        }
        return options;
    }

    private static NginxOptions BindUrl(NginxOptions options, ConfigWord word, IDiagnostics diagnostics)
    {
        if (Uri.TryCreate(word.Text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https") return options with { Url = url };
        diagnostics.Report(word, $"'{word.Text}' is not a URL of http or https");
        return options;
    }

    /// <summary>One status, or a range such as 200-299.</summary>
    private static NginxOptions BindStatus(NginxOptions options, ConfigWord word, IDiagnostics diagnostics)
    {
        string[] ends = word.Text.Split('-');
        bool isRange = ends.Length <= 2
            & int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int min)
            & int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int max);
        if (isRange && min is >= 100 and <= 599 && max >= min && max <= 599) return options with { MinStatus = min, MaxStatus = max };
        diagnostics.Report(word, $"'{word.Text}' is neither a status from 100 to 599 nor a range of them, such as 200-299");
        return options;
    }

    private static NginxOptions BindTimeout(NginxOptions options, ConfigWord word, IDiagnostics diagnostics)
    {
        bool isNumber = double.TryParse(word.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds);
        if (isNumber && seconds is > 0 and <= 3600) return options with { Timeout = TimeSpan.FromSeconds(seconds) };
        diagnostics.Report(word, $"'{word.Text}' is not a number of seconds up to 3600");
        return options;
    }
}
