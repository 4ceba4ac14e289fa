"""What one lab keeps between starts: its names, its secrets and its choices, in `state.json` (mode 600).

Knows the file, how it is first made and what may stand in it; not what the values are used for, nor whose they are
where the clone was moved or the file is spoilt (`identity`).
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.host import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8888
NETS = 256
LAST_PORT = 65535

_EASY = "abcdefghkmnpqrstwxyz23456789"  # no letters that are taken for one another


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a lab keeps its things. `folder` holds state and logs, `work` the learner's files."""

    project: str
    folder: Path
    work: Path

    @property
    def state(self) -> Path:
        """The settings' file."""
        return self.folder / "state.json"

    @property
    def logs(self) -> Path:
        """Where the long steps write all they say."""
        return self.folder / "log"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The values of one lab. The passwords are typed by hand from the screen, so they are short and plain.

    `net` numbers the network between the computers and the practice Hub, one of NETS on this computer.
    `learner` and `secret` are what personal exercises follow from; empty, the account on the practice Hub decides.
    """

    port: int
    token: str
    hub_user: str
    hub_password: str
    ftp_password: str
    net: int = 0
    privileged: bool = False
    learner: str = ""
    secret: str = ""


@dataclass(frozen=True, kw_only=True)
class State:
    """What `state.json` says: the lab's values, its Compose project, and the folder that the file was written in.

    The last two are empty in a file of a version that took the project's name from the clone's path.
    """

    settings: Settings
    project: str = ""
    folder: str = ""


class Damaged(Exception):  # noqa: N818 - whoever meets it goes on with what is left
    """`state.json` is there and cannot be used as it is. `left`: the values in it that can."""

    def __init__(self, left: Mapping[str, Any]) -> None:
        super().__init__("state.json")
        self.left = left


def learner_lab() -> Place:
    """The lab of this clone: under the project that its state names, else under the one that follows from its path.

    Whether a clone that was moved or copied may have that project is for `identity` to say.
    """
    place = Place(project=f"docker-lab-{_mark(str(ROOT))}", folder=ROOT / ".lab", work=ROOT / "work")
    with contextlib.suppress(Damaged, errors.LabError):
        state = read(place)
        return dataclasses.replace(place, project=state.project) if state and state.project else place
    return place


def load(place: Place, *, port: int = FIRST_PORT) -> Settings:
    """The lab's settings; made and saved at the first call (with `port`). A damaged file is put aside first."""
    try:
        state = read(place)
    except Damaged:
        put_aside(place)
        state = None
    if state:
        return state.settings
    made = fresh(place.project, port=port)
    save(place, made)
    return made


def read(place: Place) -> State | None:
    """What the file says; None where there is none. Raises Damaged, or LabError where it cannot be read at all."""
    try:
        text = place.state.read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise errors.of_system(error, str(place.state)) from None
    said = _object(text)
    names = {field.name: field.default is dataclasses.MISSING for field in dataclasses.fields(Settings)}
    left = {name: value for name, value in (said or _lines(text)).items() if fits(name, value)}
    needed = {name for name, must in names.items() if must or name in (said or {})}
    needed |= {name for name in ("project", "folder") if name in (said or {})}
    if said is None or not needed.issubset(left):
        raise Damaged(left)
    values = {name: value for name, value in left.items() if name in names}
    return State(settings=Settings(**values), project=left.get("project", ""), folder=left.get("folder", ""))


def fits(name: str, value: object) -> bool:
    """Whether `value` can be what is kept under `name`."""
    if name == "port":
        return type(value) is int and 1 <= value <= LAST_PORT
    if name == "net":
        return type(value) is int and 0 <= value < NETS
    if name == "privileged":
        return isinstance(value, bool)
    if name == "project":
        return isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value) is not None
    if name in {"learner", "secret", "folder"}:
        return isinstance(value, str) and "\0" not in value
    typed = {"token", "hub_user", "hub_password", "ftp_password"}
    return name in typed and isinstance(value, str) and value != "" and value.isprintable()


def fresh(project: str, *, port: int = FIRST_PORT) -> Settings:
    """Settings for a new lab, with secrets of its own."""
    return Settings(
        port=port,
        token=secrets.token_hex(16),
        hub_user="learner",
        hub_password=_password(),
        ftp_password=_password(),
        net=int(_mark(project)[:2], 16),
    )


def new_project() -> str:
    """A Compose project's name that no lab has."""
    return f"docker-lab-{secrets.token_hex(4)}"


def save(place: Place, settings: Settings) -> None:
    """Write the settings, readable by their owner alone, all or nothing."""
    part = place.state.with_suffix(".part")
    kept = {"project": place.project, "folder": str(place.folder), **dataclasses.asdict(settings)}
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place.state)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise errors.of_system(error, str(place.state)) from None


def put_aside(place: Place) -> Path:
    """Give the state's file another name, that no file has; the name."""
    names = (place.folder / f"state.damaged{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    aside = next(name for name in names if not os.path.lexists(name))
    try:
        place.state.rename(aside)
    except OSError as error:
        raise errors.of_system(error, str(place.state)) from None
    return aside


def forget(place: Place) -> None:
    """Remove the state of a lab that is no more; a damaged file is put aside, for whoever wants to look into it."""
    try:
        if read(place):
            place.state.unlink()
    except Damaged:
        put_aside(place)


def _object(text: str) -> dict[str, Any] | None:
    """The JSON object that `text` is; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(text: str) -> dict[str, Any]:
    """What can be read of half a file: `save` writes one value a line, and the last line may be half a number."""
    found: dict[str, Any] = {}
    for line in text.split("\n")[:-1]:
        found.update(_object("{" + line.strip().rstrip(",") + "}") or {})
    return found


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]


def _password() -> str:
    return "-".join("".join(secrets.choice(_EASY) for _ in range(4)) for _ in range(3))
