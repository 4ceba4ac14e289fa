"""Put bystanders beside an exercise, and picture all that its reset, or a file of tests, must leave as it was.

Bystanders are a container, an image, a volume, a network and a file of nobody's: no exercise may touch them.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.lesson.cleanup import published
from helpers.lesson.exercise_folder import folder_of
from helpers.world import environment, hub
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpers.exercise.model import Exercise
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine

NAME = "bystander"
KINDS = 4


class ProofError(AssertionError):
    """What an exercise says of itself does not hold; the text tells its author what happened."""


@dataclass(frozen=True)
class Picture:
    """What stands on both computers, the Hub and the disks, as comparable lines."""

    lines: frozenset[str]
    stock: frozenset[str]
    """Public images as they were pulled: the course's common stock, to which an exercise may add."""

    def differs(self, later: Picture) -> list[str]:
        """List what is gone and what is new since this picture."""
        gone = (self.lines - later.lines) | (self.stock - later.stock)
        new = later.lines - self.lines
        return [f"없어짐: {line}" for line in sorted(gone)] + [f"생김: {line}" for line in sorted(new)]


def picture(computers: Computers, exercise: Exercise) -> Picture:
    """Take a picture of the computers, and of what the exercise may touch elsewhere."""
    lines, stock = _engines(computers)
    lines |= _hub(f"{environment.hub_account()}/{name}" for name in exercise.owns.hub)
    files = _files() - {f"file: {folder_of(exercise)} folder"}  # it stays, empty: a terminal may stand in it
    return Picture(lines=frozenset(lines | files | _files_there() | _login()), stock=frozenset(stock))


def picture_of_all(computers: Computers) -> Picture:
    """Take a picture of the whole lab, but for bystanders, folders as such, and public images as they were pulled."""
    lines, _ = _engines(computers)
    lines |= _hub(hub.pushed()) | _files() | _files_there() | _login()
    passing = re.compile(rf" {NAME}[-:]| folder$|: folder ")
    return Picture(lines=frozenset(line for line in lines if not passing.search(line)), stock=frozenset())


def _engines(computers: Computers) -> tuple[set[str], set[str]]:
    """List what stands on the engines, and apart from it the public images as they were pulled."""
    lines: set[str] = set()
    stock: set[str] = set()
    for computer, engine in computers.engines.items():
        state = engine.snapshot()
        lines |= {f"{computer}: container {c.name} {c.id[:12]} {c.status}" for c in state.containers}
        lines |= {f"{computer}: volume {volume.name}" for volume in state.volumes}
        lines |= {f"{computer}: network {network.name} {network.id[:12]}" for network in state.networks}
        for image in state.images:
            for tag in image.tags or ("<none>:<none>",):
                kept = stock if image.tags and published(image, tag) else lines
                kept.add(f"{computer}: image {tag} {image.id[:19]}")
    return lines, stock


def _hub(images: Iterable[str]) -> set[str]:
    return {f"hub: {image} {hub.manifest(image).text}" for image in images}


def _login() -> set[str]:
    return {f"login {hub.login(Computer.MINE).text}"}


def _files() -> set[str]:
    home = Path.home()
    roots = [entry for entry in home.glob("*") if not entry.name.startswith(".")] + [Path("/media/usb")]
    found = {str(path) for root in roots for path in (root, *root.rglob("*"))}
    return {f"file: {path} {_digest(Path(path))}" for path in found if ".ipynb_checkpoints" not in path}


_THERE = r"""
find . -type f ! -path './.*' -exec sha256sum {} +; find . -type d ! -path './.*' -printf 'folder %p\n'
sed -n 's/.*"auth": *"\(.*\)".*/login \1/p' .docker/config.json 2>/dev/null || true
"""
_ONE_CONNECTION = ("-o", "ControlMaster=auto", "-o", "ControlPath=/tmp/lab-picture-%C", "-o", "ControlPersist=30")


def _files_there() -> set[str]:
    """List the other computer's files and logins; one connection serves many pictures."""
    listed = subprocess.run(
        ["ssh", "-n", *_ONE_CONNECTION, "other", _THERE],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=True,
    )
    return {f"{Computer.OTHER}: {line}" for line in listed.stdout.splitlines()}


