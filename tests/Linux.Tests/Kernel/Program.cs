using System.Diagnostics;

namespace Holdfast.Linux.Tests.Kernel;

/// <summary>Programs of the host that say independently what the kernel does.</summary>
internal static class Program
{
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static string Run(string name, params string[] arguments)
    {
        using Process process = Start(name, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{name} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output;
    }

    public static Process Start(string name, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
