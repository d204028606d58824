using System.Globalization;
using Holdfast.Lab;

namespace Holdfast.Bench;

/// <summary>What all measurements share: starting, finding and killing either daemon.</summary>
internal static class Hosts
{
    public static string Instance(string name, int virtualRouterId, int priority, double interval, string address, string interfaceName = LabNetwork.DefaultInterface) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
            vrrp_instance {{name}} {
                state BACKUP
                interface {{interfaceName}}
                virtual_router_id {{virtualRouterId}}
                priority {{priority}}
                version 3
                advert_int {{interval}}
                virtual_ipaddress {
                    {{address}}
                }
            }

            """);

    public static LabProcess Start(LabHost host, string daemon, string configuration)
    {
        host.Run("rm", "-f", "/run/keepalived.pid", "/run/vrrp.pid");
        return host.StartDaemon(daemon, configuration);
    }

    /// <summary>Kills all processes of the daemon at once.</summary>
    public static void Kill(LabHost host, string daemon)
    {
        host.Run("pkill", "-9", "-x", daemon);
        Command.WaitUntil(() => host.Try("pgrep", "-x", daemon).Status != 0, "the daemon is gone");
    }

    /// <summary>Its processes, as this machine numbers them.</summary>
    public static IReadOnlyList<int> Processes(LabProcess daemon)
    {
        var all = new List<int> { daemon.ProcessId };
        for (int i = 0; i < all.Count; i++)
        {
            string children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{all[i]}/task/{all[i]}/children"));
            all.AddRange(children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
        }
        return all;
    }
}
