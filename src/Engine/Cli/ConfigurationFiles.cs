using System.Text;
using Holdfast.Configuration;
using Holdfast.Linux.Processes;

namespace Holdfast.Engine.Cli;

/// <summary>Configurations as they lie in the file system.</summary>
internal sealed class ConfigurationFiles : IConfigurationFiles
{
    /// <summary>No configuration is as long, and what is longer would only use up memory.</summary>
    private const int MaxLength = 64 << 20;

    public string? Read(string path, out string reason) => Read(path, out reason, out _);

    /// <summary>Reads a file as UTF-8, or as Latin-1 where it is no UTF-8: comments may be in either.</summary>
    public static string? Read(string path, out string reason, out Encoding encoding)
    {
        reason = "";
        encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        // A pipe or a device might never end, or never begin.
        if (FileStamp.Of(path) is { IsRegular: false })
        {
            reason = "it is a folder or a device, not a file";
            return null;
        }
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxLength)
            {
                reason = $"it is longer than {MaxLength >> 20} MiB";
                return null;
            }
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (!System.Text.Unicode.Utf8.IsValid(bytes)) encoding = Encoding.Latin1;
            return encoding.GetString(bytes).TrimStart('\ufeff');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = exception.Message;
            return null;
        }
    }

    public IReadOnlyList<string> Match(string pattern, string folder) => FilePattern.Match(Path.Combine(folder, pattern));

    public string FullPath(string path) => Path.GetFullPath(path);

    /// <summary>What this host says to a configuration that asks.</summary>
    /// <param name="configurationId"><c>--config-id</c>; null: the first label of the host's name.</param>
    public static ExpansionOptions Options(string? configurationId) => new()
    {
        ConfigurationId = configurationId ?? Environment.MachineName.Split('.')[0],
        InstanceName = configurationId ?? Environment.MachineName,
        Environment = Environment.GetEnvironmentVariable,
        Seed = (uint)Random.Shared.Next(),
    };
}
