"""Keep a marking lab's engines honest: an authorization plugin of Docker's, in a container of its own.

    python -m helpers.grading.guard FOLDER

Each engine has its socket in FOLDER (`COMPUTERS`), and asks there before every request. Refused is what reaches the
engine's own processes and files, whoever asks: privileged containers, other namespaces, added capabilities, devices,
folders outside the learner's home, plugins, swarm. All else is allowed. Each request stands in a log beside the socket,
a JSON object a line, until it holds LARGEST bytes. Beside them stands FULL once the lab's volumes, mounted below DISKS,
have grown by more than DISK bytes: whoever examines ends the submission then.

The protocol: https://docs.docker.com/engine/extend/plugins_authorization/
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs, unquote

from helpers.dockerdata.units import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Pairs: TypeAlias = list[tuple[str, Any]]

COMPUTERS = ("engine", "other")
"""Whose engine asks: `engine.sock` and `engine.jsonl` are of 내 컴퓨터, the others of the other computer."""
HOME = "/home/learner"
"""The one folder whose files a container may be given."""
DISKS = Path("/disks")
GIBIBYTES = 4
DISK = GIBIBYTES * 1024 * MIB
FULL = "full"
_LOOK_EVERY = 3.0
LARGEST = 64 * MIB
_KEPT_BODY = 16 * 1024
"""Bytes of a request that the log keeps."""
_CLOSED = re.compile(r"/(?:plugins|swarm|services|nodes|tasks|secrets|configs)(?:/.*)?")
"""What a single computer without plugins has no use for."""
_HOST = re.compile(r"^\w+://[^/?]*")
"""A request may name its whole address, as to a proxy."""
_VERSION = re.compile(r"^/v\d[\d.]*(?=/)")
_OWN = re.compile(r"(?:|private|shareable|none|default|container:.*)")
_FREE = frozenset(
    """
    autoremove blkioweight blkioweightdevice consolesize containeridfile cpucount cpupercent cpuperiod cpuquota
    cpurealtimeperiod cpurealtimeruntime cpusetcpus cpusetmems cpushares capdrop dns dnsoptions dnssearch extrahosts
    groupadd init iomaximumbandwidth iomaximumiops kernelmemory kernelmemorytcp links memory memoryreservation
    memoryswap memoryswappiness nanocpus networkmode oomkilldisable oomscoreadj pidslimit portbindings publishallports
    readonlyrootfs restartpolicy shmsize tmpfs ulimits volumesfrom annotations
    """.split()
)
"""The settings of a container's host side that reach nothing of the engine's, whatever they say."""


def refusal(method: str, uri: str, body: bytes) -> str:
    """Return why a request is refused; empty where it is allowed."""
    asked, _, query = _HOST.sub("", uri).partition("?")
    path = _VERSION.sub("", posixpath.normpath("/" + unquote(asked).lstrip("/")))
    if method in {"GET", "HEAD"}:
        return ""
    if _CLOSED.fullmatch(path):
        return "플러그인과 스웜은 쓸 수 없습니다"
    if path == "/build":
        given = {name.lower() for name, values in parse_qs(query).items() if any(values)}
        return "빌드의 이 옵션은 쓸 수 없습니다" if given & {"cgroupparent", "securityopt", "runtime"} else ""
    judge = next((judge for pattern, judge in _BODIES if pattern.fullmatch(path)), None)
    return judge(_read(body)) if judge else ""


def _read(body: bytes) -> _Object | None:
    """Return a request's JSON object; None where it is none."""
    try:
        asked = json.loads(body, object_pairs_hook=_folded)
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, _Object) else None


