namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>virtual_routes</c> and <c>static_routes</c>, in the words of ip-route(8).</summary>
internal static class Routes
{
    private static readonly string[] Types = ["unicast", "local", "broadcast", "multicast", "throw", "unreachable", "prohibit", "blackhole", "nat", "anycast"];

    private static readonly Dictionary<string, RoutingArgument> Options = new()
    {
        ["via"] = RoutingArgument.Address,
        ["src"] = RoutingArgument.Address,
        ["or"] = RoutingArgument.Address,
        ["dev"] = RoutingArgument.Interface,
        ["oif"] = RoutingArgument.Interface,
        ["table"] = RoutingArgument.Word,
        ["scope"] = RoutingArgument.Word,
        ["protocol"] = RoutingArgument.Word,
        ["realm"] = RoutingArgument.Word,
        ["realms"] = RoutingArgument.Word,
        ["tos"] = RoutingArgument.Word,
        ["dsfield"] = RoutingArgument.Word,
        ["features"] = RoutingArgument.Word,
        ["congctl"] = RoutingArgument.Lockable,
        ["pref"] = RoutingArgument.Word,
        ["encap"] = RoutingArgument.Word,
        ["track_group"] = RoutingArgument.Word,
        ["metric"] = RoutingArgument.Number,
        ["priority"] = RoutingArgument.Number,
        ["preference"] = RoutingArgument.Number,
        ["weight"] = RoutingArgument.Number,
        ["expires"] = RoutingArgument.Number,
        ["initcwnd"] = RoutingArgument.Number,
        ["initrwnd"] = RoutingArgument.Number,
        ["rto_min"] = RoutingArgument.RoundTrip,
        ["mtu"] = RoutingArgument.Lockable,
        ["hoplimit"] = RoutingArgument.Lockable,
        ["advmss"] = RoutingArgument.Lockable,
        ["rtt"] = RoutingArgument.RoundTrip,
        ["rttvar"] = RoutingArgument.RoundTrip,
        ["reordering"] = RoutingArgument.Lockable,
        ["window"] = RoutingArgument.Lockable,
        ["cwnd"] = RoutingArgument.Lockable,
        ["ssthresh"] = RoutingArgument.Lockable,
        ["quickack"] = RoutingArgument.Bool,
        ["fastopen_no_cookie"] = RoutingArgument.Bool,
        ["ttl-propagate"] = RoutingArgument.Bool,
        ["onlink"] = RoutingArgument.None,
        ["no_track"] = RoutingArgument.None,
        ["nexthop"] = RoutingArgument.None,
        ["inet"] = RoutingArgument.None,
        ["inet6"] = RoutingArgument.None,
    };

    public static Row<T> Row<T>(string name, string documentation) =>
        Binding.Row<T>.Values(name, "[TYPE] NETWORK|default [via ADDRESS] [dev INTERFACE] [OPTION ...]", "192.0.2.0/24 via 192.0.2.254 dev eth0", documentation, Read) with
        {
            Support = Support.ReadOnly,
        };

    private static T Read<T>(T target, SyntaxBlock block, StatementReader statement)
    {
        foreach (SyntaxStatement line in block.Statements) Read(new StatementReader(line, statement.Context, first: 0));
        return target;
    }

    private static void Read(StatementReader reader)
    {
        bool hasDestination = false;
        while (reader.HasMore && reader.Argument() is { } word)
        {
            if (Options.TryGetValue(word.Text, out RoutingArgument argument))
            {
                if (!RoutingOptions.Read(argument, word, reader)) return;
                // What follows an encapsulation is its own, and nothing that is known here ends it.
                if (word.Text == "encap") return;
            }
            else if (Types.Contains(word.Text) || word.Text == "to")
            {
                continue;
            }
            else if (!hasDestination && (word.Text is "default" or "default6" || RoutingOptions.IsNetwork(word.Text)))
            {
                hasDestination = true;
            }
            else
            {
                string? near = Spelling.Nearest(word.Text, Options.Keys);
                reader.Context.Diagnostics.Error(word, $"unknown route keyword {word.Text}", near is null ? null : $"did you mean '{near}'?");
                return;
            }
        }
    }
}
