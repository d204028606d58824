namespace Holdfast.Lab;

/// <summary>Finds what was built, from wherever a test runs.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of out/.</summary>
    public static string Output(string name) => Path.Combine(Root, "out", name);

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Holdfast.slnx"))) return folder;
        throw new InvalidOperationException("this does not run from within the repository");
    }
}
