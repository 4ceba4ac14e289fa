"""Ask an engine: connections, snapshots, events. The one door to Docker.

The only module that imports the SDK. Knows how to ask and how a refusal is told; not what any of it means for an
exercise. A snapshot is five calls on one open connection, however many objects stand there: the SDK's own lists of
objects inspect each one, and its HTTP session costs more time than the engine does, so that on a Unix socket the plain
questions go over a connection of the standard library's.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import docker
import docker.errors
from docker.context import ContextAPI

from helpers.dockerdata import api
from helpers.dockerdata.types import Computer, DockerState
from helpers.dockerdata.units import NANO, nanoseconds, stamp
from helpers.world import errors
from helpers.world.environment import docker_host
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.dockerdata.types import Container, Event

API = "1.41"
"""The oldest engine that we speak to is Docker 20.10; a newer one is asked in words not newer than `NEWEST`."""
NEWEST = "1.45"
BUFFER = 256
"""So many events an engine remembers."""


class Wire(http.client.HTTPConnection):
    """HTTP on a Unix socket; `timeout` is in seconds."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        """Reach the socket. Raises OSError."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Engine:
    """One engine, asked by one question at a time. `host` is a URL as in DOCKER_HOST, `timeout` is in seconds."""

    def __init__(self, host: str, computer: Computer = Computer.MINE, timeout: float = 30.0) -> None:
        self.host = host
        self.computer = computer
        self._timeout = timeout
        self._lock = threading.RLock()
        self._wire: Wire | None = None
        self._client: docker.APIClient | None = None
        self._offset: int | None = None

    @property
    def api(self) -> docker.APIClient:
        """Return the SDK's low-level client, for what is more than a plain question; use it inside `asking`."""
        with self._lock:
            if self._client is None:
                with self.asking():
                    version = self._version(docker.APIClient(base_url=self.host, version=API, timeout=self._timeout))
                    self._client = docker.APIClient(base_url=self.host, version=version, timeout=self._timeout)
            return self._client

    def _version(self, client: docker.APIClient) -> str:
        answer = client.get(f"{client.base_url}/_ping", timeout=self._timeout)
        offered = str(answer.headers.get("Api-Version", API))
        client.close()
        return min(offered, NEWEST, key=lambda version: tuple(map(int, version.split("."))))

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Turn what a connection raises into `EngineGone`, and the engine's errors into `EngineRefused`."""
        try:
            yield
        except docker.errors.APIError as error:
            raise EngineRefused(error.status_code or 500, str(error.explanation or error)) from error
        except (errors.Trouble, EngineRefused):
            raise
        except (docker.errors.DockerException, OSError, http.client.HTTPException) as error:
            raise self._gone(error) from error

    def _gone(self, error: BaseException) -> errors.EngineGone:
        causes = list(_causes(error))
        if any(isinstance(cause, PermissionError) for cause in causes):
            return errors.engine_forbidden(self.computer)
        if any(isinstance(cause, TimeoutError) or "timed out" in str(cause).lower() for cause in causes):
            return errors.engine_silent(self.computer)
        return errors.engine_off(self.computer)

    def get(self, path: str, /, **query: Any) -> Any:
        """Return the JSON of `GET path`. Raises `EngineRefused` for a no, `EngineGone` where nothing is said."""
        return json.loads(self.fetch(path, **query) or b"null")

    def fetch(self, path: str, /, **query: Any) -> bytes:
        """Return the body of `GET path`, whole."""
        target = f"/v{self.api.api_version}{quote(path, safe='/:@')}" + (f"?{urlencode(query)}" if query else "")
        with self._lock, self.asking():
            if not self.host.startswith("unix://"):
                answer = self.api.get(self.api.base_url + target, timeout=self._timeout)
                return _body(answer.status_code, answer.content)
            try:
                return self._ask(target)
            except (BrokenPipeError, ConnectionResetError, http.client.HTTPException):
                return self._ask(target)  # the connection had gone stale; the first to notice is the next question

    @contextlib.contextmanager
    def stream(self, path: str) -> Iterator[IO[bytes]]:
        """Open the body of `GET path` for reading piece by piece, on a connection of its own."""
        client = docker.APIClient(base_url=self.host, version=self.api.api_version, timeout=self._timeout)
        with self.asking(), contextlib.closing(client):
            target = f"{client.base_url}/v{client.api_version}{quote(path, safe='/:@')}"
            with client.get(target, timeout=self._timeout, stream=True) as answer:
                if answer.status_code >= http.client.BAD_REQUEST:
                    _body(answer.status_code, answer.content)
                yield answer.raw

    def _ask(self, target: str) -> bytes:
        wire = self._wire or Wire(self.host.removeprefix("unix://"), self._timeout)
        self._wire = None
        try:
            wire.request("GET", target)
            response = wire.getresponse()
            body = response.read()
        except BaseException:
            wire.close()
            raise
        self._wire = wire
        return _body(response.status, body)

    def alive(self) -> bool:
        """Return whether the engine answers now."""
        with contextlib.suppress(errors.Trouble, EngineRefused):
            self.fetch("/_ping")
            return True
        return False

    def now(self) -> int:
        """Read the engine's clock, in nanoseconds: our own, put right by the difference seen at the first question."""
        if self._offset is None:
            before = time.time_ns()
            said = nanoseconds(self.get("/info")["SystemTime"])
            after = time.time_ns()
            # Within the time that the question took the two clocks cannot be told apart: then they are the same.
            self._offset = 0 if before <= said <= after else said - (before + after) // 2
        return time.time_ns() + self._offset

    def events(self, since: int) -> list[Event]:
        """List all that the engine remembers from `since` (its own nanoseconds) until now."""
        body = self.fetch("/events", since=stamp(since), until=stamp(self.now()))
        return list(map(api.event, json.loads(b"[%b]" % body.strip().replace(b"\n", b","))))

    def follow(self, since: int, until: int) -> Iterator[Event | None]:
        """Yield every visible event as it happens, between two moments; a None first says that the engine is there.

        On a connection of its own. Raises `EngineGone` when the engine goes.
        """
        client = docker.APIClient(base_url=self.host, version=self.api.api_version, timeout=self._timeout)
        hidden: set[str] = set()
        with self.asking(), contextlib.closing(client):
            lines = client.events(since=stamp(since), until=stamp(until), decode=True)
            yield None
            for line in lines:
                found = api.event(line)
                if api.is_hidden(found):
                    hidden.add(found.id)
                elif not {found.id, found.attributes.get("container")} & hidden and api.is_change(found):
                    yield found

    def containers(self) -> tuple[Container, ...]:
        """List the containers that run now, without the course's own."""
        listed = map(api.container, self.get("/containers/json"))
        return tuple(found for found in listed if api.HIDDEN not in found.labels)

    def snapshot(self, since: int | None = None, mark: str = "") -> DockerState:
        """List what stands now, and what happened from `since` on.

        `mark` is what `mark()` gave at `since`: where the engine has forgotten it, it has forgotten more.
        """
        containers = self.get("/containers/json", all=1)
        images = self.get("/images/json")
        networks = self.get("/networks")
        volumes = self.get("/volumes")
        events = self.events(since) if since else []
        return api.without_helpers(
            DockerState(
                computer=self.computer,
                containers=tuple(map(api.container, containers)),
                images=tuple(map(api.image, images)),
                networks=tuple(map(api.network, networks)),
                volumes=tuple(map(api.volume, volumes.get("Volumes") or ())),
                events=tuple(events),
                remembered=not mark or any(event.id == mark for event in events),
            )
        )

    def mark(self) -> str:
        """Leave a sign in the event history that no snapshot shows, and give its name."""
        name = api.MARK + secrets.token_hex(6)
        with self.asking():
            self.api.create_volume(name)
            self.api.remove_volume(name)
        return name

    def rest(self, quiet: float = 0.15, deadline: float = 5.0) -> None:
        """Wait until nothing has happened for `quiet` seconds, at most `deadline` seconds."""
        end = time.monotonic() + deadline
        for found in self.get("/containers/json", all=1):
            # A container that is ending is locked until its last event is written: its own page waits for that.
            with contextlib.suppress(EngineRefused):
                self.fetch(f"/containers/{found['Id']}/json")
        while time.monotonic() < end:
            since = self.now() - int(quiet * NANO)
            last = max((event.time for event in self.events(since) if _stirs(event)), default=0)
            if not last:
                return
            time.sleep(max((last - since) / NANO, 0.01))  # as long as it is still too early

    def close(self) -> None:
        """Let go of the connections."""
        with self._lock:
            for connection in (self._wire, self._client):
                if connection is not None:
                    connection.close()
            self._wire = self._client = None


def _stirs(event: Event) -> bool:
    """Return whether an event may be part of something that is still going on; a health check never ends."""
    return not event.action.startswith(("exec_", "health_"))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        yield from (arg for arg in error.args if isinstance(arg, BaseException))
        error = error.__cause__ or error.__context__


def _body(status: int, body: bytes) -> bytes:
    if status < http.client.BAD_REQUEST:
        return body
    words = body.decode(errors="replace")
    with contextlib.suppress(ValueError, AttributeError):
        words = json.loads(words).get("message", words)
    raise EngineRefused(status, words)


def default_host() -> str:
    """Find the engine that the `docker` command would speak to: DOCKER_HOST, else the current context."""
    host = docker_host()
    if not host:
        with contextlib.suppress(docker.errors.DockerException, OSError, ValueError):
            host = getattr(ContextAPI.get_current_context(), "Host", None) or ""
    if not host and not Path("/var/run/docker.sock").exists():
        rootless = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "docker.sock"
        host = f"unix://{rootless}" if rootless.exists() else ""
    return (host or "unix:///var/run/docker.sock").replace("http+unix://", "unix://")
