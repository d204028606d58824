using System.Collections;
using System.Text.Json;
using Holdfast.Linux;
using Holdfast.Linux.Processes;
using Holdfast.Linux.Sockets;
using Holdfast.Plugins.Channel;

namespace Holdfast.PluginHost.Tests;

/// <summary>
/// The real plugin-host over a real socketpair, started as the engine starts it, with folders of its own: plugins,
/// plugins.json, state. What it says is kept in order.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private readonly List<Message> _received = [];
    private readonly FrameReader _reader = new();
    private StreamConnection? _connection;
    private ChildProcess? _child;

    public string Folder { get; } = Directory.CreateTempSubdirectory("holdfast-host-").FullName;

    public string PluginsFile => InFolder("plugins.json");

    public string LogText => File.Exists(InFolder("log")) ? File.ReadAllText(InFolder("log")) : "";

    public IEnumerable<PluginStatusMessage> Statuses => _received.OfType<PluginStatusMessage>();

    public IEnumerable<DiagnosticMessage> Diagnostics => _received.OfType<DiagnosticMessage>();

    public long LastAcknowledged => _received.OfType<AcknowledgeMessage>().LastOrDefault()?.Sequence ?? 0;

    public string InFolder(string path) => Path.Combine(Folder, path);

    public string StateFile(string file, string plugin = "Sample") => InFolder($"state/{plugin}/{file}");

    /// <summary>What the sample plugin wrote down.</summary>
    public string[] Diary(string plugin = "Sample") => File.Exists(StateFile("diary", plugin)) ? File.ReadAllLines(StateFile("diary", plugin)) : [];

    public IEnumerable<CheckResultMessage> Results(string check) => _received.OfType<CheckResultMessage>().Where(r => r.Check == check);

    /// <summary>Makes the sample plugin do something by a file in its folder.</summary>
    public void Ask(string what, string plugin = "Sample")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(StateFile(what, plugin))!);
        File.WriteAllText(StateFile(what, plugin), "");
    }

    /// <summary>Puts a version of the sample plugin into a folder of the host's.</summary>
    /// <returns>The file.</returns>
    public string Install(string build, string folder = "sample")
    {
        Directory.CreateDirectory(InFolder(folder));
        string file = InFolder($"{folder}/{SampleBuild.FileName}");
        File.Copy(build, file, overwrite: true);
        File.Copy(Path.ChangeExtension(build, ".deps.json"), Path.ChangeExtension(file, ".deps.json"), overwrite: true);
        return file;
    }

    public void WriteManifest(params (string Name, string Path, object? Settings)[] plugins) => File.WriteAllText(
        PluginsFile,
        JsonSerializer.Serialize(new { plugins = plugins.Select(p => new { name = p.Name, path = p.Path, settings = p.Settings ?? new { } }) }));

    /// <summary>One plugin, named Sample, in its first version.</summary>
    public void UseSample()
    {
        Install(SampleBuild.First);
        WriteManifest(("Sample", $"sample/{SampleBuild.FileName}", null));
    }

    public void Start(params CheckMessage[] checks)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "plugin-host");
        (StreamConnection ours, Descriptor theirs) = StreamConnection.CreatePair();
        _connection = ours;
        using (theirs)
        {
            string[] environment = [.. from DictionaryEntry variable in Environment.GetEnvironmentVariables() select $"{variable.Key}={variable.Value}"];
            _child = ChildProcess.Start("/bin/sh", ["sh", "-c", "exec \"$0\" 2>>\"$1\"", program, InFolder("log")], environment, third: theirs);
        }
        Configure(checks);
    }

    public void Configure(params CheckMessage[] checks) => Send(new ConfigureMessage(
        PluginsFile, InFolder("state"), Folder, new GlobalMessage("router", "host", ["ops@example.com"], null, null, 25, null, 30), checks));

    /// <summary>A check of the sample plugin, whose block has one line, <c>do WORDS</c>.</summary>
    public static CheckMessage Check(string name, string words, double interval = 0.05, double timeout = 5) =>
        new(name, interval, timeout, Statement(["sample"], Statement(["do", .. words.Split(' ')])));

    public static StatementMessage Statement(string[] words, params StatementMessage[] block) =>
        new([.. words.Select((word, i) => new WordMessage(word, "keepalived.conf", 7, i + 1))], block.Length == 0 ? null : block);

    public void Notify(long sequence) => Send(new NotifyMessage(
        sequence, $"run-{sequence}", DateTimeOffset.UnixEpoch, "VI_1", "Backup", "Master", 150, "the master fell silent", SmtpAlert: true));

    public void Send(Message message) => Write(FrameWriter.Write(message));

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            (int length, Errno errno) = _connection!.Write(bytes);
            if (errno == Errno.EAGAIN) Thread.Sleep(5);
            else errno.ShouldBe(Errno.None);
            bytes = bytes[length..];
        }
    }

    /// <summary>Waits for something that the host says or does.</summary>
    public void WaitUntil(Func<bool> condition, string what)
    {
        DateTime limit = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while (!condition())
        {
            if (DateTime.UtcNow > limit) throw new TimeoutException($"not within 30 s: {what}\nreceived:\n{string.Join('\n', _received)}\nlog:\n{LogText}");
            Thread.Sleep(10);
            Receive();
        }
    }

    public void WaitUntilLoaded(string version, string plugin = "Sample") => WaitUntil(
        () => Statuses.LastOrDefault(s => s.Name == plugin) is { State: "loaded" } status && status.Version == version, $"{plugin} {version} is loaded");

    /// <summary>Waits for results beyond those that are there.</summary>
    public CheckResultMessage NextResult(string check, int skip = 0)
    {
        Receive();
        int count = Results(check).Count() + skip;
        WaitUntil(() => Results(check).Count() > count, $"{check} has another result");
        return Results(check).ElementAt(count);
    }

    public void WaitForLog(string text) => WaitUntil(() => LogText.Contains(text, StringComparison.Ordinal), $"the log says '{text}'");

    /// <summary>As kill -9 ends it.</summary>
    public void KillHard()
    {
        _child!.SignalGroup(Kill);
        WaitForExit().Signal.ShouldBe(Kill);
        _connection!.Dispose();
        _received.Clear();
    }

    public void SendTerminate() => _child!.SignalGroup(Terminate);

    /// <summary>As the engine's end looks from here.</summary>
    public void CloseConnection() => _connection!.Dispose();

    public ChildExit WaitForExit()
    {
        ChildExit? exit = null;
        DateTime limit = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while ((exit = _child!.TryReap()) is null)
        {
            if (DateTime.UtcNow > limit) throw new TimeoutException($"the host does not end\n{LogText}");
            Thread.Sleep(10);
        }
        _child.Dispose();
        _child = null;
        return exit.Value;
    }

    public void Dispose()
    {
        if (_child is not null)
        {
            _child.SignalGroup(Kill);
            WaitForExit();
        }
        _connection?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Receive()
    {
        // A connection that was closed on purpose has nothing more to say.
        while (_child is not null && _connection!.Read(_reader.Room.Span) is { Errno: Errno.None, Length: > 0 } read)
        {
            _reader.Advance(read.Length);
            while (_reader.Read() is { } message) _received.Add(message);
        }
    }
}
