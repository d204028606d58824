// Up when a web server answers with the right status, and with a text where one is given.
//
//   script "http.csx URL [STATUS] [TEXT]"
//
//   URL     what to ask for, of http or https; redirects are not followed
//   STATUS  the status that is right, or a range such as 200-299; 200-399 by default
//   TEXT    what the body has to contain
//
//   vrrp_script chk_web {
//       script "/etc/keepalived/scripts/http.csx http://127.0.0.1/ 200"
//       interval 2
//       timeout 1
//   }

string[] range = Argument(1, "200-399").Split('-');
int min = int.Parse(range[0]), max = int.Parse(range[^1]);

string text = Argument(2, "");

using (var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }))
using (HttpResponseMessage response = await client.GetAsync(Argument(0), HttpCompletionOption.ResponseHeadersRead, Cancel))
{
    int status = (int)response.StatusCode;
    if (status < min || status > max) return Down($"HTTP status {status}");
    if (text != "" && !(await response.Content.ReadAsStringAsync(Cancel)).Contains(text)) return Down($"'{text}' is not in the answer");
    return Up($"HTTP status {status}");
}
