using Holdfast.Reference;

// Writes the reference and the manual page into the folder docs, which is the only argument.
foreach ((string path, string text) in ReferenceFiles.Make())
{
    string file = Path.Combine(args[0], path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, text);
}
