namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>Configurations of which the engine says something else than keepalived on purpose, each with the reason.</summary>
internal static class CorpusDifferences
{
    private const string OneMistake = "keepalived says twice, of the name and of the block around it, that a track_file is not there; here once";
    private const string Templates = "a template whose references are not filled in: keepalived takes their braces for blocks; here they are words that are wrong";

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["Leif160519__seaweedfs__keepalived.conf"] = Templates,
        ["wagnerbianchijr__aws_keepalived_automation__on-premises_backup-keepalived.conf"] = "keepalived counts a last line without a line end twice",
        ["configs_1148.conf"] = "a closing brace too many: here the error stands at the brace, and the rest is checked as a whole",
        ["configs_1173b.conf"] = "braces and backslashes in the wrong places: keepalived loses the checks' scripts, and here they are found",
        ["configs_1576.conf"] = OneMistake,
        ["configs_lvs_syncd.conf"] = OneMistake,
        ["configs_1715.conf"] = "addresses made unreadable: keepalived drops whole virtual servers unread, and here what is in them is checked",
        ["configs_1940-full.conf"] = "addresses made unreadable: keepalived stops at the first instance without one, and here all are reported",
        ["configs_check_align.4.conf"] = "keepalived misses the parameter of a track_file and reads it as two; here its block is read",
    };
}
