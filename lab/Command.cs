using System.Diagnostics;

namespace Holdfast.Lab;

/// <summary>Runs a program of this machine to its end.</summary>
public static class Command
{
    /// <summary>Runs it and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static string Run(params string[] command)
    {
        (int status, string output, string errors) = Try(command);
        return status == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', command)}: status {status}: {errors}{output}");
    }

    /// <summary>Runs it and gives its exit status and what it printed.</summary>
    public static (int Status, string Output, string Errors) Try(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Waits until something holds.</summary>
    /// <exception cref="TimeoutException">It did not within the time; the message says what, and more that <paramref name="context"/> gives.</exception>
    public static void WaitUntil(Func<bool> condition, string what, double seconds = 15, Func<string>? context = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException(FormattableString.Invariant($"not within {seconds} s: {what}\n{context?.Invoke()}"));
            Thread.Sleep(10);
        }
    }
}
