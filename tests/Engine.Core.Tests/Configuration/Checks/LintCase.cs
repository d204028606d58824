using Holdfast.Configuration;
using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Checks.Cluster;
using Holdfast.Configuration.Syntax;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

/// <summary>A file of parts, each behind a line <c>== flawed|sound NAME</c>, and <c>== expected</c> at the end.</summary>
internal sealed record LintCase(string Path, IReadOnlyList<string> Flawed, IReadOnlyList<string> Sound, string Expected)
{
    private const string Mark = "== ";

    public static SampleHost Host { get; } = new("eth0", "eth1") { InterfaceNetworks = [new InterfaceNetwork(IpAddress.Parse("10.0.0.2"), 24)] };

    public static LintCase Read(string path)
    {
        List<string> flawed = [], sound = [];
        string expected = "";
        foreach (string part in ("\n" + File.ReadAllText(path)).Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            (string head, string text) = part.Split('\n', 2) is [var first, var rest] ? (first, rest) : (part, "");
            if (head.StartsWith("flawed ", StringComparison.Ordinal)) flawed.Add(text);
            else if (head.StartsWith("sound ", StringComparison.Ordinal)) sound.Add(text);
            else expected = text;
        }
        return new LintCase(path, flawed, sound, expected);
    }

    public void WriteExpected(string expected)
    {
        string text = File.ReadAllText(Path);
        File.WriteAllText(Path, text[..(text.IndexOf(Mark + "expected", StringComparison.Ordinal) + Mark.Length + "expected\n".Length)] + expected);
    }

    /// <summary>Checks hosts lb1, lb2, … each for itself and together, and gives what is said under one name.</summary>
    public static (IReadOnlyList<Diagnostic> Diagnostics, IEnumerable<SourceFile> Sources) Check(
        IReadOnlyList<string> texts, string name, LintSelection? selection = null)
    {
        selection ??= LintSelection.All;
        (string Path, LoadedConfiguration Loaded)[] hosts =
            [.. texts.Select((text, index) => ($"lb{index + 1}.conf", Host.Load(text, $"lb{index + 1}.conf", selection)))];
        IEnumerable<Diagnostic> all = hosts.SelectMany(host => host.Loaded.Diagnostics).Concat(ClusterCheck.Run(hosts, selection));
        return ([.. all.Where(diagnostic => diagnostic.Name == name)], hosts.SelectMany(host => host.Loaded.Sources));
    }
}
