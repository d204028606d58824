using Holdfast.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.HealthScript;

/// <summary>
/// What a script sees as its own: <c>Arguments</c>, <c>Cancel</c>, <c>Log</c>. It returns true or false; or a
/// <see cref="CheckResult"/>, by <c>Up("…")</c> or <c>Down("…")</c>, to say why; or it throws, which means down.
/// </summary>
public sealed class ScriptGlobals
{
    /// <summary>The words after the script's name in the configuration.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Set when the time of the run is over.</summary>
    public required CancellationToken Cancel { get; init; }

    /// <summary>Writes to the engine's log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>The service is well.</summary>
    /// <param name="reason">What was seen.</param>
    public static CheckResult Up(string reason = "ok") => CheckResult.Up(reason);

    /// <summary>The service is not well.</summary>
    /// <param name="reason">What is wrong.</param>
    public static CheckResult Down(string reason) => CheckResult.Down(reason);

    /// <summary>An argument, or a default where it is not given.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="otherwise">The default; without it the argument must be given.</param>
    /// <exception cref="ArgumentException">It is not given and has no default.</exception>
    public string Argument(int index, string? otherwise = null) =>
        index < Arguments.Count ? Arguments[index] : otherwise ?? throw new ArgumentException($"argument {index + 1} is missing");
}
