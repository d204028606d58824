using System.Text.Json;
using Holdfast.Plugins;
using Microsoft.Extensions.Logging;

namespace Holdfast.NotifyEmail.Tests;

/// <summary>The plugin as the host uses it, and a real server.</summary>
public sealed class NotifyEmailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-mail-").FullName;
    private readonly Context _context;

    public NotifyEmailTests() => _context = new Context(_folder);

    private string Queue => Path.Combine(_context.StateDirectory, "queue");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_change_of_state_is_mailed_in_keepaliveds_manner()
    {
        using MailServer server = Start();
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1"), default);

        MimeKit.MimeMessage message = (await ArriveAsync(server, 1))[0];
        message.Subject.ShouldBe("[web1] VRRP Instance VI_1 - Entering MASTER state");
        message.From.ToString().ShouldBe("keepalived@web1.example.com");
        message.To.Mailboxes.Select(m => m.Address).ShouldBe(["ops@example.com", "boss@example.com"]);
        message.Headers["X-Mailer"].ShouldBe("Holdfast");
        message.TextBody!.ShouldContain("Backup -> Master");
        message.TextBody!.ShouldContain("the master fell silent");
        Directory.GetFiles(Queue).ShouldBeEmpty();
        await plugin.StopAsync(default);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_mailed()
    {
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1") with { SmtpAlert = false }, default);
        _context.GlobalDefinitions = _context.GlobalDefinitions with { NotificationEmail = [] };
        await plugin.NotifyAsync(Change("2"), default);

        Directory.GetFiles(Queue).ShouldBeEmpty();
        await plugin.StopAsync(default);
    }

    [Fact]
    public async Task A_message_waits_for_the_server_and_survives_a_restart()
    {
        int port = MailServer.FreePort();
        _context.GlobalDefinitions = _context.GlobalDefinitions with { SmtpPort = port };
        await using (NotifyEmailPlugin first = await PluginAsync())
        {
            await first.NotifyAsync(Change("1"), default);
            await first.NotifyAsync(Change("1"), default);
            await first.NotifyAsync(Change("2"), default);
            await UntilAsync(() => _context.Lines.Any(l => l.Contains("messages wait and are tried again")));
            await first.StopAsync(default);
        }
        Directory.GetFiles(Queue).Length.ShouldBe(2, "the same notification twice is one message");

        using MailServer server = Start(port);
        await using NotifyEmailPlugin second = await PluginAsync();

        (await ArriveAsync(server, 2)).Select(m => m.MessageId!.Split('.')[0]).ShouldBe(["1", "2"], ignoreOrder: true);
        Directory.GetFiles(Queue).ShouldBeEmpty();
        await second.StopAsync(default);
    }

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    public async Task Mail_goes_by_tls_and_with_a_login(string security)
    {
        (string certificate, string key, string fingerprint) = MailServer.CreateCertificate(_folder);
        using MailServer server = Start(null, security, certificate, key, "login", "me", "secret");
        Settings(security, fingerprint, "secret");
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1"), default);

        await ArriveAsync(server, 1);
        await plugin.StopAsync(default);
    }

    [Theory]
    [InlineData(true, "secret")]
    [InlineData(false, "wrong")]
    public async Task A_server_that_is_not_trusted_and_a_login_that_is_refused_are_told_and_nothing_is_lost(bool otherFingerprint, string password)
    {
        (string certificate, string key, string fingerprint) = MailServer.CreateCertificate(_folder);
        using MailServer server = Start(null, "starttls", certificate, key, "login", "me", "secret");
        Settings("starttls", otherFingerprint ? new string('0', 64) : fingerprint, password);
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1"), default);

        await UntilAsync(() => _context.Lines.Any(l => l.Contains("1 messages wait and are tried again")));
        await plugin.StopAsync(default);
        server.Messages().ShouldBeEmpty();
        Directory.GetFiles(Queue).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_set_aside_and_holds_up_nothing()
    {
        using MailServer server = Start(null, "refuse", "VI_BAD");
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1") with { Instance = "VI_BAD" }, default);
        await plugin.NotifyAsync(Change("2"), default);

        await ArriveAsync(server, 1);
        Directory.GetFiles(Path.Combine(Queue, "failed")).ShouldHaveSingleItem();
        _context.Lines.ShouldContain(l => l.Contains("554") && l.Contains("can't be sent and is kept in"));
        await plugin.StopAsync(default);
    }

    [Fact]
    public async Task A_broken_file_in_the_queue_is_set_aside()
    {
        Directory.CreateDirectory(Queue);
        File.WriteAllText(Path.Combine(Queue, "00000000000000000001_x.eml"), "nonsense");
        using MailServer server = Start();
        await using NotifyEmailPlugin plugin = await PluginAsync();

        await plugin.NotifyAsync(Change("1"), default);

        await ArriveAsync(server, 1);
        Directory.GetFiles(Path.Combine(Queue, "failed")).ShouldHaveSingleItem();
        await plugin.StopAsync(default);
    }

    [Theory]
    [InlineData("{ \"security\": \"ssl\" }", "setting 'security' is 'ssl'; it has to be none, starttls or tls")]
    [InlineData("{ \"userName\": \"me\" }", "settings 'userName' and 'passwordFile' go together")]
    [InlineData("{ \"user\": \"me\" }", "unknown setting 'user'; there are security, userName, passwordFile and serverFingerprint")]
    [InlineData("{ \"security\": 1 }", "setting 'security' has to be a string")]
    [InlineData("{ \"passwordFile\": \"/nonexistent\" }", "setting 'passwordFile': Could not find file '/nonexistent'.")]
    public void A_wrong_setting_is_named(string settings, string message) =>
        Should.Throw<InvalidDataException>(() => MailSettings.Read(JsonElement.Parse(settings))).Message.ShouldBe(message);

    private static Notification Change(string id) => new(
        id, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), "VI_1", "Backup", "Master", 100, "the master fell silent", SmtpAlert: true);

    private static async Task<IReadOnlyList<MimeKit.MimeMessage>> ArriveAsync(MailServer server, int count)
    {
        await UntilAsync(() => server.Messages().Count >= count);
        // The file goes when the server has said yes, which is after it has stored the message.
        await Task.Delay(300);
        server.Messages().Count.ShouldBe(count);
        return server.Messages();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        DateTime limit = DateTime.UtcNow.AddSeconds(20);
        while (!condition())
        {
            DateTime.UtcNow.ShouldBeLessThan(limit);
            await Task.Delay(20);
        }
    }

    private MailServer Start(int? port = null, params string[] options)
    {
        var server = MailServer.Start(_folder, port ?? MailServer.FreePort(), options);
        _context.GlobalDefinitions = _context.GlobalDefinitions with { SmtpPort = server.Port };
        return server;
    }

    private async Task<NotifyEmailPlugin> PluginAsync()
    {
        var plugin = new NotifyEmailPlugin();
        await plugin.StartAsync(_context, default);
        return plugin;
    }

    private void Settings(string security, string fingerprint, string password)
    {
        string file = Path.Combine(_folder, "password");
        File.WriteAllText(file, password + "\n");
        _context.Settings = JsonElement.Parse($$"""
            { "security": "{{security}}", "serverFingerprint": "{{fingerprint}}", "userName": "me", "passwordFile": "{{file}}" }
            """);
    }

    private sealed class Context(string folder) : IEngineContext, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines) return [.. _lines];
            }
        }

        public ILogger Logger => this;

        public TimeProvider Time => TimeProvider.System;

        public GlobalDefinitions GlobalDefinitions { get; set; } = new()
        {
            RouterId = "web1",
            HostName = "host1",
            NotificationEmail = ["ops@example.com", "boss@example.com"],
            NotificationEmailFrom = "keepalived@web1.example.com",
            SmtpServer = "127.0.0.1",
            SmtpConnectTimeout = TimeSpan.FromSeconds(5),
        };

        public JsonElement Settings { get; set; } = JsonElement.Parse("{}");

        public string StateDirectory { get; } = Directory.CreateDirectory(Path.Combine(folder, "state")).FullName;

        public string ConfigurationDirectory => folder;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines) _lines.Add(formatter(state, exception));
        }
    }
}
