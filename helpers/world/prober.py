"""Find the further facts that checks ask for, on the real engines, disks and the Hub: one handler a kind of probe.

`helpers.exercise.probes` makes the probes and reads what is found. A missing subject is a fact, never an error. What an
image holds never changes, so such facts are remembered by the image's id.
"""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from helpers.dockerdata import tarfiles
from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import TOO_LONG, Computer, DockerState, Fact, Probe, ProbeKind
from helpers.dockerdata.units import MIB
from helpers.world import confined, environment, hidden_containers, hub, other_computer, other_disk
from helpers.world.environment import unheard
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from helpers.world.computers import Computers
    from helpers.world.engine import Engine

    Handler: TypeAlias = Callable[["Request"], Fact]
    Remembered: TypeAlias = dict[tuple[ProbeKind, str, str], Fact]

ABSENT = Fact(found=False)
_SSH_ABSENT = 44
_HTTP_SECONDS = 3
_VM_KERNEL = Path("/opt/vm/vmlinuz")
_LARGEST = 512 * MIB
"""Bytes of a file that are read: it may be as large as its disk."""
_BOOT_SECONDS = 120
"""A virtual machine without the processor's help starts slowly on a busy computer."""
_AT_ONCE = 4
"""So many facts are found at a time."""
TRIES = 2
"""A busy computer is slow once; an image that never ends is so each time."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One probe, ready to be asked: the account filled in, and what its handler may need.

    `folder` is where the exercise is worked on; an image is run for `seconds` at most.
    """

    computers: Computers
    computer: Computer
    subject: str
    detail: str
    folder: Path
    seconds: float

    @property
    def engine(self) -> Engine:
        """Return the engine of the probe's computer."""
        return self.computers.on(self.computer)


class Prober:
    """Finds facts; keeps what it learned of images from one check to the next.

    With `hasty`, an image is run for so many seconds at most, and not again after `TRIES` times without an end.
    """

    def __init__(self, computers: Computers, hasty: float | None = None) -> None:
        self._computers = computers
        self._remembered: Remembered = {}
        self._hasty = hasty

    def gather(
        self, probes: Iterable[Probe], states: Mapping[Computer, DockerState], folder: Path
    ) -> dict[Probe, Fact]:
        """Find the fact of each probe, keyed by the probe as it was written.

        `folder` is where the exercise is worked on.
        """
        asked = tuple(dict.fromkeys(probes))

        def find(probe: Probe) -> Fact:
            return self._find(probe, states[probe.computer], folder)

        slow = [probe for probe in asked if not self._at_hand(probe, states[probe.computer])]
        if slow[1:]:  # to start threads for one takes longer than it does
            with ThreadPoolExecutor(max_workers=min(_AT_ONCE, len(slow))) as pool:
                found = dict(zip(slow, pool.map(find, slow), strict=True))
        else:
            found = {}
        return {probe: found[probe] if probe in found else find(probe) for probe in asked}

    def costs(self, probe: Probe, state: DockerState) -> bool:
        """Return whether finding the fact takes a hidden container: about what an image holds, and not yet known."""
        image = _image_id(hub.fill_in(probe.subject), state) if probe.kind.hidden else None
        return image is not None and self._key(probe, image) not in self._remembered

    def _at_hand(self, probe: Probe, state: DockerState) -> bool:
        """Return whether a fact is found without asking an engine or a network."""
        if probe.kind.of_image:
            image = _image_id(hub.fill_in(probe.subject), state)
            return image is None or self._key(probe, image) in self._remembered
        return probe.kind is ProbeKind.HUB_USER or (probe.kind is ProbeKind.FILE and probe.computer is Computer.MINE)

    def _find(self, probe: Probe, state: DockerState, folder: Path) -> Fact:
        request = Request(
            computers=self._computers,
            computer=probe.computer,
            subject=hub.fill_in(probe.subject),
            detail=hub.fill_in(probe.detail),
            folder=folder,
            seconds=self._hasty or hidden_containers.SECONDS,
        )
        try:
            return self._of_image(probe, request, state) if probe.kind.of_image else HANDLERS[probe.kind](request)
        except EngineRefused as refusal:
            if refusal.missing:
                return ABSENT
            raise

    def _of_image(self, probe: Probe, request: Request, state: DockerState) -> Fact:
        image = _image_id(request.subject, state)
        if image is None:
            return ABSENT
        key = self._key(probe, image)
        if key in self._remembered:
            return self._remembered[key]
        fact = ABSENT
        for _ in range(1 if self._hasty is None else TRIES):
            with hidden_containers.our_turn() if probe.kind.hidden else nullcontext():
                fact = HANDLERS[probe.kind](replace(request, subject=image))
            if fact.code != TOO_LONG:
                break
        if fact.code != TOO_LONG or self._hasty is not None:
            self._remembered[key] = fact
        return fact

    @staticmethod
    def _key(probe: Probe, image: str) -> tuple[ProbeKind, str, str]:
        return probe.kind, image, hub.fill_in(probe.detail)


