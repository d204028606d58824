namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_rules</c> and <c>static_rules</c>, in the words of ip-rule(8).</summary>
internal static class Rules
{
    private static readonly Dictionary<string, RoutingArgument> Options = new()
    {
        ["from"] = RoutingArgument.Network,
        ["to"] = RoutingArgument.Network,
        ["iif"] = RoutingArgument.Interface,
        ["dev"] = RoutingArgument.Interface,
        ["oif"] = RoutingArgument.Interface,
        ["tos"] = RoutingArgument.Word,
        ["dsfield"] = RoutingArgument.Word,
        ["fwmark"] = RoutingArgument.Number,
        ["table"] = RoutingArgument.Word,
        ["lookup"] = RoutingArgument.Word,
        ["preference"] = RoutingArgument.Number,
        ["priority"] = RoutingArgument.Number,
        ["order"] = RoutingArgument.Number,
        ["realms"] = RoutingArgument.Word,
        ["suppress_prefixlength"] = RoutingArgument.Number,
        ["suppress_ifgroup"] = RoutingArgument.Word,
        ["protocol"] = RoutingArgument.Number,
        ["goto"] = RoutingArgument.Number,
        ["tunnel-id"] = RoutingArgument.Number,
        ["uidrange"] = RoutingArgument.Range,
        ["ipproto"] = RoutingArgument.Protocol,
        ["sport"] = RoutingArgument.Range,
        ["dport"] = RoutingArgument.Range,
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

    private static readonly string[] Actions = ["table", "lookup", "goto", "l3mdev", "nop", "blackhole", "unreachable", "prohibit"];

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
        DiagnosticBag diagnostics = reader.Context.Diagnostics;
        bool hasPriority = false;
        int actions = 0;
        IpFamily? family = null;
        while (reader.HasMore && reader.Argument() is { } word)
        {
            if (!Options.TryGetValue(word.Text, out RoutingArgument argument))
            {
                string? near = Spelling.Nearest(word.Text, Options.Keys);
                diagnostics.Error(word, $"Unknown rule option {word.Text}", near is null ? null : $"did you mean '{near}'?");
                return;
            }
            hasPriority |= word.Text is "preference" or "priority" or "order";
            if (Actions.Contains(word.Text)) actions++;
            if (!RoutingOptions.Read(argument, word, reader)) return;
            if (argument != RoutingArgument.Network) continue;
            SyntaxWord network = reader.Last;
            if (!IpAddress.TryParse(network.Text.Split('/')[0], out IpAddress address)) continue;
            if (family is { } other && other != address.Family)
            {
                diagnostics.Error(network, "a rule is for IPv4 or for IPv6, and both stand there");
                return;
            }
            family = address.Family;
        }
        if (actions != 1)
        {
            diagnostics.Error(line.Keyword, actions == 0 ? "the rule says not what to do; it is ignored" : "the rule says more than one thing to do; it is ignored", $"give it one of {string.Join(", ", Actions)}");
            return;
        }
        if (!hasPriority) diagnostics.Error(line.Keyword, "the rule has no priority, and the kernel will choose one", "give it one: priority NUMBER");
    }
}
