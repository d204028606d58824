using System.CommandLine;
using System.Text;
using Holdfast.Configuration;
using Holdfast.Configuration.Formatting;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine fmt</c>: lays configurations out, in place.</summary>
internal static class FormatCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Configurations to lay out; what they include is left alone", Arity = ArgumentArity.OneOrMore };
        var check = new Option<bool>("--check") { Description = "Change nothing: name the files that are not laid out, and exit with 1 if there are any" };
        var command = new Command("fmt", "Lay a configuration out: indentation, braces, spaces. What it says stays the same") { files, check };
        command.SetAction(parsed => parsed.GetValue(files)!.Max(file => Run(file, parsed.GetValue(check))));
        return command;
    }

    private static int Run(string path, bool isCheck)
    {
        var diagnostics = new DiagnosticBag();
        if (ConfigurationFiles.Read(path, out string reason, out Encoding encoding) is not { } text)
        {
            Console.Error.WriteLine($"engine: {path} can't be read: {reason}");
            return ExitCode.Fatal;
        }
        // Where braces are not in pairs, a layout would only hide that.
        (_, IReadOnlyList<SourceFile> sources) = ConfigurationLoader.ReadTree(path, new ConfigurationFiles(), ConfigurationFiles.Options(null), diagnostics);
        List<Diagnostic> errors = [.. diagnostics.All.Where(d => d.Severity == Severity.Error)];
        if (errors.Count > 0)
        {
            foreach (string message in DiagnosticFormatter.FormatAll(errors, sources)) Console.Error.WriteLine(message);
            return ExitCode.Fatal;
        }
        string formatted = ConfigurationFormatter.Format(text);
        if (formatted == text) return ExitCode.Success;
        if (isCheck)
        {
            Console.WriteLine(path);
            return ExitCode.Fatal;
        }
        try
        {
            // Beside it first: a file that is half written is no configuration.
            string beside = path + ".new";
            File.WriteAllText(beside, formatted, encoding);
            File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
            File.Move(beside, path, overwrite: true);
            return ExitCode.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"engine: {path} can't be written: {exception.Message}");
            return ExitCode.Fatal;
        }
    }
}
