using System.Text;
using Holdfast.Configuration.Reference;

namespace Holdfast.Reference;

/// <summary>The manual page holdfast.conf(5), in the macros of man(7).</summary>
internal static class ManualPage
{
    private const string Head = """
        .\" Made from the keyword tables by `make reference`.
        .TH HOLDFAST.CONF 5 "" "Holdfast" "File Formats"
        .SH NAME
        holdfast.conf \- the configuration of engine: keepalived.conf and its keywords
        .SH DESCRIPTION
        The engine reads the configuration of keepalived, /etc/keepalived/keepalived.conf unless
        .B \-\-use\-file
        says otherwise. A line is a keyword and its arguments; braces enclose a block, whose lines stand within the keyword before it.
        Comments begin with # or ! and end with the line. Words with spaces stand between quotes.
        .PP
        .B engine \-t
        says all that is wrong with a configuration,
        .B engine explain
        what a keyword means, and
        .B engine show
        what is in force.
        .SH LANGUAGE
        .TP
        .BI include " PATTERN"
        Reads the files that the pattern matches, counted from the folder of the file that it stands in.
        .TP
        .BI @ "NAME LINE"
        The line counts only where NAME is the configuration's name,
        .BR \-\-config\-id ;
        with @^NAME only where it is not.
        .TP
        .BI $ NAME = VALUE
        Defines what ${NAME} stands for from there on. A value of several lines has a backslash at the end of each but the last.
        .TP
        .BI ~SEQ( NAME ", " START ", " STEP ", " END ") LINE"
        Reads the line with NAME defined as each number from START to END;
        .B ~SEQx
        in hexadecimal.
        .TP
        .BI ~LST( NAME ", " VALUE ", ...) LINE"
        Reads the line with NAME defined as each of the values.

        """;

    public static string Write(IReadOnlyList<BlockPage> pages)
    {
        var text = new StringBuilder(Head);
        foreach (BlockPage page in pages)
        {
            text.Append($".SH {Escape(page.Name)}\n");
            text.Append(page.Places.Count == 0 ? "What stands outside of all blocks.\n" : Line(page.Places[0].Keyword.Documentation));
            foreach (ReferenceEntry entry in page.Keywords)
            {
                text.Append($".TP\n.B {Escape(entry.Synopsis)}\n{Line(entry.Keyword.Documentation)}");
                if (entry.Keyword.Default is { } value) text.Append(Line($"Default: {value}."));
                if (KeywordReference.Remark(entry.Keyword) is { } remark) text.Append(Line(remark));
                text.Append($".RS\n.PP\n.EX\n{string.Concat(entry.Example().Select(Line))}.EE\n.RE\n");
            }
        }
        text.Append(".SH SEE ALSO\n.BR ip-address (8),\n.BR ip-route (8),\n.BR ipvsadm (8)\n");
        return text.ToString();
    }

    private static string Line(string text) => text.Length == 0 ? "" : (text[0] is '.' or '\'' ? "\\&" : "") + Escape(text) + "\n";

    private static string Escape(string text) => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
}
