"""A class on the computer's real Docker, and a person at a browser's place: logs in and asks for pages."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tests.support.clones import docker

if TYPE_CHECKING:
    from tests.support.clones import Clone


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, kw_only=True)
class OpenClass:
    """A class that a clone has opened."""

    clone: Clone
    port: int

    @property
    def project(self) -> str:
        """Return the Compose project of the class's own containers."""
        return str(json.loads((self.clone.folder / ".lab" / "class" / "class.json").read_text())["project"])

    @property
    def passwords(self) -> dict[str, str]:
        """Return what stands on the teacher's cards."""
        text = (self.clone.folder / ".lab" / "class" / "accounts.csv").read_text(encoding="utf-8-sig")
        return {row["아이디"]: row["비밀번호"] for row in csv.DictReader(io.StringIO(text))}

    def run(self, *words: str, code: int | None = 0) -> str:
        """Return what `./lab class` says."""
        return self.clone.lab("class", *words, code=code).stdout

    def container(self, service: str, name: str = "") -> str:
        """Return the name of a container of the class, or of the lab of `name`."""
        return f"{self.project}{'-' if name else ''}{name}-{service}-1"

    def seat(self, name: str, command: str, *, code: int | None = 0, service: str = "notebook") -> str:
        """Return what `command` prints to the learner `name`."""
        words = ["docker", "exec", "--user", "learner", "--env", "HOME=/home/learner"]
        done = subprocess.run(
            [*words, self.container(service, name), "bash", "-c", command],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert code is None or done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def person(self, name: str = "", password: str = "") -> Person:
        """Return somebody at a browser, logged in as `name` where that is given."""
        certificate = docker("exec", self.container("jupyterhub"), "cat", "/srv/trust/class.crt")
        found = Person(address=f"https://127.0.0.1:{self.port}", trusted=certificate)
        if name:
            found.log_in(name, password or self.passwords[name])
        return found


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody at a browser, who trusts the class's certificate and no other."""

    address: str
    trusted: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask for a page, or send a form; the status and the text of where that leads."""
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=ssl.create_default_context(cadata=self.trusted)),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )
        body = urlencode(data).encode() if data is not None else None
        try:
            with opener.open(self.address + path, body, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def send_form(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Fill in the form at `path` and send it."""
        found = re.search(r'name="_xsrf" value="([^"]*)"', self.get(path)[1])
        assert found, path
        return self.get(f"{path}?_xsrf={quote(found[1])}", {**fields, "_xsrf": found[1]})

    def log_in(self, name: str, password: str) -> str:
        """Log in; the page that this leads to."""
        return self.send_form("/hub/login", {"username": name, "password": password})[1]
