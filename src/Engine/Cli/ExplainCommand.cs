using System.CommandLine;
using Holdfast.Configuration.Reference;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine explain</c>: the reference at the prompt.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var keyword = new Argument<string>("KEYWORD") { Description = "A keyword of keepalived.conf, or a block" };
        var command = new Command("explain", "Say what a keyword of the configuration means, and what is done with it") { keyword };
        command.SetAction(parsed => Run(parsed.GetValue(keyword)!));
        return command;
    }

    private static int Run(string keyword)
    {
        IReadOnlyList<ReferenceEntry> entries = KeywordReference.Find(keyword);
        if (entries.Count == 0)
        {
            string near = KeywordReference.Nearest(keyword) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            Console.Error.WriteLine($"engine: there is no keyword '{keyword}'{near}");
            return ExitCode.Fatal;
        }
        Console.Write(string.Join('\n', entries.Select(KeywordReference.Format)));
        return ExitCode.Success;
    }
}
