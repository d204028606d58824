using Holdfast.Engine;
using Holdfast.Engine.Cli;
using Holdfast.Engine.Control;

return CommandLine.Run(args, new CommandHandlers
{
    Run = EngineProcess.Run,
    Test = ConfigurationTest.Run,
    Check = ClusterTest.Run,
    Status = StatusCommand.Run,
});