class _Object:
    """A JSON object as Go reads it: names in any case, and one that stands there twice counts twice."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs

    def all(self, name: str) -> list[Any]:
        """Return all values under a name."""
        return [value for key, value in self.pairs if key == name]

    def __bool__(self) -> bool:
        return any(value for _, value in self.pairs)


def _folded(pairs: Pairs) -> _Object:
    return _Object([(name.casefold(), value) for name, value in pairs])


_UNREADABLE = "요청을 읽을 수 없습니다"


def _of_container(asked: _Object | None) -> str:
    if asked is None:
        return _UNREADABLE
    return next(filter(None, map(_of_host, asked.all("hostconfig"))), "")


def _of_exec(asked: _Object | None) -> str:
    if asked is None:
        return _UNREADABLE
    return "--privileged 옵션은 쓸 수 없습니다" if any(asked.all("privileged")) else ""


def _of_volume(asked: _Object | None) -> str:
    if asked is None:
        return _UNREADABLE
    drivers = {driver or "local" for driver in asked.all("driver")}
    odd = any(asked.all("driveropts")) or any(asked.all("clustervolumespec"))
    return "볼륨에 -d와 -o는 쓸 수 없습니다" if odd or not drivers <= {"local"} else ""


_BODIES = (
    (re.compile("/containers/create"), _of_container),
    (re.compile("/containers/[^/]+/exec"), _of_exec),
    (re.compile("/volumes/create"), _of_volume),
)
"""What is judged by its body. The engine shows none of over a megabyte: that is refused, too."""


def _of_host(host: object) -> str:
    """Return what is wrong with a container's HostConfig."""
    if host is None:
        return ""
    if not isinstance(host, _Object):
        return _UNREADABLE
    for name, value in host.pairs:
        if name in _FREE:
            continue
        judged: Callable[[Any], bool] = _JUDGED.get(name, _is_empty)
        if not judged(value):
            return f"{_OPTIONS.get(name, name)} 옵션은 이 값으로 쓸 수 없습니다"
    return ""


def _is_empty(value: object) -> bool:
    return not value


def _is_own(value: object) -> bool:
    return value is None or (isinstance(value, str) and _OWN.fullmatch(value) is not None)


def _are_inside(binds: object) -> bool:
    """Return whether `-v` asks for volumes, and for folders of the learner's home alone."""
    return binds is None or (isinstance(binds, list) and all(_is_inside(bind) for bind in binds))


def _is_inside(bind: object) -> bool:
    if not isinstance(bind, str):
        return False
    source, separator, _target = bind.partition(":")
    return not separator or not source.startswith(("/", "\\", ".")) or _is_at_home(source)


def _is_at_home(path: object) -> bool:
    if not isinstance(path, str):
        return False
    whole = posixpath.normpath(path)
    return whole == HOME or whole.startswith(f"{HOME}/")


def _are_harmless_mounts(mounts: object) -> bool:
    if not isinstance(mounts, list):
        return mounts is None
    return all(isinstance(mount, _Object) and _is_harmless_mount(mount) for mount in mounts)


def _is_harmless_mount(mount: _Object) -> bool:
    kinds = set(map(str, mount.all("type")))
    if kinds == {"tmpfs"}:
        return True
    if kinds == {"bind"}:
        return bool(sources := mount.all("source")) and all(map(_is_at_home, sources))
    options = [options for options in mount.all("volumeoptions") if isinstance(options, _Object)]
    return kinds == {"volume"} and not any(any(option.all("driverconfig")) for option in options)


def _keeps_walls(options: object) -> bool:
    if not isinstance(options, list):
        return options is None
    return all(str(option).startswith("no-new-privileges") for option in options)


def _logs_here(config: object) -> bool:
    if not isinstance(config, _Object):
        return config is None
    return {str(kind) for kind in config.all("type")} <= {"", "json-file", "local", "none"}


def _are_of_network(sysctls: object) -> bool:
    if not isinstance(sysctls, _Object):
        return sysctls is None
    return all(name.startswith("net.") for name, _ in sysctls.pairs)


