"""Finding the further facts that checks ask for, on the real engines, disks and the Hub.

Knows each probe's kind (`helpers.exercise.probes` makes them and reads them). A missing subject is a fact, never an
error. What an image holds never changes, so such facts are remembered by the image's id.
"""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata import tarfiles
from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Computer, DockerState, Fact, Probe
from helpers.world import environment, hidden_containers, hub, other_computer
from helpers.world.environment import unheard
from helpers.world.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from helpers.world.computers import Computers
    from helpers.world.engine import Engine

ABSENT = Fact(found=False)
_SSH_ABSENT = 44
_HTTP_SECONDS = 3
_VM_KERNEL = Path("/opt/vm/vmlinuz")
_BOOT_SECONDS = 120
"""A virtual machine without the processor's help starts slowly on a busy computer."""


class Prober:
    """Finds facts; keeps what it learned of images in `remembered`, from one check to the next.

    With `hasty`, an image that does not end within so many seconds is not run a second time.
    """

    def __init__(
        self, computers: Computers, remembered: dict[tuple[str, str, str], Fact], hasty: float | None = None
    ) -> None:
        self._computers = computers
        self._remembered = remembered
        self._hasty = hasty

    def gather(
        self, probes: Iterable[Probe], states: Mapping[Computer, DockerState], folder: Path
    ) -> dict[Probe, Fact]:
        """The fact of each probe, keyed by the probe as it was written; `folder` is where the exercise is worked on."""
        asked = tuple(dict.fromkeys(probes))

        def find(probe: Probe) -> Fact:
            return self._find(probe, states[probe.computer], folder)

        slow = [probe for probe in asked if not self._at_hand(probe, states[probe.computer])]
        if len(slow) < 2:  # noqa: PLR2004 - starting threads takes longer than facts that are at hand
            return {probe: find(probe) for probe in asked}
        with ThreadPoolExecutor(max_workers=min(4, len(slow))) as pool:
            found = dict(zip(slow, pool.map(find, slow), strict=True))
        return {probe: found[probe] if probe in found else find(probe) for probe in asked}

    def _at_hand(self, probe: Probe, state: DockerState) -> bool:
        """Whether a fact is found without asking an engine or a network: a file of this computer, an image known."""
        if probe.kind in _OF_IMAGES:
            image = _image_id(hub.fill_in(probe.subject), state)
            return image is None or (probe.kind, image, hub.fill_in(probe.detail)) in self._remembered
        return probe.kind == "hub-user" or (probe.kind == "file" and probe.computer is Computer.MINE)

    def costs(self, probe: Probe, state: DockerState) -> bool:
        """Whether finding the fact takes a hidden container: it is about what an image holds, and not yet known."""
        image = _image_id(hub.fill_in(probe.subject), state) if probe.kind in _HIDDEN else None
        return image is not None and (probe.kind, image, hub.fill_in(probe.detail)) not in self._remembered

    def _find(self, probe: Probe, state: DockerState, folder: Path) -> Fact:
        subject, detail = hub.fill_in(probe.subject), hub.fill_in(probe.detail)
        try:
            if probe.kind in _OF_IMAGES:
                return self._of_image(probe, subject, detail, state)
            if probe.kind in _OF_ENGINES:
                return _OF_ENGINES[probe.kind](self._computers.on(probe.computer), subject, detail)
            if probe.kind in ("file", "tar"):
                return _of_disk(probe, subject, detail, folder)
            return _ELSEWHERE[probe.kind](subject, probe.computer)
        except Refused as refusal:
            if refusal.status == 404:  # noqa: PLR2004 - HTTP's own
                return ABSENT
            raise

    def _of_image(self, probe: Probe, subject: str, detail: str, state: DockerState) -> Fact:
        image = _image_id(subject, state)
        if image is None:
            return ABSENT
        key = (probe.kind, image, detail)
        if key not in self._remembered:
            engine = self._computers.on(probe.computer)
            with hidden_containers.ours() if probe.kind in _HIDDEN else nullcontext():
                if probe.kind == "run":
                    fact = hidden_containers.run(engine, image, detail, self._hasty or hidden_containers.SECONDS)
                else:
                    fact = _OF_IMAGES[probe.kind](engine, image, detail)
            if fact.code == hidden_containers.TOO_LONG and self._hasty is None:
                return fact
            self._remembered[key] = fact
        return self._remembered[key]


def _image_id(subject: str, state: DockerState) -> str | None:
    wanted = familiar(subject)
    for image in state.images:
        if wanted in image.tags or image.id == subject or wanted in image.digests:
            return image.id
    return None


def _image_inspect(engine: Engine, image: str, _detail: str) -> Fact:
    return Fact(found=True, text=json.dumps(engine.get(f"/images/{image}/json")))


