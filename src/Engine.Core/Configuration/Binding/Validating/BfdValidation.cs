using Holdfast.Configuration.Checks;

namespace Holdfast.Configuration.Binding;

/// <summary>BFD sessions: what they lack, what of them contradicts, and which stand there twice.</summary>
internal sealed class BfdValidation(BoundFile file, BindingContext context)
{
    private const int UsualTtl = 255;
    private const int UsualHopLimit = 64;

    public void Run()
    {
        var names = new HashSet<string>();
        var ends = new HashSet<(IpAddress Neighbor, IpAddress Source)>();
        foreach (Bound<BfdInstance> bound in file.Bfds)
        {
            BfdInstance bfd = bound.Value;
            SyntaxWord where = bound.Statement.Value();
            if (bfd.Name.Length > BfdTable.MaxName) Error(where, $"the name of BFD instance {bfd.Name} has more than {BfdTable.MaxName} letters; it is ignored");
            else if (!names.Add(bfd.Name)) Error(where, $"BFD instance {bfd.Name} stands there twice; the first counts");
            else if (!bfd.HasNeighbor) Error(where, $"BFD instance {bfd.Name} has no neighbor address; it is ignored", "give it neighbor_ip");
            else if (!bfd.Neighbor.IsNone) Check(bfd, bound.Statement, ends);
        }
    }

    private void Check(BfdInstance bfd, SyntaxStatement statement, HashSet<(IpAddress Neighbor, IpAddress Source)> ends)
    {
        IpAddress source = bfd.Source;
        if (!source.IsNone && source.Family != bfd.Neighbor.Family)
        {
            Error(statement.Place("source_ip"), $"source_ip {source} of BFD instance {bfd.Name} is not of the family of its neighbor {bfd.Neighbor}; it is ignored");
            source = default;
        }
        int hops = bfd.HopLimit ?? (bfd.Neighbor.Family == IpFamily.V6 ? UsualHopLimit : UsualTtl);
        if (bfd.MaxHops > hops) Error(statement.Place("max_hops"), $"max_hops {bfd.MaxHops} of BFD instance {bfd.Name} is more than the {hops} that a packet comes: {hops} is taken");
        if (!ends.Add((bfd.Neighbor, source))) Error(statement.Value(), $"BFD instance {bfd.Name} has the neighbor and the source of another; it is ignored");
    }

    private void Error(SyntaxWord where, string message, string? suggestion = null) => context.Diagnostics.Error(where, message, suggestion);
}
