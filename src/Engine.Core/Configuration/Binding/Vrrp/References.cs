using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>track_script</c> and its kin: names of what is tracked, each with a weight of its own if it needs one.</summary>
internal static class References
{
    public const int MaxWeight = 253;

    /// <summary>NAME [weight N [reverse|noreverse]], one a line.</summary>
    /// <param name="block">The lines.</param>
    /// <param name="context">What binding shares.</param>
    /// <param name="maxWeight">How far a weight may go; the priority itself only from 1 to 254.</param>
    public static List<TrackReference> Read(SyntaxBlock block, BindingContext context, int maxWeight = MaxWeight)
    {
        var references = new List<TrackReference>();
        var names = new HashSet<string>();
        foreach (SyntaxStatement statement in block.Statements)
        {
            TrackReference reference = Read(new StatementReader(statement, context), maxWeight);
            if (names.Add(reference.Name)) references.Add(reference);
            else context.Diagnostics.Error(statement.Keyword, $"{reference.Name} stands there twice; the first counts");
        }
        return references;
    }

    private static TrackReference Read(StatementReader reader, int maxWeight)
    {
        var reference = new TrackReference(reader.Keyword.Text, null, null);
        while (reader.HasMore && reader.Argument() is { } word)
        {
            switch (word.Text)
            {
                case "weight" when !reader.HasMore:
                    reader.Context.Diagnostics.Error(word, $"{reference.Name} has no number behind weight; it is ignored");
                    break;
                case "weight":
                    reference = reference with { Weight = reader.Number(-maxWeight, maxWeight) ?? reference.Weight };
                    break;
                case "reverse" or "noreverse":
                    reference = reference with { Reverse = word.Text == "reverse" };
                    break;
                default:
                    reader.Context.Diagnostics.Error(word, $"unknown option '{word.Text}' of {reference.Name}; it is ignored", "use weight, reverse or noreverse; another name goes on a line of its own");
                    break;
            }
        }
        return reference;
    }
}
