namespace Holdfast.Configuration.Binding;

/// <summary>A check of a real server, as far as it is checked itself.</summary>
/// <param name="Server">The address of the real server.</param>
internal sealed record Checker(IpAddress Server)
{
    public IpAddress ConnectAddress { get; init; }

    public IpAddress BindAddress { get; init; }

    public bool HasBindInterface { get; init; }

    /// <summary>MISC_CHECK: what is run.</summary>
    public Model.ScriptCommand? Script { get; init; }

    /// <summary>MISC_CHECK: whether it names a user.</summary>
    public bool HasUser { get; init; }

    /// <summary>MISC_CHECK: whether that user is not there, so that the script can't be run.</summary>
    public bool HasWrongUser { get; init; }

    /// <summary>FILE_CHECK: the <c>track_file</c>.</summary>
    public SyntaxWord? TrackFile { get; init; }

    /// <summary>BFD_CHECK: the <c>bfd_instance</c>.</summary>
    public SyntaxWord? Bfd { get; init; }

    /// <summary>BFD_CHECK: whether a name is there, right or wrong.</summary>
    public bool HasName { get; init; }

    /// <summary>HTTP_GET and SSL_GET: whether there is a question to ask.</summary>
    public bool HasUrl { get; init; }

    /// <summary>UDP_CHECK: the least length of the answer, in bytes.</summary>
    public int MinReply { get; init; }

    /// <summary>UDP_CHECK: the greatest length of the answer, in bytes.</summary>
    public int MaxReply { get; init; } = 255;
}