_JUDGED: dict[str, Callable[[Any], bool]] = {
    "binds": _are_inside,
    "mounts": _are_harmless_mounts,
    "pidmode": _is_own,
    "ipcmode": _is_own,
    "utsmode": _is_empty,
    "usernsmode": _is_empty,
    "cgroupnsmode": _is_own,
    "isolation": _is_own,
    "runtime": lambda value: value in (None, "", "runc"),
    "securityopt": _keeps_walls,
    "logconfig": _logs_here,
    "sysctls": _are_of_network,
    "volumedriver": lambda value: value in (None, "", "local"),
    # absent is what hides the paths; an empty list shows them
    "maskedpaths": lambda value: value is None,
    "readonlypaths": lambda value: value is None,
}
"""The settings that are allowed for some values. One that stands nowhere here is allowed where it is empty."""
_OPTIONS = {
    "privileged": "--privileged",
    "binds": "-v",
    "mounts": "--mount",
    "pidmode": "--pid",
    "ipcmode": "--ipc",
    "utsmode": "--uts",
    "usernsmode": "--userns",
    "cgroupnsmode": "--cgroupns",
    "capadd": "--cap-add",
    "devices": "--device",
    "devicerequests": "--gpus",
    "securityopt": "--security-opt",
    "runtime": "--runtime",
    "logconfig": "--log-driver",
    "sysctls": "--sysctl",
    "volumedriver": "--volume-driver",
    "cgroupparent": "--cgroup-parent",
    "maskedpaths": "--security-opt",
    "readonlypaths": "--security-opt",
}
"""How a setting is typed."""


class Log:
    """The requests in a file, which ends at LARGEST bytes."""

    def __init__(self, path: Path) -> None:
        self._one = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def note(self, method: str, uri: str, body: bytes, refused: str) -> None:
        """Write one request down."""
        said = {"time": time.time_ns(), "method": method, "uri": uri, "refused": refused}
        line = json.dumps(said | {"body": body[:_KEPT_BODY].decode(errors="replace")})
        with self._one:
            if self._file.tell() + len(line) < LARGEST:
                self._file.write(line + "\n")
                self._file.flush()


def answer(path: str, content: bytes, log: Log) -> dict[str, object]:
    """Return what the engine is told when it asks at `path`."""
    if path == "/Plugin.Activate":
        return {"Implements": ["authz"]}
    if path != "/AuthZPlugin.AuthZReq":
        return {"Allow": True}
    asked = json.loads(content)
    method, uri = asked.get("RequestMethod", ""), asked.get("RequestUri", "")
    body = base64.b64decode(asked.get("RequestBody") or "")
    refused = refusal(method, uri, body)
    log.note(method, uri, body, refused)
    return {"Allow": not refused, "Msg": f"채점용 실습실에서는 {refused}" if refused else ""}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        """Answer one question of the engine's."""
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = json.dumps(answer(self.path, content, self.server.log)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.docker.plugins.v1.1+json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Say nothing: the log is a file."""

    def address_string(self) -> str:
        """Name whoever asks; a UNIX socket's other end has no name."""
        return "engine"


class _Server(ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, socket: Path, log: Log) -> None:
        socket.unlink(missing_ok=True)
        super().__init__(str(socket), _Handler)
        socket.chmod(0o666)  # the engine's user is not ours
        self.log = log


def main(arguments: list[str]) -> None:
    """Answer until the container ends."""
    folder = Path(arguments[0])
    servers = [_Server(folder / f"{name}.sock", Log(folder / f"{name}.jsonl")) for name in COMPUTERS]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    watch(DISKS, folder / FULL)
    threading.Event().wait()


def watch(disks: Path, full: Path, most: int = DISK, every: float = _LOOK_EVERY) -> None:
    """Return once what stands below `disks` has grown by more than `most` bytes, and `full` says so."""
    first = _used(disks)
    while _used(disks) - first <= most:
        time.sleep(every)  # nothing tells of a volume that grows
    full.touch()


def _used(disks: Path) -> int:
    """Return the bytes that the files take; what goes away meanwhile counts or not."""
    done = subprocess.run(["du", "-s", "--block-size=1", disks], capture_output=True, text=True, check=False)
    return int(done.stdout.split()[0])


def requests(log: Path) -> Iterator[dict[str, Any]]:
    """Read the log, the oldest request first."""
    with log.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main(sys.argv[1:])
