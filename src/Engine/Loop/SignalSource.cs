using System.Runtime.InteropServices;
using Holdfast.Linux;

namespace Holdfast.Engine.Loop;

/// <summary>
/// Brings signals into the loop. signalfd(2) can't: the runtime has a thread before Main runs, which does not block them,
/// and would get them. So the runtime's handler, on a thread of its own, wakes the loop.
/// </summary>
internal sealed class SignalSource : IDisposable
{
    private readonly EventDescriptor _wake = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Watch _watch;
    private readonly Action _reload;
    private readonly Action _stop;
    private bool _reloadAsked;
    private bool _stopAsked;

    public SignalSource(EventLoop loop, Action reload, Action stop)
    {
        _reload = reload;
        _stop = stop;
        _watch = loop.Add(_wake.Value, Dispatch);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Take(context, ref _reloadAsked)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, ref _stopAsked)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, ref _stopAsked)),
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _watch.Remove();
        _wake.Dispose();
    }

    private void Take(PosixSignalContext context, ref bool asked)
    {
        context.Cancel = true;
        Volatile.Write(ref asked, true);
        _wake.Set();
    }

    private void Dispatch()
    {
        _wake.Reset();
        if (Volatile.Read(ref _reloadAsked))
        {
            Volatile.Write(ref _reloadAsked, false);
            _reload();
        }
        if (Volatile.Read(ref _stopAsked)) _stop();
    }
}
