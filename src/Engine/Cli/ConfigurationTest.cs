using Holdfast.Configuration;
using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;
using Holdfast.Linux;
using Holdfast.Linux.Netlink;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine -t</c>: says all that is wrong with a configuration, and exits as keepalived does. It needs no privileges.</summary>
internal static class ConfigurationTest
{
    public static int Run(EngineOptions options, ReportOptions report)
    {
        LoadedConfiguration loaded;
        try
        {
            using RouteSocket? route = report.NoHost ? null : new RouteSocket();
            IHostFacts host = route is null ? new AnyHost() : new HostFacts(route);
            loaded = ConfigurationLoader.Load(
                options.Configuration, new ConfigurationFiles(), ConfigurationFiles.Options(options.ConfigurationId), host, report.Lints);
        }
        catch (LinuxException exception)
        {
            Console.Error.WriteLine($"engine: this host can't be asked for its interfaces: {exception.Message}; --no-host tests without them");
            return ExitCode.Fatal;
        }
        if (!DiagnosticReport.Write(loaded.Diagnostics, loaded.Sources, report, StandardStream.Error)) return ExitCode.Fatal;
        return loaded.ExitCode == ExitCode.Success && report.IsStrict && loaded.Diagnostics.Count > 0 ? ExitCode.Reported : loaded.ExitCode;
    }
}
