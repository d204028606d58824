using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The lines of <c>unicast_peer</c>: ADDRESS [min_ttl N] [max_ttl N].</summary>
internal static class UnicastPeers
{
    public static VrrpInstance Bind(VrrpInstance instance, SyntaxBlock block, StatementReader statement)
    {
        var peers = new List<IpAddress>(instance.UnicastPeers);
        foreach (SyntaxStatement line in block.Statements)
        {
            // keepalived takes a prefix length there, and has no use for it either.
            if (RoutingOptions.IsNetwork(line.Keyword.Text) && IpAddress.TryParse(line.Keyword.Text.Split('/')[0], out IpAddress peer)) peers.Add(peer);
            else statement.Context.Diagnostics.Error(line.Keyword, $"'{line.Keyword.Text}' is not an IP address");
            CheckOptions(new StatementReader(line, statement.Context));
        }
        return instance with { UnicastPeers = [.. peers] };
    }

    private static void CheckOptions(StatementReader reader)
    {
        DiagnosticBag diagnostics = reader.Context.Diagnostics;
        int min = 0;
        int max = byte.MaxValue;
        while (reader.HasMore && reader.Argument() is { } option)
        {
            if (option.Text is not ("min_ttl" or "max_ttl") || !reader.HasMore || reader.Argument() is not { } value)
            {
                diagnostics.Error(option, $"'{option.Text}' is no option of a peer, or lacks its number", "use min_ttl NUMBER and max_ttl NUMBER");
                return;
            }
            reader.Context.ReportNotCarriedOut(option);
            if (!byte.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out byte ttl))
                diagnostics.Error(value, $"'{value.Text}' is not a TTL", $"{option.Text} takes a number from 0 to {byte.MaxValue}");
            else if (option.Text == "min_ttl") min = ttl;
            else max = ttl;
            if (min > max) diagnostics.Error(option, $"min_ttl {min} is more than max_ttl {max}: no packet would be taken");
        }
    }
}
