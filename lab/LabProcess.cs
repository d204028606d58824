using System.Diagnostics;
using System.Globalization;

namespace Holdfast.Lab;

/// <summary>A program that runs on a host of the lab, and what it has said so far.</summary>
public sealed class LabProcess : IDisposable
{
    private readonly Process _entering;
    private readonly List<string> _lines = [];
    private readonly Lazy<int> _processId;

    internal LabProcess(IEnumerable<string> command)
    {
        string[] words = [.. command];
        _entering = new Process
        {
            StartInfo = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        _entering.OutputDataReceived += Add;
        _entering.ErrorDataReceived += Add;
        _entering.Start();
        _entering.BeginOutputReadLine();
        _entering.BeginErrorReadLine();
        _processId = new Lazy<int>(FindProcessId);
    }

    /// <summary>Its number as this machine has it; nsenter(1), which we started, only waits for it.</summary>
    public int ProcessId => _processId.Value;

    /// <summary>All lines that it has printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public string Log => string.Join('\n', Lines);

    public int Count(string text) => Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until it has printed a text, so many times.</summary>
    public void WaitForLog(string text, int times = 1, double seconds = 15) =>
        Command.WaitUntil(() => Count(text) >= times, $"'{text}' in the log, {times} times", seconds, () => Log);

    public void Signal(int signal) => Command.Run("kill", string.Create(CultureInfo.InvariantCulture, $"-{signal}"), ProcessId.ToString(CultureInfo.InvariantCulture));

    public void Kill() => Signal(9);

    public void Terminate() => Signal(15);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit status.</returns>
    public int WaitForExit(double seconds = 15)
    {
        if (!_entering.WaitForExit(TimeSpan.FromSeconds(seconds))) throw new TimeoutException($"it goes on:\n{Log}");
        _entering.WaitForExit();
        return _entering.ExitCode;
    }

    public void Dispose()
    {
        if (!_entering.HasExited) _entering.Kill(entireProcessTree: true);
        _entering.Dispose();
    }

    private int FindProcessId()
    {
        string children = string.Create(CultureInfo.InvariantCulture, $"/proc/{_entering.Id}/task/{_entering.Id}/children");
        string child = "";
        Command.WaitUntil(() => _entering.HasExited || (child = File.ReadAllText(children).Trim()).Length > 0, "the process starts", context: () => Log);
        return int.Parse(child, CultureInfo.InvariantCulture);
    }

    private void Add(object sender, DataReceivedEventArgs received)
    {
        if (received.Data is null) return;
        lock (_lines) _lines.Add(received.Data);
    }
}
