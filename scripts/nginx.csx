// Up when nginx's master process runs and, where a URL is given, nginx answers with a status below 400.
//
//   script "nginx.csx [PID_FILE] [URL]"
//
//   PID_FILE  /run/nginx.pid by default
//   URL       what to ask for; nothing by default
//
//   vrrp_script chk_nginx {
//       script "/etc/keepalived/scripts/nginx.csx /run/nginx.pid http://127.0.0.1/"
//       interval 2
//       timeout 1
//   }

string file = Argument(0, "/run/nginx.pid");
if (!File.Exists(file)) return Down($"there is no {file}");
if (!int.TryParse(File.ReadAllText(file).Trim(), out int id)) return Down($"{file} has no process number in it");

string statFile = $"/proc/{id}/stat";
if (!File.Exists(statFile)) return Down($"process {id} of {file} does not run");
string stat = File.ReadAllText(statFile);
int end = stat.LastIndexOf(')');
string name = stat[(stat.IndexOf('(') + 1)..end];
if (name != "nginx") return Down($"process {id} of {file} is {name}");
if (stat[end + 2] is 'Z' or 'X') return Down($"process {id} of {file} is a zombie");

string url = Argument(1, "");
if (url == "") return Up($"process {id}");

using (var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }))
using (HttpResponseMessage response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Cancel))
{
    int status = (int)response.StatusCode;
    return status < 400 ? Up($"process {id}, HTTP status {status}") : Down($"HTTP status {status} from {url}");
}
