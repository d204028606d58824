using System.CommandLine;
using Holdfast.Configuration;
using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Formatting;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine show</c>: what a configuration comes to.</summary>
internal static class ShowCommand
{
    /// <param name="configurationId">The option <c>--config-id</c>.</param>
    public static Command Create(Option<string?> configurationId)
    {
        var file = new Argument<string>("FILE") { Description = "The configuration", DefaultValueFactory = _ => EngineOptions.DefaultConfiguration };
        var command = new Command("show", "Show what is in force after includes, conditions, definitions and defaults, and where each line comes from") { file };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(configurationId)));
        return command;
    }

    private static int Run(string path, string? configurationId)
    {
        var diagnostics = new DiagnosticBag();
        (SyntaxBlock? tree, IReadOnlyList<SourceFile> sources) = ConfigurationLoader.ReadTree(
            path, new ConfigurationFiles(), ConfigurationFiles.Options(configurationId), diagnostics);
        foreach (string message in DiagnosticFormatter.FormatAll(diagnostics.All, sources)) Console.Error.WriteLine(message);
        if (tree is null) return ExitCode.Fatal;
        Console.Write(ConfigurationListing.List(tree, RootTable.Keywords));
        return ExitCode.Success;
    }
}
