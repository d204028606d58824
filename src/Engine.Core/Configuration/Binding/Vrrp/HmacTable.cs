using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of <c>auth_hmac</c>.</summary>
internal static class HmacTable
{
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
        if (statement.Number(1, 255) is null || statement.Argument() is not { } key) return instance;
        int length = key.Text.StartsWith("hex:", StringComparison.Ordinal) ? (key.Text.Length - 4) / 2 : key.Text.Length;
        bool isInFile = key.Text.StartsWith("file:", StringComparison.Ordinal);
        if (!isInFile && length is < 32 or > 64)
            statement.Context.Diagnostics.Error(key, $"a key of {length} bytes; it has 32 to 64");
        return instance;
    }
}
