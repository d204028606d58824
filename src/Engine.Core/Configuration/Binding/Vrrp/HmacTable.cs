using System.Text;
using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>auth_hmac</c>.</summary>
internal static class HmacTable
{
    private const string HexPrefix = "hex:";
    private const string FilePrefix = "file:";
    private const int MinKeyLength = 32;
    private const int MaxKeyLength = 64;

    public static readonly KeywordTable<VrrpInstance> Keywords = new("auth_hmac",
    [
        new("key", "<1..255> hex:BYTES|file:PATH|TEXT", "1 file:/etc/holdfast/vrrp.key", "A key of 32 to 64 bytes, and its number.", BindKey),
        Row<VrrpInstance>.Number("active_key", 1, 255, "The number of the key that our adverts are signed with."),
        Row<VrrpInstance>.Number("time_window", 1, 300, "How far the clocks of hosts may be apart, in seconds; the larger of 5 and three times advert_int by default."),
        Row<VrrpInstance>.Choice("anti_replay", "time|monotonic", "What an advert has to be newer than: the clock, or the one before.") with { Default = "time" },
        Row<VrrpInstance>.Choice("mode", "enforce|permissive|receive-only", "What becomes of adverts without a signature; receive-only sends none.") with { Default = "enforce" },
    ]);

    private static VrrpInstance BindKey(VrrpInstance instance, StatementReader statement)
    {
        if (statement.Number(1, 255) is null || statement.Argument() is not { } key || key.Text.StartsWith(FilePrefix, StringComparison.Ordinal)) return instance;
        bool isHex = key.Text.StartsWith(HexPrefix, StringComparison.Ordinal);
        string text = isHex ? key.Text[HexPrefix.Length..] : key.Text;
        int length = isHex ? text.Length / 2 : Encoding.UTF8.GetByteCount(text);
        if (isHex && (text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit)))
            statement.Context.Diagnostics.Error(key, "a key behind hex: has two hexadecimal digits a byte, and nothing else");
        else if (length is < MinKeyLength or > MaxKeyLength)
            statement.Context.Diagnostics.Error(key, $"a key of {length} bytes; it has {MinKeyLength} to {MaxKeyLength}");
        return instance;
    }
}
