namespace Holdfast.Engine.Cli;

/// <summary>Exit codes of the engine, the numbers that keepalived uses where it has one for the case.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The engine could not do its work: already running, or the system refused something that it can't be without.</summary>
    public const int Fatal = 1;

    /// <summary>The configuration has a line without an argument that it must have, where reading stopped.</summary>
    public const int MissingArgument = 2;

    /// <summary>Privileges are missing.</summary>
    public const int NoPermission = 4;

    /// <summary>The configuration test reported something.</summary>
    public const int ConfigurationReported = 5;

    /// <summary>The configuration test found scripts without enable_script_security.</summary>
    public const int InsecureScripts = 6;

    /// <summary>The command line is wrong; sysexits(3) has 64 for it.</summary>
    public const int Usage = 64;
}