def _image_id(subject: str, state: DockerState) -> str | None:
    wanted = familiar(subject)
    for image in state.images:
        if wanted in image.tags or image.id == subject or wanted in image.digests:
            return image.id
    return None


def _image_inspect(asked: Request) -> Fact:
    return Fact(found=True, text=json.dumps(asked.engine.get(f"/images/{asked.subject}/json")))


def _image_history(asked: Request) -> Fact:
    return Fact(found=True, text=json.dumps(asked.engine.get(f"/images/{asked.subject}/history")))


def _image_file(asked: Request) -> Fact:
    with hidden_containers.container(asked.engine, asked.subject, None, entrypoint="lab-never-started") as container:
        return _container_file(replace(asked, subject=container))


def _image_text(asked: Request) -> Fact:
    with asked.engine.stream(f"/images/{asked.subject}/get") as saved:
        places = tarfiles.secret_places(saved, asked.detail.encode())
    return Fact(found=True, text=json.dumps(places, ensure_ascii=False))


def _served(asked: Request) -> Fact:
    return hidden_containers.served(asked.engine, asked.subject, asked.detail, asked.seconds)


def _run(asked: Request) -> Fact:
    return hidden_containers.run(asked.engine, asked.subject, asked.detail, asked.seconds)


def _image_base(asked: Request) -> Fact:
    """Compare an image's lowest layers with those of a public image, of others, and of what stands here."""
    image = asked.engine.get(f"/images/{asked.subject}/json")

    def lies_below(layers: tuple[str, ...]) -> bool:
        return bool(layers) and layers == _layers(image)[: len(layers)]

    def served(name: str) -> tuple[str, ...]:
        return hub.public_layers(name, image.get("Architecture") or "")

    base = served(asked.detail)
    found: dict[str, object] = {"served": lies_below(base) if base else None}
    # Some stand-ins stand on another one's layers: then the highest counts.
    if not found["served"] or hub.STAND_IN in (image["Config"].get("Labels") or {}):
        public = {name: layers for name in hub.PUBLIC if lies_below(layers := served(name))}
        if not found["served"] or any(len(layers) > len(base) for layers in public.values()):
            names = sorted(public, key=lambda name: -len(public[name]))
            found = {"served": found["served"] and False, "public": names, "below": _below(asked.engine, lies_below)}
    return Fact(found=True, text=json.dumps(found))


def _below(engine: Engine, lies_below: Callable[[tuple[str, ...]], bool]) -> list[str]:
    found: dict[str, int] = {}
    for listed in engine.get("/images/json"):
        with suppress(EngineRefused):  # it may have been removed meanwhile
            layers = _layers(engine.get(f"/images/{listed['Id']}/json"))
            if lies_below(layers):
                found[listed["Id"]] = len(layers)
    return sorted(found, key=lambda id: -found[id])


