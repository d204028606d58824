using Holdfast.Configuration;
using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>A host that has the interfaces it is told of, root, and every script but those whose path says what is wrong with it.</summary>
internal sealed class SampleHost(params IEnumerable<string> interfaces) : IHostFacts
{
    private readonly HashSet<string> _interfaces = [.. interfaces];

    /// <summary>Whether every user exists but keepalived_script and what can't be one, not only root.</summary>
    public bool HasAllUsers { get; init; }

    /// <summary>A folder that is empty: no script in it is there, nor is what is no path at all; and there are no folders but those that every host has.</summary>
    public string? EmptyFolder { get; init; }

    public bool InterfaceExists(string name) => _interfaces.Contains(name);

    public bool UserExists(string user) => (HasAllUsers && user != "keepalived_script" && !user.Contains('/')) || user == "root";

    public bool GroupExists(string group) => HasAllUsers || group == "root";

    public bool FolderExists(string file) =>
        EmptyFolder is null ? !file.Contains("missing", StringComparison.Ordinal) : file.StartsWith("/tmp/", StringComparison.Ordinal) || Path.GetDirectoryName(file) is "/run" or "/etc";

    public ScriptFileState CheckScript(string path) => path switch
    {
        _ when EmptyFolder is { } empty && (path.Contains(empty, StringComparison.Ordinal) || path.AsSpan().ContainsAny("$\\\"")) => ScriptFileState.Missing,
        _ when path.Contains("missing", StringComparison.Ordinal) => ScriptFileState.Missing,
        _ when path.Contains("not-executable", StringComparison.Ordinal) => ScriptFileState.NotExecutable,
        _ when path.Contains("unsafe", StringComparison.Ordinal) => ScriptFileState.WritableByOthers,
        _ => ScriptFileState.Usable,
    };

    /// <summary>The addresses of every interface.</summary>
    public IReadOnlyList<InterfaceNetwork> InterfaceNetworks { get; init; } = [];

    public IReadOnlyList<InterfaceNetwork> Networks(string name) => InterfaceExists(name) ? InterfaceNetworks : [];

    /// <summary>Reads a text as the file <paramref name="name"/>; without lints unless some are asked for.</summary>
    public LoadedConfiguration Load(string text, string name = "sample.conf", LintSelection? lints = null) =>
        Load(new SampleFiles { [name] = text }, name, new ExpansionOptions { ConfigurationId = "lb1", InstanceName = "lb1" }, lints);

    /// <summary>Reads the file <paramref name="name"/> of several.</summary>
    public LoadedConfiguration Load(SampleFiles files, string name, ExpansionOptions options, LintSelection? lints = null) =>
        ConfigurationLoader.Load(name, files, options, this, lints ?? LintSelection.None);
}
