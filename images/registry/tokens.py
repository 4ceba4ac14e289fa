"""The practice Hub's token service: who may pull, push and delete what, as Docker Hub itself answers.

Knows the one account and, from the registry's folder, which repositories exist; not how images are stored or sent.
The protocol is the registry's token authentication (GET /token with basic authentication or without).
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import ssl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt

KEYS = Path("/var/lib/hub/keys")
REPOSITORIES = Path("/var/lib/hub/registry/docker/registry/v2/repositories")
USER, PASSWORD = os.environ["LAB_HUB_USER"], os.environ["LAB_HUB_PASSWORD"]
TOKEN_LIFE = 300
STAND_INS = frozenset({"busybox", "hello-world", "nginx", "python", "ubuntu"})
# Official images that people name in a first course. The mirror answers for them before anyone asks here: a request
# that still arrives is for a tag that does not exist, and must not read as if the image did not.
OFFICIAL = STAND_INS | frozenset({
    "alpine", "debian", "fedora", "gcc", "golang", "httpd", "mariadb", "memcached", "mongo", "mysql", "node",
    "openjdk", "php", "postgres", "rabbitmq", "redis", "registry", "ruby", "rust", "tomcat", "wordpress",
})


def exists(repository: str) -> bool:
    """Whether `repository` can be pulled by anyone: an official image, or one that was pushed and not deleted."""
    namespace, _, name = repository.partition("/")
    if namespace == "library":
        return name in (OFFICIAL if os.environ.get("LAB_MIRROR_REMOTE") else STAND_INS)
    tags = REPOSITORIES / repository / "_manifests" / "tags"
    return ".." not in repository and tags.is_dir() and any(tags.iterdir())


def granted(account: str | None, repository: str, wanted: set[str]) -> list[str]:
    """Which of the `wanted` actions `account` (None: nobody logged in) gets on `repository`."""
    if account and repository.startswith(f"{account}/"):
        return sorted(wanted) if wanted - {"pull"} or exists(repository) else []
    return ["pull"] if "pull" in wanted and exists(repository) else []


def access(account: str | None, scopes: list[str]) -> list[dict[str, object]]:
    """The token's access list for the request's scopes, each `repository:name:actions`; unknown kinds get nothing."""
    entries: list[dict[str, object]] = []
    for scope in " ".join(scopes).split():
        kind, _, rest = scope.partition(":")
        name, _, actions = rest.rpartition(":")
        if kind == "repository" and (given := granted(account, name, set(actions.split(",")))):
            entries.append({"type": kind, "name": name, "actions": given})
        elif (kind, name) == ("registry", "catalog") and account:  # the account may see what it pushed
            entries.append({"type": kind, "name": name, "actions": ["*"]})
    return entries


def sign(account: str | None, service: str, entries: list[dict[str, object]]) -> str:
    """A token that the registry accepts for `TOKEN_LIFE` seconds."""
    now = int(time.time())
    claims = {"iss": "auth.docker.io", "sub": account or "", "aud": service, "iat": now, "nbf": now - 60,
              "exp": now + TOKEN_LIFE, "jti": os.urandom(8).hex(), "access": entries}
    lines = (KEYS / "token.crt").read_text().splitlines()
    chain = ["".join(line for line in lines if "-----" not in line)]
    return jwt.encode(claims, (KEYS / "token.key").read_text(), algorithm="ES256", headers={"x5c": chain})


def account_of(authorization: str) -> str | None:
    """The account of a basic `Authorization` header; raises PermissionError where user or password is wrong."""
    if not authorization.startswith("Basic "):
        return None
    given = base64.b64decode(authorization.removeprefix("Basic "))
    if not hmac.compare_digest(given, f"{USER}:{PASSWORD}".encode()):
        raise PermissionError
    return USER


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
            account = account_of(self.headers.get("Authorization", ""))
        except (PermissionError, ValueError):
            return self.reply(401, {"details": "incorrect username or password"})
        token = sign(account, query.get("service", [""])[0], access(account, query.get("scope", [])))
        return self.reply(200, {"token": token, "access_token": token, "expires_in": TOKEN_LIFE,
                                "issued_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})

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

    def finish_request(self, request, client_address) -> None:  # noqa: ANN001 (the base class's)
        """Serve one connection under TLS."""
        request.settimeout(30)
        with self.context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)

    def handle_error(self, request, client_address) -> None:  # noqa: ANN001 (the base class's)
        """A client that hangs up is no event."""


if __name__ == "__main__":
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(KEYS / "server.crt", KEYS / "server.key")
    Server(tls).serve_forever()
