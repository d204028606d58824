using System.CommandLine;

namespace Holdfast.Engine.Cli;

/// <summary>
/// The command line: keepalived's flags under keepalived's names, and ours. Flags that have no meaning here are taken
/// and named at start with the reason, so that a unit file written for keepalived starts this engine as it is.
/// </summary>
internal sealed class CommandLine
{
    private readonly Option<string> _configuration = new("--use-file", "-f")
    {
        Description = "Configuration file",
        DefaultValueFactory = _ => EngineOptions.DefaultConfiguration,
        HelpName = "FILE",
    };

    private readonly Option<string?> _configTest = new("--config-test", "-t")
    {
        Description = "Check the configuration, report all that is wrong and exit: 0 nothing to report, 6 scripts "
            + "without script security, 5 anything else reported, 2 a line lacks an argument. Messages go to FILE",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "FILE",
    };

    private readonly Option<string?> _configurationId = new("--config-id", "-i")
    {
        Description = "What the configuration's @ lines compare with; the first label of the host's name by default",
        HelpName = "ID",
        Recursive = true,
    };

    private readonly Option<string?> _plugins = new("--plugins")
    {
        Description = "plugins.json, which says what plugins run; without it none does",
        HelpName = "FILE",
    };

    private readonly Option<string> _pidFile = new("--pid", "-p")
    {
        Description = "Pid file",
        DefaultValueFactory = _ => EngineOptions.DefaultPidFile,
        HelpName = "FILE",
    };

    private readonly Option<string> _controlSocket = new("--control-socket")
    {
        Description = "Control socket, which 'engine status' asks",
        DefaultValueFactory = _ => EngineOptions.DefaultControlSocket,
        HelpName = "PATH",
        Recursive = true,
    };

    private readonly Option<string> _stateDirectory = new("--state-directory")
    {
        Description = "Where plugins keep what must survive a restart",
        DefaultValueFactory = _ => EngineOptions.DefaultStateDirectory,
        HelpName = "DIRECTORY",
    };

    private readonly Option<string?> _namespace = new("--namespace", "-s")
    {
        Description = "Run in this network namespace",
        HelpName = "NAME",
    };

    private readonly Option<string?> _logFile = new("--log-file", "-g")
    {
        Description = "Log to this file instead of standard error",
        HelpName = "FILE",
    };

    private readonly Option<string?> _umask = new("--umask", "-u") { Description = "File mode creation mask, octal", HelpName = "MASK" };
    private readonly Option<bool> _logDetail = new("--log-detail", "-D") { Description = "Log in detail" };
    private readonly Option<bool> _debug = new("--debug") { Description = "Log what only developers want to read" };
    private readonly Option<bool> _keepAddresses = new("--dont-release-vrrp", "-V") { Description = "Keep the addresses when ending" };
    private readonly ReportFlags _report = new();
    private readonly Option<string?> _signum = new("--signum")
    {
        Description = "Print the number of the signal for STOP or RELOAD and exit",
        HelpName = "FUNCTION",
    };

    /// <summary>keepalived's flags that change nothing here: name, short name, whether a value follows, and why.</summary>
    private static readonly (string Name, string? Alias, bool HasValue, string Reason)[] WithoutEffect =
    [
        ("--dont-fork", "-n", false, "the engine always runs in the foreground"),
        ("--log-console", "-l", false, "the log always goes to standard error"),
        ("--vrrp", "-P", false, "one process does it all"),
        ("--check", "-C", false, "one process does it all"),
        ("--no_bfd", "-B", false, "there is no BFD process"),
        ("--all", null, false, "one process does it all"),
        ("--all-config", "-e", false, "every file that is included has to exist anyway"),
        ("--dont-respawn", "-R", false, "there is no child process to start again; plugins are always restarted"),
        ("--log-facility", "-S", true, "the log goes to standard error, not to syslog"),
        ("--no-syslog", "-G", false, "the log goes to standard error, not to syslog"),
        ("--flush-log-file", null, false, "every line is written at once"),
        ("--dump-conf", "-d", false, "'engine status' shows what is in force"),
        ("--address-monitoring", "-a", false, "changes of addresses are logged with --log-detail"),
        ("--perf", null, false, "there are no perf records to keep"),
        ("--vrrp_pid", "-r", true, "there is no VRRP child process"),
        ("--checkers_pid", "-c", true, "there is no checker child process"),
        ("--bfd_pid", "-b", true, "there is no BFD child process"),
        ("--dont-release-ipvs", "-I", false, "the engine holds no IPVS services"),
        ("--release-vips", "-X", false, "addresses are always released when ending, except with --dont-release-vrrp"),
        ("--core-dump", "-m", false, "the system decides about core dumps"),
        ("--core-dump-pattern", "-M", true, "the system decides about core dumps"),
        ("--snmp", "-x", false, "there is no SNMP agent"),
        ("--snmp-agent-socket", "-A", true, "there is no SNMP agent"),
        ("--ignore-sigint", null, false, "an interrupt ends the engine cleanly"),
    ];

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>The exit code of the process.</returns>
    public static int Run(string[] arguments, Func<EngineOptions, int> run, Func<EngineOptions, ReportOptions, int> test, Func<string, bool, int> status)
    {
        var line = new CommandLine();
        RootCommand root = line.Build(run, test, status);
        return root.Parse(arguments).Invoke();
    }

