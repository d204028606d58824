namespace Holdfast.Configuration.Binding;

/// <summary>The arguments of <c>lvs_method</c> and its like.</summary>
internal static class ForwardingMethods
{
    public const string Arguments = "NAT|DR|TUN [type ipip|gue port PORT|gre] [nocsum|csum|remcsum]";

    private const string Options = "use type ipip, type gue port PORT or type gre, and nocsum, csum or remcsum";

    /// <summary>The method; null where any of it is wrong, which is reported.</summary>
    public static ForwardingMethod? Read(StatementReader statement)
    {
        if (statement.Argument() is not { } word) return null;
        ForwardingMethod? method = word.Text switch
        {
            "NAT" => ForwardingMethod.Nat,
            "DR" => ForwardingMethod.Direct,
            "TUN" => ForwardingMethod.Tunnel,
            _ => null,
        };
        if (method is null) return Refuse(statement, word, $"unknown forwarding method '{word.Text}'", "use NAT, DR or TUN");
        if (!statement.HasMore) return method;
        if (method != ForwardingMethod.Tunnel)
        {
            SyntaxWord surplus = statement.Rest().First();
            return Refuse(statement, surplus, $"'{surplus.Text}' after {word.Text}, which takes no options", "only TUN does");
        }
        return ReadTunnel(statement) ? method : null;
    }

    private static bool ReadTunnel(StatementReader statement)
    {
        string type = "ipip";
        bool hasPort = false;
        SyntaxWord? checksum = null;
        foreach (SyntaxWord option in statement.Rest())
        {
            switch (option.Text)
            {
                case "type":
                    if (!statement.HasMore) return Report(statement, option, "the type of the tunnel is missing", Options);
                    SyntaxWord name = statement.Argument()!;
                    if (name.Text is not ("ipip" or "gue" or "gre")) return Report(statement, name, $"unknown type of tunnel '{name.Text}'", "use ipip, gue or gre");
                    type = name.Text;
                    break;
                case "port":
                    if (!statement.HasMore) return Report(statement, option, "the port of the tunnel is missing", Options);
                    if (statement.Number(1, 65535) is null) return false;
                    hasPort = true;
                    break;
                case "nocsum" or "csum" or "remcsum":
                    checksum = option;
                    break;
                default:
                    return Report(statement, option, $"unknown option '{option.Text}' of a tunnel", Options);
            }
        }
        if (hasPort != (type == "gue")) return Report(statement, statement.Keyword, "a tunnel of type gue needs a port, and no other has one", Options);
        if (checksum is { } word && (type == "ipip" || (type == "gre" && word.Text == "remcsum")))
            return Report(statement, word, $"a tunnel of type {type} has no {word.Text}", "gue takes nocsum, csum and remcsum, gre the first two");
        return true;
    }

    private static bool Report(StatementReader statement, SyntaxWord where, string message, string suggestion)
    {
        statement.Context.Diagnostics.Error(where, message, suggestion);
        return false;
    }

    private static ForwardingMethod? Refuse(StatementReader statement, SyntaxWord where, string message, string suggestion)
    {
        statement.Context.Diagnostics.Error(where, message, suggestion);
        return null;
    }
}
