namespace Holdfast.Configuration;

/// <summary>What a configuration may ask of the host while it is read.</summary>
internal sealed record ExpansionOptions
{
    /// <summary>What <c>@</c> lines compare with: <c>--config-id</c>, or the first label of the host's name.</summary>
    public string ConfigurationId { get; init; } = "";

    /// <summary>The value of <c>${_INSTANCE}</c>.</summary>
    public string InstanceName { get; init; } = "";

    /// <summary>The value of a variable of the environment, for <c>${_ENV NAME}</c>; null where there is none.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>What <c>${_RANDOM}</c> begins with where <c>random_seed</c> is not given.</summary>
    public uint Seed { get; init; }
}
