using Holdfast.Engine.Cli;

return CommandLine.Run(args, o => { Console.WriteLine(o); return 0; }, (o, f) => 5, (s, j) => 0);