def _layers(image: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple((image.get("RootFS") or {}).get("Layers") or ())


def _container_inspect(asked: Request) -> Fact:
    return Fact(found=True, text=json.dumps(asked.engine.get(f"/containers/{asked.subject}/json")))


def _failed_starts(asked: Request) -> Fact:
    found: dict[str, str] = {}
    for listed in asked.engine.get("/containers/json", all=1, filters=json.dumps({"status": ["created"]})):
        with suppress(EngineRefused):  # it may have been removed meanwhile
            made = asked.engine.get(f"/containers/{listed['Id']}/json")
            found |= {made["Name"].lstrip("/"): error} if (error := made["State"]["Error"]) else {}
    return Fact(found=True, text=json.dumps(found))


def _container_logs(asked: Request) -> Fact:
    code = asked.engine.get(f"/containers/{asked.subject}/json")["State"]["ExitCode"]
    return Fact(found=True, text=hidden_containers.logs(asked.engine, asked.subject), code=code)


def _container_file(asked: Request) -> Fact:
    try:
        return tarfiles.entry(asked.engine.fetch(f"/containers/{asked.subject}/archive", path=asked.detail))
    except EngineRefused as refusal:
        if refusal.missing:
            return ABSENT
        raise


def _container_page(asked: Request) -> Fact:
    if not asked.engine.get(f"/containers/{asked.subject}/json")["State"]["Running"]:
        return ABSENT
    with hidden_containers.our_turn():
        return hidden_containers.page(asked.engine, asked.subject, "localhost", asked.detail, _HTTP_SECONDS)


def _volume_file(asked: Request) -> Fact:
    """Read out of a volume through a container that is never started; any image will do for it."""
    asked.engine.get(f"/volumes/{asked.subject}")  # a container would make it
    image = next((image["Id"] for image in asked.engine.get("/images/json")), None)
    if image is None:
        return ABSENT
    with (
        hidden_containers.our_turn(),
        hidden_containers.container(
            asked.engine, image, None, entrypoint="lab-never-started", volume=asked.subject
        ) as container,
    ):
        return _container_file(replace(asked, subject=container, detail=f"{hidden_containers.VOLUME}/{asked.detail}"))


def _server_version(asked: Request) -> Fact:
    return Fact(found=True, text=asked.engine.get("/version")["Version"])


def _server_parts(asked: Request) -> Fact:
    return Fact(found=True, text=json.dumps(asked.engine.get("/version")))


def _client_version(asked: Request) -> Fact:
    command = ["docker", "version", "--format", "{{.Client.Version}}"]
    return _said(command if asked.computer is Computer.MINE else ["ssh", "other", *command])


def _kernel(asked: Request) -> Fact:
    return Fact(found=True, text=asked.engine.get("/info")["KernelVersion"])


def _host_name(asked: Request) -> Fact:
    return Fact(found=True, text=asked.engine.get("/info")["Name"])


def _vm_kernel(_asked: Request) -> Fact:
    """Find the version of the virtual machine's kernel: a PC's kernel file says it, any other is booted and asked."""
    try:
        content = _VM_KERNEL.read_bytes()
    except OSError:
        return ABSENT
    if content[0x202:0x206] != b"HdrS":
        return _said(["boot-vm", "uname", "-r"], seconds=_BOOT_SECONDS)
    at = int.from_bytes(content[0x20E:0x210], "little") + 0x200
    return Fact(found=True, text=content[at : at + 128].split()[0].decode())


def _said(command: list[str], seconds: float = 20) -> Fact:
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False, env=unheard()
        )
    except OSError:
        return ABSENT
    return Fact(found=bool(done.stdout.strip()), text=tarfiles.cut(done.stdout).strip(), code=done.returncode)


def _http(asked: Request) -> Fact:
    try:
        with urllib.request.urlopen(asked.subject, timeout=_HTTP_SECONDS) as answer:
            return Fact(found=True, text=tarfiles.cut(answer.read(tarfiles.LIMIT)), code=answer.status)
    except urllib.error.HTTPError as error:
        return Fact(found=True, text=tarfiles.cut(error.read(tarfiles.LIMIT)), code=error.code)
    except (OSError, ValueError):
        return ABSENT


def _http_between(asked: Request) -> Fact:
    """Call one container from another, where they share a network that knows names: elsewhere nobody would answer."""
    server, port = asked.detail.split(":")
    both = [asked.engine.get(f"/containers/{name}/json") for name in (asked.subject, server)]
    shared = set.intersection(*(set(found["NetworkSettings"]["Networks"]) for found in both)) - {"bridge"}
    if not shared or not all(found["State"]["Running"] for found in both):
        return ABSENT
    with hidden_containers.our_turn():
        return hidden_containers.page(asked.engine, asked.subject, server, port, _HTTP_SECONDS)


def _file(asked: Request) -> Fact:
    if asked.computer is Computer.OTHER and not environment.other_disk():
        return _from_other_disk(asked.subject, tarfiles.file_fact)
    written = _path(asked)
    with _reachable(written) as path:
        if path is None or path.is_dir():
            return _folder(path)
        with path.open("rb") as file:
            return tarfiles.describe(kind="file", content=file.read(_LARGEST), link=_link(written))


def _tar(asked: Request) -> Fact:
    if asked.computer is Computer.OTHER and not environment.other_disk():
        return _from_other_disk(asked.subject, tarfiles.tar_in_tar)
    written = _path(asked)
    with _reachable(written) as path:
        if path is None or path.is_dir():
            return _folder(path)
        with path.open("rb") as stream:
            return tarfiles.tar_fact(stream, path.stat().st_size, _link(written))


