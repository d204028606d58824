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
        ["scope"] = RoutingArgument.Scope,
        ["protocol"] = RoutingArgument.Word,
        ["realm"] = RoutingArgument.Word,
        ["realms"] = RoutingArgument.Word,
        ["tos"] = RoutingArgument.Word,
        ["dsfield"] = RoutingArgument.Word,
        ["features"] = RoutingArgument.Feature,
        ["congctl"] = RoutingArgument.LockableWord,
        ["pref"] = RoutingArgument.Word,
        ["encap"] = RoutingArgument.Encapsulation,
        ["track_group"] = RoutingArgument.Word,
        ["metric"] = RoutingArgument.Number,
        ["priority"] = RoutingArgument.Number,
        ["preference"] = RoutingArgument.Number,
        ["weight"] = RoutingArgument.Weight,
        ["expires"] = RoutingArgument.Number,
        ["initcwnd"] = RoutingArgument.Number,
        ["initrwnd"] = RoutingArgument.Number,
        ["rto_min"] = RoutingArgument.RoundTrip,
        ["mtu"] = RoutingArgument.Lockable,
        ["hoplimit"] = RoutingArgument.HopLimit,
        ["advmss"] = RoutingArgument.Lockable,
        ["rtt"] = RoutingArgument.RoundTrip,
        ["rttvar"] = RoutingArgument.RoundTrip,
        ["reordering"] = RoutingArgument.Lockable,
        ["window"] = RoutingArgument.Lockable,
        ["cwnd"] = RoutingArgument.Lockable,
        ["ssthresh"] = RoutingArgument.Lockable,
        ["quickack"] = RoutingArgument.Number,
        ["fastopen_no_cookie"] = RoutingArgument.Number,
        ["ttl-propagate"] = RoutingArgument.Switch,
        ["onlink"] = RoutingArgument.None,
        ["no_track"] = RoutingArgument.None,
        ["nexthop"] = RoutingArgument.None,
        ["append"] = RoutingArgument.None,
        ["prepend"] = RoutingArgument.None,
        ["add"] = RoutingArgument.None,
        ["inet"] = RoutingArgument.None,
        ["inet6"] = RoutingArgument.None,
    };

    /// <summary>What may stand behind nexthop.</summary>
    private static readonly string[] OfNextHop = ["nexthop", "via", "dev", "oif", "weight", "onlink", "encap", "realms", "or", "inet", "inet6"];

    public static Row<T> Row<T>(string name, string documentation) =>
        Binding.Row<T>.Values(name, "[TYPE] NETWORK|default [via ADDRESS] [dev INTERFACE] [OPTION ...]", "192.0.2.0/24 via 192.0.2.254 dev eth0", documentation, Read) with
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
        bool hasDestination = false;
        bool isInNextHop = false;
        bool isIpv6 = line.Words.Any(word => word.Text is "inet6" or "default6" || (RoutingOptions.IsNetwork(word.Text) && word.Text.Contains(':')));
        while (reader.HasMore && reader.Argument() is { } word)
        {
            if (Options.TryGetValue(word.Text, out RoutingArgument argument))
            {
                isInNextHop |= word.Text == "nexthop";
                if (isInNextHop && !OfNextHop.Contains(word.Text))
                {
                    diagnostics.Error(word, $"{word.Text} stands behind a nexthop, and is of the route as a whole", "put it before the first nexthop");
                    return;
                }
                if (word.Text == "or") diagnostics.Error(word, "'or' is deprecated", "use 'nexthop via'");
                if (word.Text is "pref" or "expires" && !isIpv6) diagnostics.Error(word, $"{word.Text} is for IPv6 only");
                if (!RoutingOptions.Read(argument, word, reader)) return;
                // What follows an encapsulation is its own, and nothing that is known here ends it.
                if (word.Text == "encap") return;
            }
            else if (word.Text is "default" or "default6" || RoutingOptions.IsNetwork(word.Text))
            {
                hasDestination = true;
            }
            else if (!Types.Contains(word.Text) && word.Text != "to")
            {
                string? near = Spelling.Nearest(word.Text, Options.Keys);
                diagnostics.Error(word, $"unknown route keyword {word.Text}", near is null ? null : $"did you mean '{near}'?");
                return;
            }
        }
        if (!hasDestination) diagnostics.Error(line.Keyword, "the route has no destination; it is ignored", "name a network, or default");
    }
}
