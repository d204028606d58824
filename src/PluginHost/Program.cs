using Holdfast.PluginHost;

// Checks may block their thread: a few that do must not keep others from running.
ThreadPool.SetMinThreads(64, 16);

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
await using var session = new HostSession(link, log);
try
{
    await link.RunAsync(session.HandleAsync);
}
catch (InvalidDataException exception)
{
    log.BadMessage(exception.Message);
    return HostExitCode.BadMessage;
}
log.EngineGone();
return HostExitCode.Success;
