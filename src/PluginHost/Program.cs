using System.Runtime.InteropServices;
using Holdfast.PluginHost;

// Checks may block their thread: a few that do must not keep others from running.
ThreadPool.SetMinThreads(64, 16);

// More than the plugins' own limits for draining and ending, which run side by side.
TimeSpan endLimit = TimeSpan.FromSeconds(25);

var log = new HostLogger();
EngineLink link;
try
{
    link = EngineLink.Open();
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync($"plugin-host: {exception.Message}");
    return HostExitCode.NotStartedByEngine;
}
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    // Not at once: plugins are ended first, as when the engine goes.
    signal.Cancel = true;
    link.Close();
});
int exitCode = HostExitCode.Success;
var session = new HostSession(link, log);
try
{
    await link.RunAsync(session.Handle);
    log.EngineGone();
}
catch (InvalidDataException exception)
{
    log.BadMessage(exception.Message);
    exitCode = HostExitCode.BadMessage;
}
Task ending = session.DisposeAsync().AsTask();
if (await Task.WhenAny(ending, Task.Delay(endLimit)) != ending) log.EndingWithoutPlugins();
// Not by returning: a plugin's thread of its own would keep the process.
Environment.Exit(exitCode);
return exitCode;
