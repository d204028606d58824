// Up when a TCP port accepts a connection.
//
//   script "tcp.csx HOST PORT"
//
//   vrrp_script chk_database {
//       script "/etc/keepalived/scripts/tcp.csx 127.0.0.1 5432"
//       interval 2
//       timeout 1
//   }

using (var client = new TcpClient())
{
    try
    {
        await client.ConnectAsync(Argument(0), int.Parse(Argument(1)), Cancel);
        return Up($"{client.Client.RemoteEndPoint} accepts");
    }
    catch (SocketException exception)
    {
        return Down(exception.Message);
    }
}
