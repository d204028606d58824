namespace Holdfast.PluginHost;

/// <summary>Why the process ended, for the engine's log.</summary>
internal static class HostExitCode
{
    public const int Success = 0;
    public const int NotStartedByEngine = 64;
    public const int BadMessage = 65;
    public const int CheckNeverEnds = 75;
}
