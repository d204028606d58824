using System.Diagnostics;

namespace Holdfast.Engine.Tests.Cli;

/// <summary>The engine as people run it: a process of its own, whose output is no terminal.</summary>
internal static class EngineProgram
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "engine");

    public static ProgramResult Run(params string[] arguments) => Run(Executable, arguments);

    /// <summary>Runs it without any capability: root then is a user like any other, but for owning the files.</summary>
    public static ProgramResult RunWithoutPrivileges(params string[] arguments) =>
        Run("setpriv", ["--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", Executable, .. arguments]);

    /// <summary>Runs it on a terminal that has colours, which script(1) makes.</summary>
    public static ProgramResult RunOnTerminal(string noColour, params string[] arguments)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--command", string.Join(' ', [Executable, .. arguments]), "/dev/null"]);
        start.Environment["TERM"] = "xterm";
        start.Environment["NO_COLOR"] = noColour;
        return Run(start);
    }

    private static ProgramResult Run(string program, string[] arguments) => Run(new ProcessStartInfo(program, arguments));

    private static ProgramResult Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

internal sealed record ProgramResult(int ExitCode, string Output, string Error);
