"""A mail server for tests: aiosmtpd with a mailbox, and what the arguments ask for.

server.py PORT MAILBOX [tls|starttls CERTIFICATE KEY] [login USER PASSWORD] [refuse TEXT]
"""
import asyncio
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult

arguments = sys.argv[1:]
port, mailbox = int(arguments.pop(0)), arguments.pop(0)
options, tls, starttls, refused = {}, None, None, None
while arguments:
    option = arguments.pop(0)
    if option in ("tls", "starttls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.pop(0), arguments.pop(0))
        tls, starttls = (context, None) if option == "tls" else (None, context)
    elif option == "login":
        expected = (arguments.pop(0).encode(), arguments.pop(0).encode())

        def authenticate(server, session, envelope, mechanism, data, expected=expected):
            return AuthResult(success=(data.login, data.password) == expected)

        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": starttls is not None}
    elif option == "refuse":
        refused = arguments.pop(0)


class Handler(Mailbox):
    async def handle_DATA(self, server, session, envelope):
        if refused and refused.encode() in envelope.content:
            return "554 5.7.1 refused by this test"
        return await super().handle_DATA(server, session, envelope)


class TestController(Controller):
    def factory(self):
        return SMTP(self.handler, tls_context=starttls, require_starttls=starttls is not None, **options)


controller = TestController(Handler(mailbox), hostname="127.0.0.1", port=port, ssl_context=tls)
controller.start()
print("ready", flush=True)
sys.stdin.read()
