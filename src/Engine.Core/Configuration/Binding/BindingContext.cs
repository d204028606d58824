using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>What the host knows that decides whether a configuration is right: a real host, or none of that (a test).</summary>
internal interface IHostFacts
{
    bool InterfaceExists(string name);

    bool UserExists(string user);

    bool GroupExists(string group);

    /// <summary>Whether the folder of a file is there, so that the file may come.</summary>
    bool FolderExists(string file);

    /// <summary>What is to be said of a script's file before it is run.</summary>
    ScriptFileState CheckScript(string path);

    /// <summary>The addresses that an interface has; none where the interface is not there or nobody knows.</summary>
    IReadOnlyList<InterfaceNetwork> Networks(string name);
}

/// <summary>An address of an interface, with the length of its network's prefix.</summary>
internal readonly record struct InterfaceNetwork(IpAddress Address, byte PrefixLength)
{
    /// <summary>Whether another network is part of this one, or this one of it.</summary>
    public bool Overlaps(IpAddress other, byte prefixLength) => Address.SharesPrefix(other, Math.Min(PrefixLength, prefixLength));

    public override string ToString() => $"{Address}/{PrefixLength}";
}

internal enum ScriptFileState
{
    Usable,
    Missing,
    NotExecutable,

    /// <summary>Someone other than root may change it, or a folder on the way to it.</summary>
    WritableByOthers,
}

/// <summary>What binding one configuration shares.</summary>
internal sealed class BindingContext(DiagnosticBag diagnostics, IHostFacts host)
{
    private readonly HashSet<string> _notCarriedOut = [];
    private int _readOnlyDepth;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    public IHostFacts Host { get; } = host;

    /// <summary>Whether a line lacked an argument: keepalived reads no further, and so do we, lest the rest mean something else.</summary>
    public bool IsStopped { get; private set; }

    public void Stop() => IsStopped = true;

    /// <summary>Whether interfaces may come later, <c>dynamic_interfaces</c>.</summary>
    public bool HasDynamicInterfaces { get; set; }

    /// <summary>Whether an interface is there, or may come.</summary>
    public bool MayBeInterface(string name)
    {
        bool mayBe = HasDynamicInterfaces || Host.InterfaceExists(name);
        LacksInterface |= !mayBe;
        return mayBe;
    }

    /// <summary>Whether an interface that was asked for is not there: keepalived ends then, before it looks at scripts.</summary>
    public bool LacksInterface { get; private set; }

    /// <summary>Whether <c>script_user</c> names a user who is not there.</summary>
    public bool HasUnknownScriptUser { get; set; }

    /// <summary>Scripts that are not carried out, with the keyword that each is of.</summary>
    public List<(NotifyScript Script, SyntaxWord Where)> ReadOnlyScripts { get; } = [];

    /// <summary>The same, and nobody hears of what is wrong.</summary>
    public BindingContext Unheard() =>
        new(new DiagnosticBag(), Host) { HasDynamicInterfaces = HasDynamicInterfaces, HasUnknownScriptUser = HasUnknownScriptUser };

    /// <summary>Says once for each keyword that it is read over; not of what stands within a block that is read over as a whole.</summary>
    public void ReportNotCarriedOut(SyntaxWord keyword)
    {
        if (_readOnlyDepth == 0 && _notCarriedOut.Add(keyword.Text))
            Diagnostics.Warning(keyword, $"'{keyword.Text}' is not carried out yet: it has no effect");
    }

    /// <summary>Says it of a keyword whose block, if it has one, is bound until the scope ends.</summary>
    public ReadOnlyScope EnterNotCarriedOut(SyntaxWord keyword)
    {
        ReportNotCarriedOut(keyword);
        _readOnlyDepth++;
        return new ReadOnlyScope(this);
    }

    /// <summary>Ends where a keyword that is not carried out does.</summary>
    public readonly struct ReadOnlyScope(BindingContext context) : IDisposable
    {
        public void Dispose() => context._readOnlyDepth--;
    }
}
