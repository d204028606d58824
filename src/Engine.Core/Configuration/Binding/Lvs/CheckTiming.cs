namespace Holdfast.Configuration.Binding;

/// <summary>When a check runs: keywords that virtual servers, real servers and checks have, each taking them from the one around it.</summary>
internal static class CheckTiming
{
    /// <summary>As many seconds as 32 bits count.</summary>
    private const double MaxSeconds = uint.MaxValue;

    /// <summary>As many microseconds as 32 bits count.</summary>
    private const double MaxTimeout = uint.MaxValue / 1e6;

    /// <param name="minRetry">The least number of tries: a check may have none.</param>
    public static Row<T>[] Rows<T>(uint minRetry) => [.. Schedule<T>(minRetry), ConnectTimeout<T>()];

    /// <summary>Those that a check has which does not connect.</summary>
    public static Row<T>[] Schedule<T>(uint minRetry) =>
    [
        Row<T>.Unsigned("retry", minRetry, "How often a check that failed is tried again before the real server goes; 1 by default, 3 for DNS_CHECK, 0 for MISC_CHECK.") with { Example = "3" },
        Row<T>.Seconds("delay_before_retry", 0, MaxSeconds, "Time between these tries; 1 s by default, 3 s for HTTP_GET and SSL_GET, delay_loop for DNS_CHECK."),
        Row<T>.Seconds("warmup", 0, MaxSeconds, "The longest random delay before the first check, so that not all begin at once; delay_loop by default, 0 for none."),
        Row<T>.Seconds("delay_loop", 0.000001, MaxSeconds, "Time between checks.") with { Default = "60" },
    ];

    private static Row<T> ConnectTimeout<T>() =>
        Row<T>.Seconds("connect_timeout", 0.000001, MaxTimeout, "How long a connection may take to come about.") with { Default = "5" };
}
