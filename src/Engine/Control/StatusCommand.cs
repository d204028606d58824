using System.Net.Sockets;
using System.Text.Json;
using Holdfast.Engine.Cli;

namespace Holdfast.Engine.Control;

/// <summary><c>engine status</c>: asks the engine that runs and prints what it says.</summary>
internal static class StatusCommand
{
    public static int Run(string controlSocket, bool json)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(controlSocket));
            using var stream = new NetworkStream(socket);
            stream.Write("status\n"u8);
            using var reader = new StreamReader(stream);
            string answer = reader.ReadToEnd();
            StatusReport report = JsonSerializer.Deserialize(answer, StatusJson.Default.StatusReport)
                ?? throw new JsonException("the answer is empty");
            Console.Out.Write(json ? answer + "\n" : StatusText.Format(report, DateTimeOffset.UtcNow));
            return ExitCode.Success;
        }
        catch (SocketException exception)
        {
            Console.Error.WriteLine($"engine: no engine answers at {controlSocket}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            Console.Error.WriteLine($"engine: the answer from {controlSocket} can't be read: {exception.Message}");
        }
        return ExitCode.Fatal;
    }
}
