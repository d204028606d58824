namespace Holdfast.Linux.Processes;

/// <summary>The capabilities that the engine has use for, with the kernel's numbers; capabilities(7).</summary>
public enum Capability
{
    CAP_DAC_READ_SEARCH = 2,
    CAP_KILL = 5,
    CAP_SETGID = 6,
    CAP_SETUID = 7,
    CAP_NET_ADMIN = 12,
    CAP_NET_RAW = 13,
    CAP_SYS_ADMIN = 21,
}

/// <summary>What this thread may do, and giving up what it need not. Children that run as root get theirs back.</summary>
public static unsafe class Capabilities
{
    /// <summary>Which of these are not in the effective set.</summary>
    public static IReadOnlyList<Capability> Missing(params ReadOnlySpan<Capability> needed)
    {
        Span<Native.CapabilityData> data = stackalloc Native.CapabilityData[2];
        Get(data);
        var missing = new List<Capability>();
        foreach (Capability capability in needed)
            if ((data[0].Effective & Bit(capability)) == 0) missing.Add(capability);
        return missing;
    }

    /// <summary>Gives up all but these, for this thread and those that it starts.</summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public static void KeepOnly(params ReadOnlySpan<Capability> kept)
    {
        Span<Native.CapabilityData> data = stackalloc Native.CapabilityData[2];
        Get(data);
        uint mask = 0;
        foreach (Capability capability in kept) mask |= Bit(capability);
        data[0].Permitted &= mask;
        data[0].Effective = data[0].Permitted;
        data[0].Inheritable = 0;
        data[1] = default;
        var header = new Native.CapabilityHeader { Version = Native.CapabilityVersion3 };
        fixed (Native.CapabilityData* pointer = data)
        {
            if (Native.CapabilitiesSet(&header, pointer) < 0) throw LinuxException.Last("capset");
        }
    }

    private static void Get(Span<Native.CapabilityData> data)
    {
        var header = new Native.CapabilityHeader { Version = Native.CapabilityVersion3 };
        fixed (Native.CapabilityData* pointer = data)
        {
            if (Native.CapabilitiesGet(&header, pointer) < 0) throw LinuxException.Last("capget");
        }
    }

    private static uint Bit(Capability capability) => 1u << (int)capability;
}
