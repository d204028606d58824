using System.Collections;
using Holdfast.Configuration.Model;
using Holdfast.Engine.Loop;
using Holdfast.Linux;
using Holdfast.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Holdfast.Engine.Commands;

/// <summary>A command that runs.</summary>
internal sealed class RunningCommand(ChildProcess child)
{
    private const int SIGTERM = 15;
    private const int SIGKILL = 9;

    public ChildProcess Child => child;

    internal Watch? Watch { get; set; }

    /// <summary>Whether it was told to end: what it leaves behind is then killed.</summary>
    internal bool IsTerminating { get; private set; }

    /// <summary>Asks it, and all that it has started, to end.</summary>
    public void Terminate()
    {
        IsTerminating = true;
        child.SignalGroup(SIGTERM);
    }

    /// <summary>Ends it, and all that it has started.</summary>
    public void Kill()
    {
        IsTerminating = true;
        child.SignalGroup(SIGKILL);
    }
}

/// <summary>Runs scripts: as the right user, without a shell where none is needed, with nothing inherited.</summary>
internal sealed class CommandRunner(EventLoop loop, ILogger log)
{
    private const string Shell = "/bin/sh";
    private const string SetPriv = "setpriv";
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly string[] _environment =
    [
        .. from DictionaryEntry variable in Environment.GetEnvironmentVariables()
           select $"{variable.Key}={variable.Value}",
    ];

    private readonly HashSet<RunningCommand> _running = [];

    /// <summary>How many commands have not ended yet.</summary>
    public int RunningCount => _running.Count;

    /// <summary>The file of a program: as it is where it has a slash, or else from PATH; null where there is none.</summary>
    public static string? FindProgram(string program)
    {
        if (program.Contains('/')) return File.Exists(program) ? program : null;
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? DefaultPath).Split(':'))
        {
            string path = Path.Combine(folder, program);
            if (File.Exists(path)) return path;
        }
        return null;
    }

    /// <summary>Starts a command.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="arguments">Arguments after its own.</param>
    /// <param name="user">Who runs it; null: who we are.</param>
    /// <param name="ended">Told when it has ended, with how it did.</param>
    /// <exception cref="LinuxException">It can't be started.</exception>
    public RunningCommand Start(ScriptCommand command, IReadOnlyList<string> arguments, ScriptUser? user, Action<ChildExit> ended)
    {
        List<string> words = command.NeedsShell
            ? [Shell, "-c", arguments.Count == 0 ? command.Line : command.Line + " \"$@\"", "sh", .. arguments]
            : [.. command.Words, .. arguments];
        if (user is not null && user.User != "root") words = [.. AsUser(user), .. words];
        string path = FindProgram(words[0]) ?? throw new LinuxException($"start {words[0]}", Errno.ENOENT);
        var running = new RunningCommand(ChildProcess.Start(path, words, _environment));
        running.Watch = loop.Add(running.Child.Value, () => Reap(running, ended));
        _running.Add(running);
        return running;
    }

    /// <summary>Starts a command that nobody waits for.</summary>
    public void StartAndForget(NotifyScript script, IReadOnlyList<string> arguments)
    {
        try
        {
            Start(script.Command, arguments, script.User, exit =>
            {
                if (!exit.IsSuccess) log.NotifyFailed(script.Command.Line, exit);
            });
        }
        catch (LinuxException exception)
        {
            log.NotifyNotStarted(script.Command.Line, exception.Message);
        }
    }

    public void KillAll()
    {
        foreach (RunningCommand command in _running) command.Kill();
    }

    /// <summary>setpriv(1) changes the user after exec: between fork and exec no managed code may run.</summary>
    private static string[] AsUser(ScriptUser user) => user.Group is { } group
        ? [SetPriv, "--reuid", user.User, "--regid", group, "--init-groups", "--"]
        : [SetPriv, "--reuid", user.User, "--regid", PrimaryGroup(user.User), "--init-groups", "--"];

    private static string PrimaryGroup(string user) => HostUsers.FindPrimaryGroup(user) ?? user;

    private void Reap(RunningCommand running, Action<ChildExit> ended)
    {
        // Before it is reaped, since until then its process group can't be anyone else's.
        if (running.IsTerminating) running.Kill();
        if (running.Child.TryReap() is not { } exit) return;
        running.Watch!.Remove();
        running.Child.Dispose();
        _running.Remove(running);
        ended(exit);
    }
}
