"""Run beside a class by classroom.py: learners who come at once by the door and work; prints what each waited for.

Each logs in, waits for the first page, opens a kernel and works through exercises there, as a browser would have it:
every cell goes through JupyterHub's door. The class is described by one line of JSON on standard input.
"""

from __future__ import annotations

import json
import re
import ssl
import sys
import time
import urllib.error
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import quote, urlencode

import websocket

PATIENCE = 300
"""Seconds that one page or one cell may take."""
WORK = (
    "from helpers import *\nstart('images.first')",
    "%%bash\nprintf 'FROM ubuntu\\nRUN useradd one\\n' | docker build -q -t mine -",
    "%%bash\ndocker run --rm mine id one\ndocker run hello-world > /dev/null",
)
CHECK = "check('start.first-run')"


@dataclass(kw_only=True)
class Learner:
    """One learner at a browser."""

    address: str
    trusted: str
    name: str
    password: str
    cookies: CookieJar = field(default_factory=CookieJar)
    waited: dict[str, list[float]] = field(default_factory=dict)

    def come(self) -> None:
        """Log in and wait for the first page."""
        began = time.monotonic()
        form = self._get("/hub/login")[1]
        token = re.search(r'name="_xsrf" value="([^"]*)"', form)
        fields = {"username": self.name, "password": self.password, "_xsrf": token[1] if token else ""}
        self._get(f"/hub/login?_xsrf={quote(fields['_xsrf'])}", fields)
        while "course" not in self._get(f"/user/{self.name}/course")[1][:4000]:
            if time.monotonic() - began > PATIENCE:
                sys.exit(f"{self.name} has no first page")
            time.sleep(0.5)  # as the page that waits does
        self._note("first page", began)

    def work(self, rounds: int) -> None:
        """Open a kernel, work and check, `rounds` times."""
        base = f"/user/{self.name}"
        token = next(one.value for one in self.cookies if one.name == "_xsrf" and one.path.startswith(base))
        kernel = json.loads(self._get(f"{base}/api/kernels?_xsrf={quote(token or '')}", {})[1])["id"]
        socket = websocket.create_connection(
            f"{self.address.replace('https', 'wss')}{base}/api/kernels/{kernel}/channels",
            sslopt={"cert_reqs": ssl.CERT_NONE},
            cookie="; ".join(
                f"{one.name}={one.value}" for one in self.cookies if base.startswith(one.path.rstrip("/"))
            ),
            origin=self.address,
            timeout=PATIENCE,
        )
        self._run(socket, "from helpers import *\nstart('start.first-run')")
        for _ in range(rounds):
            for cell in WORK:
                began = time.monotonic()
                self._run(socket, cell)
                self._note("work", began)
            for _ in range(3):
                began = time.monotonic()
                said = self._run(socket, CHECK)
                self._note("check", began)
                if "통과" not in said:
                    sys.exit(f"{self.name}: {said[-500:]}")
        socket.close()

    def _note(self, what: str, began: float) -> None:
        self.waited.setdefault(what, []).append(time.monotonic() - began)

    def _get(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cadata=self.trusted)),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )
        body = urlencode(data).encode() if data is not None else None
        try:
            with opener.open(self.address + path, body, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def _run(self, socket: Any, code: str) -> str:
        """Run a cell and return all that it wrote."""
        message = uuid.uuid4().hex
        content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
        header = {
            "msg_id": message,
            "msg_type": "execute_request",
            "username": "",
            "session": message,
            "version": "5.3",
        }
        request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        socket.send(json.dumps(request))
        said = ""
        while True:
            answer = json.loads(socket.recv())
            if answer["parent_header"].get("msg_id") != message:
                continue
            said += json.dumps(answer["content"], ensure_ascii=False)
            if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                return said


def main(rounds: int) -> None:
    """Have all come at once, then all work at once."""
    given = json.loads(sys.stdin.readline())
    learners = [
        Learner(address=given["address"], trusted=given["trusted"], name=name, password=word)
        for name, word in given["people"].items()
    ]
    with ThreadPoolExecutor(len(learners)) as pool:
        list(pool.map(Learner.come, learners))
        list(pool.map(lambda one: one.work(rounds), learners))
    found: dict[str, list[float]] = {}
    for one in learners:
        for what, seconds in one.waited.items():
            found.setdefault(what, []).extend(seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
