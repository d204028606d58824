using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;

namespace Holdfast.Linux.Processes;

/// <summary>How a child ended.</summary>
/// <param name="ExitStatus">What it gave to exit(3); null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it; null when it exited.</param>
public readonly record struct ChildExit(int? ExitStatus, int? Signal)
{
    public bool IsSuccess => ExitStatus == 0;

    public override string ToString() => ExitStatus is { } status ? $"exited with status {status}" : $"killed by signal {Signal}";
}

/// <summary>
/// A child that leads a process group of its own and inherits nothing: standard input is empty, no other descriptor is
/// open but those given, every signal has its default action. Its end makes <see cref="Value"/>, a pidfd, readable.
/// </summary>
public sealed unsafe class ChildProcess : IDisposable
{
    // Larger than posix_spawnattr_t (336 bytes), posix_spawn_file_actions_t (80) and sigset_t (128) of glibc and musl.
    private const int OpaqueSize = 512;
    private const int SysPidfdOpen = 434;
    private const int SysCloseRange = 436;
    private const int CLOSE_RANGE_CLOEXEC = 4;
    private readonly Descriptor _descriptor;

    private ChildProcess(int processId, Descriptor descriptor)
    {
        ProcessId = processId;
        _descriptor = descriptor;
    }

    public int ProcessId { get; }

    /// <summary>The pidfd.</summary>
    public int Value => _descriptor.Value;

    /// <summary>Starts a program, posix_spawn(3).</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="arguments">Its arguments, the first being its own name.</param>
    /// <param name="environment">Lines NAME=value.</param>
    /// <param name="showOutput">Whether all that it writes goes to our standard error, or else to /dev/null.</param>
    /// <param name="third">A descriptor that it gets as its number 3.</param>
    /// <exception cref="LinuxException">It can't be started: no such file, not executable, no more processes.</exception>
    public static ChildProcess Start(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        bool showOutput = false,
        Descriptor? third = null)
    {
        // What we open ourselves is close-on-exec, but what whoever started us left open need not be (since Linux 5.11).
        _ = Native.Syscall(SysCloseRange, 3, unchecked((nint)uint.MaxValue), CLOSE_RANGE_CLOEXEC);
        byte* actions = stackalloc byte[OpaqueSize];
        byte* attributes = stackalloc byte[OpaqueSize];
        byte* signals = stackalloc byte[OpaqueSize];
        _ = Native.SpawnActionsInit(actions);
        _ = Native.SpawnAttributesInit(attributes);
        try
        {
            _ = Native.SpawnActionsAddOpen(actions, 0, "/dev/null", LibC.O_RDONLY, 0);
            if (showOutput)
            {
                _ = Native.SpawnActionsAddDup2(actions, 2, 1);
            }
            else
            {
                _ = Native.SpawnActionsAddOpen(actions, 1, "/dev/null", LibC.O_WRONLY, 0);
                _ = Native.SpawnActionsAddDup2(actions, 1, 2);
            }
            // dup2 takes close-on-exec away, also where the number is 3 already (glibc since 2.29).
            if (third is not null) _ = Native.SpawnActionsAddDup2(actions, third.Value, 3);

            _ = Native.SpawnAttributesSetGroup(attributes, 0);
            _ = Native.SignalSetEmpty(signals);
            _ = Native.SpawnAttributesSetSignalMask(attributes, signals);
            // The .NET runtime ignores SIGPIPE, which a child would inherit. All but SIGKILL and SIGSTOP.
            _ = Native.SignalSetFill(signals);
            _ = Native.SignalSetRemove(signals, LibC.SIGKILL);
            _ = Native.SignalSetRemove(signals, LibC.SIGSTOP);
            _ = Native.SpawnAttributesSetDefaultSignals(attributes, signals);
            _ = Native.SpawnAttributesSetFlags(
                attributes, Native.POSIX_SPAWN_SETPGROUP | Native.POSIX_SPAWN_SETSIGDEF | Native.POSIX_SPAWN_SETSIGMASK);

            return Spawn(path, actions, attributes, arguments, environment);
        }
        finally
        {
            _ = Native.SpawnActionsDestroy(actions);
            _ = Native.SpawnAttributesDestroy(attributes);
        }
    }

    /// <summary>Takes the exit status of a child that has ended, so that no zombie stays; null while it runs.</summary>
    public ChildExit? TryReap()
    {
        Native.SignalInformation information = default;
        if (Native.WaitId(Native.P_PIDFD, (uint)Value, &information, Native.WEXITED | Native.WNOHANG) < 0)
            throw LinuxException.Last("waitid");
        if (information.ProcessId == 0) return null;
        return information.Code == Native.CLD_EXITED ? new ChildExit(information.Status, null) : new ChildExit(null, information.Status);
    }

    /// <summary>Sends a signal to the child and to all that it has started and that stayed in its process group.</summary>
    public void SignalGroup(int signal) => _ = LibC.killpg(ProcessId, signal);

    public void Dispose() => _descriptor.Dispose();

    private static ChildProcess Spawn(
        string path, byte* actions, byte* attributes, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        using var nativeArguments = new NativeStrings(arguments);
        using var nativeEnvironment = new NativeStrings(environment);
        int processId;
        int error;
        byte[] nativePath = Encoding.UTF8.GetBytes(path + '\0');
        fixed (byte* file = nativePath)
            error = Native.Spawn(&processId, file, actions, attributes, nativeArguments.Pointers, nativeEnvironment.Pointers);
        if (error != 0) throw new LinuxException($"start {path}", (Errno)error);
        // It can't have been reaped by anyone else, so its number is its own.
        int pidfd = (int)Native.Syscall(SysPidfdOpen, processId, 0);
        if (pidfd >= 0) return new ChildProcess(processId, new Descriptor(pidfd));
        LinuxException failure = LinuxException.Last($"start {path}: pidfd_open");
        KillAndReap(processId);
        throw failure;
    }

    /// <summary>Ends a child that nobody could wait for.</summary>
    private static void KillAndReap(int processId)
    {
        _ = LibC.killpg(processId, LibC.SIGKILL);
        Native.SignalInformation information;
        while (Native.WaitId(Native.P_PID, (uint)processId, &information, Native.WEXITED) < 0 && (Errno)LibC.errno == Errno.EINTR)
        {
        }
    }

    /// <summary>A list of C strings that ends with a null pointer.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly int _count;

        public NativeStrings(IReadOnlyList<string> strings)
        {
            _count = strings.Count;
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
            for (int i = 0; i < _count; i++) Pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }

        public byte** Pointers { get; }

        public void Dispose()
        {
            for (int i = 0; i < _count; i++) Marshal.FreeCoTaskMem((nint)Pointers[i]);
            NativeMemory.Free(Pointers);
        }
    }
}
