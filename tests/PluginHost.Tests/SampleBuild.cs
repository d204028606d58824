using System.Reflection;

namespace Holdfast.PluginHost.Tests;

/// <summary>The two versions of the sample plugin that were built beside the tests.</summary>
internal static class SampleBuild
{
    public const string FileName = "Holdfast.SamplePlugin.dll";

    public static string First => Find("First");

    public static string Second => Find("Second");

    private static string Find(string project) => Path.Combine(Metadata("TestPlugins"), project, "bin", Metadata("Configuration"), "net10.0", FileName);

    private static string Metadata(string key) =>
        typeof(SampleBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
