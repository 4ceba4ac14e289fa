"""A little registry in the lab's engine that refuses by number: it answers every pull with 429."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.lab.staging import docker, free_port
from tests.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVER = """
import http.server, json

class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        said = {"errors": [{"code": "TOOMANYREQUESTS", "message": "You have reached your pull rate limit."}]}
        body = b"{}" if self.path == "/v2/" else json.dumps(said).encode()
        self.send_response(200 if self.path == "/v2/" else 429)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

http.server.ThreadingHTTPServer(("", 5000), Registry).serve_forever()
"""


@contextmanager
def refusing_registry() -> Iterator[str]:
    """Its address, `localhost:PORT`, as the engine knows it too. Its container is the stage's to remove."""
    port = free_port()
    docker(f"docker run -d --name coach-registry -p 127.0.0.1:{port}:5000 python python -c '{_SERVER}'")
    eventually(lambda: answers(f"http://127.0.0.1:{port}/v2/"), "the registry did not answer")
    yield f"localhost:{port}"
