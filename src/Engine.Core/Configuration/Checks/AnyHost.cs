using Holdfast.Configuration.Binding;

namespace Holdfast.Configuration.Checks;

/// <summary>
/// A host that has whatever a configuration names: for files of other hosts, whose interfaces, users and scripts this one lacks.
/// </summary>
internal sealed class AnyHost : IHostFacts
{
    public bool InterfaceExists(string name) => true;

    public bool UserExists(string user) => true;

    public bool GroupExists(string group) => true;

    public bool FolderExists(string file) => true;

    public ScriptFileState CheckScript(string path) => ScriptFileState.Usable;

    public IReadOnlyList<InterfaceNetwork> Networks(string name) => [];
}
