using Holdfast.Engine;
using Holdfast.Engine.Cli;
using Holdfast.Engine.Control;

return CommandLine.Run(args, run: EngineProcess.Run, test: ConfigurationTest.Run, status: StatusCommand.Run);