def _path(asked: Request) -> Path:
    disk = environment.other_disk()
    if asked.computer is Computer.OTHER and disk:
        return other_disk.home(disk) / asked.subject
    root = {"work": asked.folder, "home": environment.learner_home(), "usb": environment.usb()}[asked.detail]
    return root / asked.subject


@contextmanager
def _reachable(path: Path) -> Iterator[Path | None]:
    """Give the file or folder that is meant; None where there is neither: a pipe would keep its reader for ever."""
    disks = (environment.usb(), environment.other_disk(), environment.learner_home())
    root = next((disk for disk in disks if disk and path.is_relative_to(disk)), None)
    with confined.found(root, path) if root and environment.is_examined() else nullcontext(path) as found:
        yield found if found and (found.is_dir() or found.is_file()) else None


def _link(path: Path) -> str:
    return str(path.readlink()) if path.is_symlink() else ""


def _folder(path: Path | None) -> Fact:
    if path is None:
        return ABSENT
    changed = 0
    for found in (path, *path.rglob("*")):
        with suppress(OSError):  # gone meanwhile
            changed = max(changed, found.lstat().st_ctime_ns)
    return tarfiles.describe(kind="folder", entries=[item.name for item in path.iterdir()], changed=changed)


def _ftp_uploads(_asked: Request) -> Fact:
    return Fact(found=True, text=json.dumps(other_computer.ftp_uploads(environment.ftp_log())))


def _whereabouts(_asked: Request) -> Fact:
    disk = environment.other_disk()
    return Fact(found=True, text=json.dumps(other_disk.whereabouts(disk) if disk else other_computer.whereabouts()))


def _from_other_disk(path: str, read: Callable[[bytes], Fact]) -> Fact:
    """Read a path of the other computer's home, which is only reached over SSH: as one tar stream."""
    script = f'cd && [ -e "$1" ] || exit {_SSH_ABSENT}; exec tar -chf - -- "$1"'
    done = other_computer.ask(f"sh -c {other_computer.quoted(script)} sh {other_computer.quoted(path)}")
    if done.returncode == _SSH_ABSENT:
        return ABSENT
    done.check_returncode()
    return read(done.stdout)


HANDLERS: Mapping[ProbeKind, Handler] = {
    ProbeKind.IMAGE_INSPECT: _image_inspect,
    ProbeKind.IMAGE_HISTORY: _image_history,
    ProbeKind.IMAGE_FILE: _image_file,
    ProbeKind.IMAGE_BASE: _image_base,
    ProbeKind.IMAGE_TEXT: _image_text,
    ProbeKind.SERVED: _served,
    ProbeKind.RUN: _run,
    ProbeKind.FAILED_STARTS: _failed_starts,
    ProbeKind.CONTAINER_INSPECT: _container_inspect,
    ProbeKind.CONTAINER_LOGS: _container_logs,
    ProbeKind.CONTAINER_FILE: _container_file,
    ProbeKind.CONTAINER_PAGE: _container_page,
    ProbeKind.VOLUME_FILE: _volume_file,
    ProbeKind.SERVER_VERSION: _server_version,
    ProbeKind.SERVER_PARTS: _server_parts,
    ProbeKind.CLIENT_VERSION: _client_version,
    ProbeKind.KERNEL: _kernel,
    ProbeKind.HOST_NAME: _host_name,
    ProbeKind.VM_KERNEL: _vm_kernel,
    ProbeKind.FILE: _file,
    ProbeKind.TAR: _tar,
    ProbeKind.HTTP: _http,
    ProbeKind.HTTP_BETWEEN: _http_between,
    ProbeKind.HUB_MANIFEST: lambda asked: hub.manifest(asked.subject),
    ProbeKind.HUB_LOGIN: lambda asked: hub.tried_login(asked.computer),
    ProbeKind.HUB_PUSHED: lambda _asked: Fact(found=True, text=json.dumps(hub.pushed())),
    ProbeKind.LOGIN_COPIES: lambda asked: hub.copies(asked.computer, asked.folder),
    ProbeKind.WHEREABOUTS: _whereabouts,
    ProbeKind.FTP_UPLOADS: _ftp_uploads,
    ProbeKind.HUB_USER: lambda _asked: hub.user(),
}
"""What finds the fact of each kind; of an image's kinds, `subject` is the image's id."""
