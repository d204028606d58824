namespace Holdfast.Lab.Tests;

/// <summary>The base of tests that need hosts: says why where there can't be any.</summary>
public abstract class LabTest : IDisposable
{
    protected const string Vip = "192.168.12.233/32";
    private LabNetwork? _network;

    protected LabNetwork Network
    {
        get
        {
            Assert.SkipWhen(LabNetwork.Obstacle is not null, LabNetwork.Obstacle ?? "");
            return _network ??= new LabNetwork();
        }
    }

    protected LabHost First => field ??= Network.AddHost("first", "192.168.12.231/24");

    protected LabHost Second => field ??= Network.AddHost("second", "192.168.12.232/24");

    public void Dispose()
    {
        _network?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A configuration of one instance; version 3 with short intervals unless a test says otherwise.</summary>
    protected static string Configuration(int priority, string more = "", int version = 3, string interval = "0.1", string before = "") => $$"""
        {{before}}
        vrrp_instance VI_1 {
            state BACKUP
            interface ens33
            virtual_router_id 51
            priority {{priority}}
            version {{version}}
            advert_int {{interval}}
            {{more}}
            virtual_ipaddress {
                192.168.12.233
            }
        }
        """;
}
