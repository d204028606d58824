using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>track_script</c> and its kin: names of what is tracked, each with a weight of its own if it needs one.</summary>
internal static class References
{
    public const int MaxWeight = 253;

    /// <summary>NAME [weight N [reverse|noreverse]], one or more a line.</summary>
    public static List<TrackReference> Read(SyntaxBlock block, BindingContext context)
    {
        var references = new List<TrackReference>();
        foreach (SyntaxStatement statement in block.Statements)
        {
            var reader = new StatementReader(statement, context);
            var reference = new TrackReference(statement.Keyword.Text, null, null);
            while (reader.HasMore && reader.Argument() is { } word)
            {
                switch (word.Text)
                {
                    case "weight": reference = reference with { Weight = reader.Number(-MaxWeight, MaxWeight) ?? reference.Weight }; break;
                    case "reverse": reference = reference with { Reverse = true }; break;
                    case "noreverse": reference = reference with { Reverse = false }; break;
                    default:
                        references.Add(reference);
                        reference = new TrackReference(word.Text, null, null);
                        break;
                }
            }
            references.Add(reference);
        }
        return references;
    }
}
