using Holdfast.Configuration;
using Holdfast.Linux.Netlink;

namespace Holdfast.Engine.Cli;

/// <summary><c>engine -t</c>: says all that is wrong with a configuration, and exits as keepalived does.</summary>
internal static class ConfigurationTest
{
    /// <param name="options">What to test.</param>
    /// <param name="messages">The file that gets the messages; null or empty: standard error.</param>
    public static int Run(EngineOptions options, string? messages)
    {
        using var route = new RouteSocket();
        LoadedConfiguration loaded = ConfigurationLoader.Load(options.Configuration, HostFacts.ReadText, new HostFacts(route), options.Lints);
        string text = string.Concat(loaded.FormatDiagnostics().Select(line => line + "\n"));
        try
        {
            if (string.IsNullOrEmpty(messages)) Console.Error.Write(text);
            else File.WriteAllText(messages, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"engine: messages can't be written to {messages}: {exception.Message}");
            return ExitCode.Fatal;
        }
        return loaded.ExitCode;
    }
}
