using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>What the version of VRRP, and holding strictly to it, allow.</summary>
internal sealed class VersionRules(BoundFile file, BindingContext context)
{
    private readonly bool _isStrict = file.Tree.Last("global_defs")?.Block.Last("vrrp_strict") is not null;

    /// <summary>An instance with its version, and without what does not go with it, which is reported.</summary>
    public VrrpInstance Apply(VrrpInstance instance, SyntaxStatement where, IpFamily family)
    {
        if (family == IpFamily.V6) instance = instance with { Version = 3 };
        else if (instance.Version == 0) instance = instance with { Version = (byte)file.Global.VrrpVersion };
        instance = WithState(instance, where);
        if (IsStrict(where)) instance = Strictly(instance, where);
        return instance.Version == 2 ? WithVersion2(instance, where) : WithVersion3(instance, where);
    }

    /// <summary>Whether an instance holds strictly to the protocol.</summary>
    public bool IsStrict(SyntaxStatement where) =>
        where.Block.Last("strict_mode") is { } own ? own.IsOn() : _isStrict;

    private VrrpInstance WithState(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.StartsAsMaster && where.Block.Last("authentication")?.Block.Last("auth_type")?.Value().Text == "AH")
            Error(where.Place("state"), $"({instance.Name}) state MASTER does not go with AH: it begins as BACKUP");
        if (instance.NoPreempt && instance.StartsAsMaster)
        {
            context.Diagnostics.Error(
                where.Place("nopreempt"), $"({instance.Name}) Warning - nopreempt will not work with initial state MASTER - clearing", Lints.MasterWithNoPreempt);
            instance = instance with { NoPreempt = false };
        }
        if (instance.PreemptDelay > TimeSpan.Zero && (instance.StartsAsMaster || instance.NoPreempt))
        {
            Error(where.Place("preempt_delay"), $"({instance.Name}) preempt_delay has no effect {(instance.NoPreempt ? "with nopreempt" : "with state MASTER")}");
            instance = instance with { PreemptDelay = TimeSpan.Zero };
        }
        return instance;
    }

    private VrrpInstance Strictly(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Version == 2 && instance.StartsAsMaster != (instance.Priority == 255))
            Error(where.Place("state"), $"({instance.Name}) strict mode: state MASTER is for the address owner, of priority 255, and for nobody else");
        if (where.Block.Last("authentication") is not null)
        {
            Error(where.Place("authentication"), $"({instance.Name}) strict mode: there is no authentication, RFC 5798 section 9; it is ignored");
            instance = instance with { Password = [] };
        }
        return instance;
    }

    private VrrpInstance WithVersion2(VrrpInstance instance, SyntaxStatement where)
    {
        var seconds = TimeSpan.FromSeconds(Math.Clamp(Math.Round(instance.AdvertInterval.TotalSeconds, MidpointRounding.AwayFromZero), 1, 255));
        if (seconds == instance.AdvertInterval) return instance;
        context.Diagnostics.Error(
            where.Place("advert_int"),
            FormattableString.Invariant($"({instance.Name}) advert_int {instance.AdvertInterval.TotalSeconds} is no whole second: VRRP version 2 uses {seconds.TotalSeconds}"),
            Lints.FractionUnderVersion2);
        return instance with { AdvertInterval = seconds };
    }

    private VrrpInstance WithVersion3(VrrpInstance instance, SyntaxStatement where)
    {
        if (instance.Password.Count > 0)
        {
            context.Diagnostics.Error(
                where.Place("authentication", "auth_pass"), $"({instance.Name}) VRRP version 3 does not support authentication. Ignoring.", Lints.PasswordUnderVersion3);
            instance = instance with { Password = [] };
        }
        double centiseconds = Math.Clamp(Math.Round(instance.AdvertInterval.TotalSeconds * 100), 1, 4095);
        TimeSpan interval = TimeSpan.FromMilliseconds(centiseconds * 10);
        if (interval == instance.AdvertInterval) return instance;
        Error(where.Place("advert_int"), FormattableString.Invariant($"({instance.Name}) advert_int becomes {interval.TotalSeconds}: VRRP version 3 has hundredths of a second up to 40.95"));
        return instance with { AdvertInterval = interval };
    }

    private void Error(SyntaxWord where, string message) => context.Diagnostics.Error(where, message);
}
