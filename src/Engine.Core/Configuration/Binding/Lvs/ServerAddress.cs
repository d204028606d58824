using System.Globalization;

namespace Holdfast.Configuration.Binding;

/// <summary>An address and a port, as virtual, real and sorry servers have them.</summary>
internal static class ServerAddress
{
    /// <summary>
    /// Reads ADDRESS [PORT]; null where either is wrong, which is reported. What follows a '/' or '-' in the address has no
    /// meaning here, as keepalived has it, and that is said.
    /// </summary>
    /// <param name="statement">Where the port, if there is one, comes next.</param>
    /// <param name="address">The address.</param>
    /// <param name="what">What it is of.</param>
    public static RealServer? Read(StatementReader statement, SyntaxWord address, string what)
    {
        if (Parse(address, statement.Context) is not { } parsed)
        {
            if (statement.HasMore) _ = statement.Argument();
            statement.Context.Diagnostics.Error(address, $"Invalid {what} address '{address.Text}'; the {what} is left out", "use an IPv4 or IPv6 address, and a port after a space");
            return null;
        }
        if (!statement.HasMore) return new RealServer(parsed, 0, address);
        SyntaxWord port = statement.Argument()!;
        if (int.TryParse(port.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number is >= 0 and <= 65535)
            return new RealServer(parsed, number, address);
        statement.Context.Diagnostics.Error(port, $"Invalid {what} port '{port.Text}'; the {what} is left out", "use a port from 1 to 65535");
        return null;
    }

    /// <summary>The address of a word; null where it is none, which is for the caller to report.</summary>
    public static IpAddress? Parse(SyntaxWord word, BindingContext context)
    {
        int end = word.Text.AsSpan().IndexOfAny('/', '-');
        if (!IpAddress.TryParse(end < 0 ? word.Text : word.Text.AsSpan(0, end), out IpAddress address)) return null;
        if (end >= 0) context.Diagnostics.Warning(word, $"'{word.Text[end..]}' has no meaning behind this address: {address} is taken");
        return address;
    }
}
