using Superpower.Display;

namespace Holdfast.Configuration.Syntax;

internal enum ConfigurationToken
{
    [Token(Example = "vrrp_instance")]
    Word,

    [Token(Example = "\"/usr/bin/check 1\"")]
    QuotedWord,

    [Token(Example = "{")]
    OpenBrace,

    [Token(Example = "}")]
    CloseBrace,

    [Token(Description = "end of line")]
    NewLine,
}
