"""The practice Hub's token service: GET /token under TLS, with basic authentication or without.

Knows the registry's token protocol and how a token is signed; who gets what is `accounts`' matter.
"""

from __future__ import annotations

import json
import os
import ssl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from accounts import OFFICIAL, STAND_INS, Hub

KEYS = Path("/var/lib/hub/keys")
TOKEN_LIFE = 300  # seconds
HUB = Hub(
    user=os.environ["LAB_HUB_USER"],
    password=os.environ["LAB_HUB_PASSWORD"],
    repositories=Path("/var/lib/hub/registry/docker/registry/v2/repositories"),
    official=OFFICIAL if os.environ.get("LAB_MIRROR_REMOTE") else STAND_INS,
)


def sign(account: str | None, service: str, entries: list[dict[str, object]]) -> str:
    """A token that the registry accepts for `TOKEN_LIFE` seconds."""
    now = int(time.time())
    claims = {
        "iss": "auth.docker.io",
        "sub": account or "",
        "aud": service,
        "iat": now,
        "nbf": now - 60,
        "exp": now + TOKEN_LIFE,
        "jti": os.urandom(8).hex(),
        "access": entries,
    }
    lines = (KEYS / "token.crt").read_text().splitlines()
    chain = ["".join(line for line in lines if "-----" not in line)]
    token: str = jwt.encode(claims, (KEYS / "token.key").read_text(), algorithm="ES256", headers={"x5c": chain})
    return token


class Tokens(BaseHTTPRequestHandler):
    """GET /token; anything else is not found (a POST makes clients try GET)."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request for a token."""
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        if url.path != "/token":
            return self.reply(404, {"details": "not found"})
        try:
            account = HUB.account_of(self.headers.get("Authorization", ""))
        except PermissionError:
            return self.reply(401, {"details": "incorrect username or password"})
        token = sign(account, query.get("service", [""])[0], HUB.access(account, query.get("scope", [])))
        return self.reply(
            200,
            {
                "token": token,
                "access_token": token,
                "expires_in": TOKEN_LIFE,
                "issued_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            },
        )

    def do_POST(self) -> None:
        """Refuse OAuth: its clients then use GET."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.reply(404, {"details": "not found"})

    def reply(self, status: int, body: dict[str, object]) -> None:
        """Send `body` as JSON."""
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing: passwords stand in no log, and requests are the registry's to count."""


class Server(ThreadingHTTPServer):
    """Shakes hands in the connection's own thread, so that a silent client holds up nobody."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("", 8443), Tokens)
        self.context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection under TLS."""
        request.settimeout(30)
        with self.context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no event."""


if __name__ == "__main__":
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(KEYS / "server.crt", KEYS / "server.key")
    Server(tls).serve_forever()
