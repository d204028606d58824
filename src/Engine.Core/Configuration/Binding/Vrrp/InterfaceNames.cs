namespace Holdfast.Configuration.Binding;

/// <summary>What may be the name of an interface.</summary>
internal static class InterfaceNames
{
    /// <summary>The kernel's IFNAMSIZ without the final zero.</summary>
    public const int MaxLength = 15;

    public static bool IsValid(string name) => name.Length is > 0 and <= MaxLength && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c)) && name is not ("." or "..");
}