def _image_history(engine: Engine, image: str, _detail: str) -> Fact:
    return Fact(found=True, text=json.dumps(engine.get(f"/images/{image}/history")))


def _image_file(engine: Engine, image: str, path: str) -> Fact:
    with hidden_containers.container(engine, image, None, entrypoint="lab-never-started") as container:
        return _container_file(engine, container, path)


def _container_inspect(engine: Engine, name: str, _detail: str) -> Fact:
    return Fact(found=True, text=json.dumps(engine.get(f"/containers/{name}/json")))


def _container_logs(engine: Engine, name: str, _detail: str) -> Fact:
    code = engine.get(f"/containers/{name}/json")["State"]["ExitCode"]
    return Fact(found=True, text=hidden_containers.logs(engine, name), code=code)


def _container_file(engine: Engine, name: str, path: str) -> Fact:
    try:
        return tarfiles.entry(engine.fetch(f"/containers/{name}/archive", path=path))
    except Refused as refusal:
        if refusal.status == 404:  # noqa: PLR2004 - HTTP's own
            return ABSENT
        raise


def _server_version(engine: Engine, _subject: str, _detail: str) -> Fact:
    return Fact(found=True, text=engine.get("/version")["Version"])


def _client_version(engine: Engine, _subject: str, _detail: str) -> Fact:
    asked = ["docker", "version", "--format", "{{.Client.Version}}"]
    return _said(asked if engine.computer is Computer.MINE else ["ssh", "other", *asked])


def _kernel(engine: Engine, _subject: str, _detail: str) -> Fact:
    return Fact(found=True, text=engine.get("/info")["KernelVersion"])


def _host_name(engine: Engine, _subject: str, _detail: str) -> Fact:
    return Fact(found=True, text=engine.get("/info")["Name"])


def _vm_kernel() -> Fact:
    """The version of the virtual machine's kernel: a PC's kernel file says it itself, any other is booted and asked."""
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


def _http(url: str, _computer: Computer) -> Fact:
    try:
        with urllib.request.urlopen(url, timeout=_HTTP_SECONDS) as answer:  # noqa: S310 - an author's URL
            return Fact(found=True, text=tarfiles.cut(answer.read(tarfiles.LIMIT)), code=answer.status)
    except urllib.error.HTTPError as error:
        return Fact(found=True, text=tarfiles.cut(error.read(tarfiles.LIMIT)), code=error.code)
    except (OSError, ValueError):
        return ABSENT


def _of_disk(probe: Probe, path: str, place: str, folder: Path) -> Fact:
    if probe.computer is Computer.OTHER:
        return _of_other_disk(probe.kind, path)
    root = {"work": folder, "home": Path.home(), "usb": environment.usb()}[place]
    file = root / path
    if not file.exists():
        return ABSENT
    if file.is_dir():
        return tarfiles.describe(kind="folder", entries=[item.name for item in file.iterdir()])
    if not file.is_file():  # a pipe would keep its reader for ever
        return ABSENT
    if probe.kind == "file":
        return tarfiles.describe(kind="file", content=file.read_bytes())
    with file.open("rb") as stream:
        return tarfiles.tar_fact(stream, file.stat().st_size)


def _of_other_disk(kind: str, path: str) -> Fact:
    """The same of the other computer's home, which is only reached over SSH: as one tar stream."""
    script = f'cd && [ -e "$1" ] || exit {_SSH_ABSENT}; exec tar -chf - -- "$1"'
    done = other_computer.ask(f"sh -c {other_computer.quoted(script)} sh {other_computer.quoted(path)}")
    if done.returncode == _SSH_ABSENT:
        return ABSENT
    done.check_returncode()
    return tarfiles.file_fact(done.stdout) if kind == "file" else tarfiles.tar_in_tar(done.stdout)


_OF_IMAGES: dict[str, Callable[[Engine, str, str], Fact]] = {
    "image-inspect": _image_inspect,
    "image-history": _image_history,
    "image-file": _image_file,
    "run": hidden_containers.run,
}
_HIDDEN = ("image-file", "run")
_OF_ENGINES: dict[str, Callable[[Engine, str, str], Fact]] = {
    "container-inspect": _container_inspect,
    "container-logs": _container_logs,
    "container-file": _container_file,
    "server-version": _server_version,
    "client-version": _client_version,
    "kernel": _kernel,
    "host-name": _host_name,
}
_ELSEWHERE: dict[str, Callable[[str, Computer], Fact]] = {
    "http": _http,
    "hub-manifest": lambda subject, _computer: hub.manifest(subject),
    "hub-login": lambda _subject, computer: hub.login(computer),
    "hub-user": lambda _subject, _computer: hub.user(),
    "vm-kernel": lambda _subject, _computer: _vm_kernel(),
}