    private RootCommand Build(Func<EngineOptions, int> run, Func<EngineOptions, ReportOptions, int> test, Func<string, bool, int> status)
    {
        var root = new RootCommand("Holdfast: keeps virtual IP addresses reachable by VRRP. Reads keepalived.conf.")
        {
            _configuration, _configTest, _configurationId, _plugins, _pidFile, _controlSocket, _stateDirectory, _namespace, _logFile,
            _umask, _logDetail, _debug, _keepAddresses, _signum,
        };
        Option[] withoutEffect = [.. WithoutEffect.Select(Silent)];
        foreach (Option option in _report.All.Append(_report.NoHost).Concat(withoutEffect)) root.Add(option);
        foreach (Option option in root.Options)
            if (option is VersionOption) option.Aliases.Add("-v");

        root.SetAction(parsed =>
        {
            if (parsed.GetValue(_signum) is { } function) return PrintSignal(function);
            if (parsed.GetValue(_umask) is { } mask && ParseUmask(mask) is null)
            {
                Console.Error.WriteLine($"engine: --umask {mask}: not an octal number from 0 to 777");
                return ExitCode.Usage;
            }
            EngineOptions options = Options(parsed, withoutEffect);
            return parsed.GetResult(_configTest) is null or { Implicit: true }
                ? run(options)
                : test(options, _report.Read(parsed, parsed.GetValue(_configTest)));
        });
        root.Add(StatusCommand(status));
        root.Add(CheckCommand.Create(_report));
        root.Add(FormatCommand.Create());
        root.Add(ExplainCommand.Create());
        root.Add(ShowCommand.Create(_configurationId));
        return root;
    }

    private Command StatusCommand(Func<string, bool, int> status)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("status", "Show instances, addresses, checks and plugins of the running engine") { json };
        command.SetAction(parsed => status(parsed.GetValue(_controlSocket)!, parsed.GetValue(json)));
        return command;
    }

    private EngineOptions Options(ParseResult parsed, Option[] withoutEffect) => new()
    {
        Configuration = parsed.GetValue(_configuration)!,
        ConfigurationId = parsed.GetValue(_configurationId),
        Lints = _report.Lints(parsed),
        Plugins = parsed.GetValue(_plugins),
        PidFile = parsed.GetValue(_pidFile)!,
        ControlSocket = parsed.GetValue(_controlSocket)!,
        StateDirectory = parsed.GetValue(_stateDirectory)!,
        Namespace = parsed.GetValue(_namespace),
        LogFile = parsed.GetValue(_logFile),
        LogDetail = parsed.GetValue(_logDetail),
        Debug = parsed.GetValue(_debug),
        KeepAddresses = parsed.GetValue(_keepAddresses),
        Umask = ParseUmask(parsed.GetValue(_umask)),
        WithoutEffect =
        [
            .. from pair in withoutEffect.Zip(WithoutEffect)
               where parsed.GetResult(pair.First) is { Implicit: false }
               select $"{pair.Second.Name} has no effect: {pair.Second.Reason}",
        ],
    };

    private static Option Silent((string Name, string? Alias, bool HasValue, string Reason) flag)
    {
        string[] aliases = flag.Alias is null ? [] : [flag.Alias];
        return flag.HasValue
            ? new Option<string?>(flag.Name, aliases) { Description = $"Taken for keepalived's sake: {flag.Reason}", Hidden = true }
            : new Option<bool>(flag.Name, aliases) { Description = $"Taken for keepalived's sake: {flag.Reason}", Hidden = true };
    }

    private static int? ParseUmask(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        int mask = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7') return null;
            mask = (mask * 8) + (digit - '0');
            if (mask > 0x1ff) return null;
        }
        return mask;
    }

    private static int PrintSignal(string function)
    {
        int? number = function switch { "STOP" => 15, "RELOAD" => 1, _ => null };
        if (number is null)
        {
            Console.Error.WriteLine($"engine: --signum={function}: there is no signal for that; there is one for STOP and one for RELOAD");
            return ExitCode.Fatal;
        }
        Console.WriteLine(number);
        return ExitCode.Success;
    }
}
