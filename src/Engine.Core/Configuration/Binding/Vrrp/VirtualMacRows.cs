using System.Globalization;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>vrrp_instance</c> that put addresses on interfaces of their own.</summary>
internal static class VirtualMacRows
{
    private const int MacBytes = 6;

    public static Row<VrrpInstance>[] All() =>
    [
        new("use_vmac", "[NAME] [MAC] [netlink_notify_msg]", "vrrp.51", "Hold the addresses on an interface with the virtual MAC address.", BindMac) { Support = Support.ReadOnly, IsUnique = true },
        new("use_vmac_addr", "[NAME]", "", "As use_vmac, for the addresses that are on other interfaces.", (i, _) => i) { Support = Support.ReadOnly },
        Row<VrrpInstance>.Alone("vmac_xmit_base", "Send adverts from the interface itself and not from that with the virtual MAC address."),
        new("use_ipvlan", "[NAME] [ADDRESS[/LENGTH]] [bridge|private|vepa]", "ipvlan0 192.0.2.9", "Hold the addresses on an IPVLAN interface, which sends from that address.", BindIpvlan) { Support = Support.ReadOnly },
    ];

    private static VrrpInstance BindMac(VrrpInstance instance, StatementReader statement)
    {
        DiagnosticBag diagnostics = statement.Context.Diagnostics;
        string? name = null;
        while (statement.HasMore && statement.Argument() is { } word)
        {
            if (word.Text == "netlink_notify_msg") continue;
            if (word.Text.Contains(':'))
            {
                if (!IsMac(word.Text)) diagnostics.Error(word, $"'{word.Text}' is not a MAC address", "six bytes in hexadecimal, with colons between them");
            }
            else if (name is not null)
            {
                diagnostics.Error(word, $"the interface is to be called {name} already; '{word.Text}' is ignored");
            }
            else
            {
                name = word.Text;
                if (!InterfaceNames.IsValid(name)) diagnostics.Error(word, $"'{name}' can't be the name of an interface", $"up to {InterfaceNames.MaxLength} letters, none of them a space or /");
            }
        }
        return instance;
    }

    private static VrrpInstance BindIpvlan(VrrpInstance instance, StatementReader statement)
    {
        string? name = null;
        while (statement.HasMore && statement.Argument() is { } word)
        {
            if (word.Text is "bridge" or "private" or "vepa" || RoutingOptions.IsNetwork(word.Text)) continue;
            if (name is not null) statement.Context.Diagnostics.Error(word, $"the interface is to be called {name} already; '{word.Text}' is ignored");
            name ??= word.Text;
        }
        return instance;
    }

    private static bool IsMac(string text)
    {
        string[] bytes = text.Split(':');
        return bytes.Length == MacBytes && bytes.All(b => byte.TryParse(b, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
    }
}
