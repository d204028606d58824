namespace Holdfast.Engine.Cli;

/// <summary>
/// Exit codes of the engine, the numbers that keepalived uses where it has one for the case. Those of a configuration
/// test come from <see cref="Configuration.LoadedConfiguration.ExitCode"/>.
/// </summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The engine could not do its work: already running, or the system refused something that it can't be without.</summary>
    public const int Fatal = 1;

    /// <summary>Privileges are missing.</summary>
    public const int NoPermission = 4;

    /// <summary>A configuration has something to mend.</summary>
    public const int Reported = 5;

    /// <summary>The command line is wrong; sysexits(3) has 64 for it.</summary>
    public const int Usage = 64;
}
