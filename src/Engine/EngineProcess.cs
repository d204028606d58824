using Holdfast.Engine.Cli;
using Holdfast.Engine.Control;
using Holdfast.Engine.Logging;
using Holdfast.Linux;
using Holdfast.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine;

/// <summary>From the command line to a daemon that runs: the log, the namespace, privileges, the pid file.</summary>
internal static class EngineProcess
{
    public static int Run(EngineOptions options)
    {
        StderrWriter writer;
        try
        {
            writer = options.LogFile is { } file ? StderrWriter.ToFile(file) : StderrWriter.ToStandardError();
        }
        catch (LinuxException exception)
        {
            Console.Error.WriteLine($"engine: the log can't be written to {options.LogFile}: {exception.Message}");
            return ExitCode.Fatal;
        }
        using (writer)
        {
            LogLevel minimum = options.LogDetail || options.Debug ? LogLevel.Debug : LogLevel.Information;
            return Run(options, new EngineLogger(writer, minimum));
        }
    }

    private static int Run(EngineOptions options, ILogger log)
    {
        try
        {
            log.Starting(StatusReporter.Version, Environment.ProcessId);
            foreach (string flag in options.WithoutEffect) log.FlagWithoutEffect(flag);
            IReadOnlyList<Capability> missing = Capabilities.Missing(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW);
            if (missing.Count > 0)
            {
                log.CannotStart($"missing privileges: {string.Join(", ", missing)}; run as root or grant them, capabilities(7)");
                return ExitCode.NoPermission;
            }
            if (options.Umask is { } mask) FileCreationMask.Set(mask);
            if (options.Namespace is { } name) NetworkNamespace.Enter(name);
            using PidFile? pidFile = PidFile.TryCreate(options.PidFile, out int holder);
            if (pidFile is null)
            {
                log.CannotStart($"daemon is already running: {options.PidFile} names process {holder}");
                return ExitCode.Fatal;
            }
            using var daemon = new Daemon(options, log);
            daemon.Run();
            log.Stopped(StatusReporter.Version);
            return ExitCode.Success;
        }
        catch (Exception exception) when (exception is LinuxException or IOException or UnauthorizedAccessException)
        {
            log.CannotStart(exception.Message);
            return ExitCode.Fatal;
        }
    }
}
