using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Holdfast.NotifyEmail.Tests;

/// <summary>A real mail server, Debian's aiosmtpd, on a port of the loopback.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly Process _process;
    private readonly string _mailbox;

    private MailServer(Process process, int port, string mailbox)
    {
        _process = process;
        _mailbox = mailbox;
        Port = port;
    }

    public int Port { get; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a server; skips the test where none is installed.</summary>
    public static MailServer Start(string folder, int port, params string[] options)
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"), "python3-aiosmtpd is not installed");
        string mailbox = Path.Combine(folder, "mailbox");
        string script = Path.Combine(AppContext.BaseDirectory, "Data", "server.py");
        string[] arguments = [script, port.ToString(CultureInfo.InvariantCulture), mailbox, .. options];
        Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardOutput.ReadLine().ShouldBe("ready");
        return new MailServer(process, port, mailbox);
    }

    /// <summary>Makes a certificate for the server.</summary>
    /// <returns>The files of certificate and key, and its fingerprint.</returns>
    public static (string Certificate, string Key, string Fingerprint) CreateCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string certificateFile = Path.Combine(folder, "certificate.pem");
        string keyFile = Path.Combine(folder, "key.pem");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile, certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    /// <summary>The messages that have arrived.</summary>
    public IReadOnlyList<MimeKit.MimeMessage> Messages()
    {
        string folder = Path.Combine(_mailbox, "new");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => MimeKit.MimeMessage.Load(file))] : [];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
