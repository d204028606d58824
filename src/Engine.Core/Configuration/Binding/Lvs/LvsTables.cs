namespace Holdfast.Configuration.Binding;

/// <summary>The keywords of the top level about IPVS and BFD.</summary>
internal static class LvsTables
{
    private static readonly KeywordTable<object> Ssl = new("SSL",
    [
        Secret("password", "PASSWORD", "secret", "The password of the key."),
        Secret("ca", "FILE", "/etc/ssl/ca.pem", "The certificates of the authorities that are trusted."),
        Secret("certificate", "FILE", "/etc/ssl/lb1.pem", "The certificate that checks show."),
        Secret("key", "FILE", "/etc/ssl/lb1.key", "The key of that certificate."),
    ]);

    public static Row<BoundFile>[] Rows() =>
    [
        Row<BoundFile>.Nested("SSL", "What SSL_GET shows of itself; nothing where it is not given.", Ssl, _ => new object(), (f, _, _) => f) with { Support = Support.ReadOnly, IsOverwritten = true },
        new("virtual_server_group", "NAME", "one", $"Addresses that share one set of real servers; on each line {VirtualServerGroups.Line}.", BindGroup)
        {
            Support = Support.ReadOnly,
            Shape = KeywordShape.Block,
        },
        new("virtual_server", "ADDRESS [PORT]|fwmark NUMBER|group NAME", "192.0.2.1 80", "A service whose load is shared. Without a port it is for all of them, and has to be persistent.", BindVirtualServer)
        {
            Support = Support.ReadOnly,
            Shape = KeywordShape.Block,
            Block = VirtualServerTable.Keywords,
        },
        Row<BoundFile>.Named("bfd_instance", "A session of Bidirectional Forwarding Detection, RFC 5880.", BfdTable.Keywords, (name, _) => new BfdInstance(name.Text), (f, bfd, s) => f.Bfds.Add(new(bfd, s.Statement))) with { Support = Support.ReadOnly },
    ];

    private static Row<object> Secret(string name, string argument, string example, string documentation) =>
        Row<object>.Text(name, argument, example, documentation) with { IsSkippedWithoutArgument = true, IsOverwritten = true };

    private static BoundFile BindVirtualServer(BoundFile file, StatementReader statement)
    {
        if (VirtualServerTable.Begin(statement) is not { } server || statement.Block() is not { } block) return file;
        server = server with { BfdsBefore = file.Bfds.Count, TrackFilesBefore = file.TrackFiles.Count };
        server = VirtualServerTable.Keywords.Bind(server, block, statement.Context);
        file.VirtualServers.Add(new Bound<VirtualServer>(server, statement.Statement));
        return file;
    }

    private static BoundFile BindGroup(BoundFile file, StatementReader statement)
    {
        if (statement.Argument() is not { } name || statement.Block() is not { } block) return file;
        VirtualServerGroup group = VirtualServerGroups.Read(new VirtualServerGroup(name.Text), block, statement.Context);
        file.VirtualServerGroups.Add(new Bound<VirtualServerGroup>(group, statement.Statement));
        return file;
    }
}
