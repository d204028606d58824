using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords by which instances and sync groups name what they track.</summary>
internal static class TrackRows
{
    private const int MaxFileWeight = 254;

    /// <summary>The rows of a sync group.</summary>
    public static Row<T>[] OfSyncGroup<T>(Func<T, TrackedNames> get, Func<T, TrackedNames, T> set) =>
    [
        Row<T>.Values("track_script", "NAME [weight <-253..253> [reverse|noreverse]]", "chk_nginx", "The checks that count.", (t, block, s) => set(t, get(t) with { Scripts = [.. get(t).Scripts, .. References.Read(block, s.Context)] })) with { Support = Support.ReadOnly },
        Row<T>.Values("track_interface", "INTERFACE [weight <-253..253> [reverse|noreverse]]", "eth1", "Interfaces that have to be up.", (t, block, s) => set(t, get(t) with { Interfaces = [.. get(t).Interfaces, .. References.Read(block, s.Context)] })) with { Support = Support.ReadOnly },
        .. OfInstance(get, set),
    ];

    /// <summary>The rows that an instance and a sync group share.</summary>
    public static Row<T>[] OfInstance<T>(Func<T, TrackedNames> get, Func<T, TrackedNames, T> set) =>
    [
        Row<T>.Values("track_file", "NAME [weight <-254..254> [reverse|noreverse]]", "maintenance weight 1", "The files whose numbers count.", (t, block, s) => set(t, get(t) with { Files = [.. get(t).Files, .. References.Read(block, s.Context, MaxFileWeight)] })) with { Support = Support.ReadOnly },
        Row<T>.Values("track_process", "NAME [weight <-253..253> [reverse|noreverse]]", "nginx", "The processes that have to run.", (t, block, s) => set(t, get(t) with { Processes = [.. get(t).Processes, .. References.Read(block, s.Context)] })) with { Support = Support.ReadOnly },
        Row<T>.Values("track_bfd", "NAME [weight <-253..253> [reverse|noreverse]]", "gateway", "The BFD sessions that have to be up.", (t, block, s) => set(t, get(t) with { Bfds = [.. get(t).Bfds, .. References.Read(block, s.Context)] })) with { Support = Support.ReadOnly },
    ];
}