def _digest(path: Path) -> str:
    if path.is_dir():
        return "folder"
    if path.exists() and not path.is_file():
        return "special"  # a pipe would keep its reader for ever
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    except OSError:
        return "unreadable"


class Bystanders:
    """A container, an image, a volume and a network on every engine, and a file beside the exercise.

    They are made once and stay from one case to the next; what is missing is made again. `leave` takes them away.
    """

    def __init__(self, computers: Computers) -> None:
        self._computers = computers
        self._engines = computers.engines
        self._made: dict[Computer, frozenset[str]] = {}
        self._seen: tuple[str, Picture] | None = None

    @contextmanager
    def stand(self, beside: Path) -> Iterator[None]:
        """Be there, with a file in the folder `beside`."""
        self._file = beside / f"{NAME}.txt"
        new = [path for path in self._file.parents if not path.exists()]
        beside.mkdir(parents=True, exist_ok=True)
        self._file.write_text("not yours\n")
        for engine in self._engines.values():
            if len(_standing(engine)) < KINDS:
                _remove(engine)
                _make(engine)
        self._made = {computer: _standing(engine) for computer, engine in self._engines.items()}
        try:
            yield
        finally:
            self._file.unlink(missing_ok=True)
            for folder in new:
                if not any(folder.iterdir()):
                    folder.rmdir()

    @contextmanager
    def unchanged(self, exercise: Exercise) -> Iterator[None]:
        """Raise ProofError where the exercise leaves or takes anything. The next case needs one picture less."""
        before = self._seen[1] if self._seen and self._seen[0] == exercise.id else picture(self._computers, exercise)
        self._seen = None
        yield
        after = picture(self._computers, exercise)
        if changed := before.differs(after):
            raise ProofError("\n  ".join(("되돌린 뒤가 시작하기 전과 다릅니다.", *changed)))
        self._seen = (exercise.id, after)

    def leave(self) -> None:
        """Take them all away."""
        for engine in self._engines.values():
            _remove(engine)

    def survive(self, step: str) -> None:
        """Check that all of them are there. Raises ProofError that names what `step` took."""
        gone = {line for computer, made in self._made.items() for line in made - _standing(self._engines[computer])}
        if not self._file.is_file() or self._file.read_text() != "not yours\n":
            gone.add(str(self._file))
        if gone:
            raise ProofError(f"{step}: 문제와 상관없는 것이 없어졌습니다: {sorted(gone)}")


@contextmanager
def present(computers: Computers) -> Iterator[Bystanders]:
    """Have bystanders for some cases, and take them away at the end."""
    bystanders = Bystanders(computers)
    try:
        yield bystanders
    finally:
        bystanders.leave()


def _make(engine: Engine) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(NAME))
    api = engine.api
    api.import_image_from_data(content.getvalue(), repository=NAME, tag="1.0")
    volume = api.create_volume(f"{NAME}-volume")["Name"]
    api.create_network(f"{NAME}-network")
    api.create_container(
        f"{NAME}:1.0",
        ["/nothing"],
        name=f"{NAME}-container",
        host_config=api.create_host_config(binds=[f"{volume}:/data"], network_mode=f"{NAME}-network"),
    )


def _remove(engine: Engine) -> None:
    for call, name in (
        ("remove_container", f"{NAME}-container"),
        ("remove_image", f"{NAME}:1.0"),
        ("remove_volume", f"{NAME}-volume"),
        ("remove_network", f"{NAME}-network"),
    ):
        try:
            with engine.asking():
                getattr(engine.api, call)(name)
        except EngineRefused as refusal:
            if refusal.status != HTTPStatus.NOT_FOUND:
                raise


def _standing(engine: Engine) -> frozenset[str]:
    state = engine.snapshot()
    found = [f"container {c.name} {c.id}" for c in state.containers if c.name.startswith(NAME)]
    found += [f"image {tag} {image.id}" for image in state.images for tag in image.tags if tag.startswith(NAME)]
    found += [f"volume {volume.name}" for volume in state.volumes if volume.name.startswith(NAME)]
    found += [f"network {network.id}" for network in state.networks if network.name.startswith(NAME)]
    return frozenset(found)
