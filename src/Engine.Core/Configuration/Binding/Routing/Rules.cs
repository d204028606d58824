namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_rules</c> and <c>static_rules</c>, in the words of ip-rule(8).</summary>
internal static class Rules
{
    private static readonly Dictionary<string, RoutingArgument> Options = new()
    {
        ["from"] = RoutingArgument.Word,
        ["to"] = RoutingArgument.Word,
        ["iif"] = RoutingArgument.Interface,
        ["dev"] = RoutingArgument.Interface,
        ["oif"] = RoutingArgument.Interface,
        ["tos"] = RoutingArgument.Word,
        ["dsfield"] = RoutingArgument.Word,
        ["fwmark"] = RoutingArgument.Number,
        ["table"] = RoutingArgument.Word,
        ["lookup"] = RoutingArgument.Word,
        ["pref"] = RoutingArgument.Number,
        ["preference"] = RoutingArgument.Number,
        ["priority"] = RoutingArgument.Number,
        ["order"] = RoutingArgument.Number,
        ["realms"] = RoutingArgument.Word,
        ["suppress_prefixlength"] = RoutingArgument.Number,
        ["suppress_ifgroup"] = RoutingArgument.Word,
        ["protocol"] = RoutingArgument.Word,
        ["goto"] = RoutingArgument.Number,
        ["tun_id"] = RoutingArgument.Number,
        ["tunnel-id"] = RoutingArgument.Number,
        ["uidrange"] = RoutingArgument.Word,
        ["ipproto"] = RoutingArgument.Word,
        ["sport"] = RoutingArgument.Word,
        ["dport"] = RoutingArgument.Word,
        ["track_group"] = RoutingArgument.Word,
        ["l3mdev"] = RoutingArgument.None,
        ["not"] = RoutingArgument.None,
        ["no_track"] = RoutingArgument.None,
        ["nop"] = RoutingArgument.None,
        ["blackhole"] = RoutingArgument.None,
        ["unreachable"] = RoutingArgument.None,
        ["prohibit"] = RoutingArgument.None,
        ["inet"] = RoutingArgument.None,
        ["inet6"] = RoutingArgument.None,
    };

    public static Row<T> Row<T>(string name, string documentation) =>
        Binding.Row<T>.Values(name, "[not] [from NETWORK] [to NETWORK] [OPTION ...] table TABLE priority PRIORITY", "from 192.0.2.0/24 table 100 priority 1000", documentation, Read) with
        {
            Support = Support.ReadOnly,
        };

    private static T Read<T>(T target, SyntaxBlock block, StatementReader statement)
    {
        foreach (SyntaxStatement line in block.Statements) Read(line, new StatementReader(line, statement.Context, first: 0));
        return target;
    }

    private static void Read(SyntaxStatement line, StatementReader reader)
    {
        bool hasPriority = false;
        while (reader.HasMore && reader.Argument() is { } word)
        {
            if (!Options.TryGetValue(word.Text, out RoutingArgument argument))
            {
                string? near = Spelling.Nearest(word.Text, Options.Keys);
                reader.Context.Diagnostics.Error(word, $"Unknown rule option {word.Text}", near is null ? null : $"did you mean '{near}'?");
                return;
            }
            hasPriority |= word.Text is "pref" or "preference" or "priority" or "order";
            if (!RoutingOptions.Read(argument, word, reader)) return;
        }
        if (!hasPriority) reader.Context.Diagnostics.Error(line.Keyword, "the rule has no priority, and the kernel will choose one", "give it one: priority NUMBER");
    }
}
