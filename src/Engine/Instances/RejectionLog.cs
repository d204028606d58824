using Holdfast.Vrrp;

namespace Holdfast.Engine.Instances;

/// <summary>Says which rejected adverts are worth a line: the first of a kind from a sender, and then one a minute.</summary>
internal sealed class RejectionLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private AdvertError _error;
    private IpAddress _source;
    private Instant _at;

    public bool IsNews(AdvertError error, IpAddress source, Instant now)
    {
        if (error == _error && source == _source && now - _at < Pause) return false;
        _error = error;
        _source = source;
        _at = now;
        return true;
    }
}
