using System.Diagnostics;
using System.Globalization;
using System.Text;
using Holdfast.Lab;

namespace Holdfast.Bench;

/// <summary>The time that a configuration test of many instances, 14 lines each, takes from the start of the process to its end; the median of several runs.</summary>
internal static class ConfigurationTest
{
    private const int InstancesAnInterface = 250;

    public static IReadOnlyList<Figure> Measure(string daemon, int instances, int runs)
    {
        Console.Error.WriteLine($"configuration test, {daemon}, {instances} instances");
        using var network = new LabNetwork();
        LabHost host = network.AddHost("host", "192.168.12.231/24");
        for (int link = 0; link * InstancesAnInterface < instances; link += 2)
            host.Run("ip", "link", "add", Name(link), "type", "veth", "peer", "name", Name(link + 1));
        string file = host.Write("many.conf", Configuration(instances));
        string[] command = [daemon == "engine" ? Repository.Output("engine") : daemon, "-t", "-f", file];
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            host.Run(command);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return [new Figure($"configuration test, {instances} instances", "ms", times.Order().ElementAt(runs / 2))];
    }

    private static string Configuration(int instances)
    {
        var text = new StringBuilder();
        for (int i = 0; i < instances; i++)
        {
            int number = (i % InstancesAnInterface) + 1;
            string address = string.Create(CultureInfo.InvariantCulture, $"10.{i / InstancesAnInterface}.1.{number}");
            text.Append(CultureInfo.InvariantCulture, $$"""
                vrrp_instance VI_{{i}} {
                    state BACKUP
                    interface {{Name(i / InstancesAnInterface)}}
                    virtual_router_id {{number}}
                    priority 100
                    advert_int 1
                    authentication {
                        auth_type PASS
                        auth_pass secret
                    }
                    virtual_ipaddress {
                        {{address}}
                    }
                }

                """);
        }
        return text.ToString();
    }

    private static string Name(int link) => string.Create(CultureInfo.InvariantCulture, $"many{link}");
}
