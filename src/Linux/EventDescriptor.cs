using Tmds.Linux;

namespace Holdfast.Linux;

/// <summary>Wakes a loop from another thread or from a signal handler, eventfd(2).</summary>
public sealed unsafe class EventDescriptor : IDisposable
{
    private readonly Descriptor _descriptor = Descriptor.FromResult(LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK), "eventfd");

    public int Value => _descriptor.Value;

    /// <summary>Makes the descriptor readable. May be called from any thread.</summary>
    public void Set()
    {
        ulong one = 1;
        _ = LibC.write(Value, &one, sizeof(ulong));
    }

    /// <summary>Takes back all that was set.</summary>
    public void Reset()
    {
        ulong value;
        _ = LibC.read(Value, &value, sizeof(ulong));
    }

    public void Dispose() => _descriptor.Dispose();
}
