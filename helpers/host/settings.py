"""What one lab keeps between starts, in `state.json` (mode 600), and the folders that it is given.

Knows the file, what may stand in it, the lock of its folder, and the uids and modes that the learner's and the course's
folders need. Not what the values are used for; whose lab it is where a clone was moved or the file spoilt is
`identity`'s, what is laid into the learner's folder `helpers.authoring.deliver`'s.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import importlib
import json
import os
import re
import secrets
import shlex
import shutil
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.host import errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8888
LAST_PORT = 65535
NETS = 256
ANYBODY = 1000  # who the learner is inside the lab where the operator is root
DELIVER = ("/opt/venv/bin/python", "-m", "helpers.authoring.deliver")  # run as the learner, whose files they become
IN_THE_WAY = 3  # helpers.authoring.deliver: something stands where a folder of the learner's belongs
COURSE = ("helpers", "notebooks", "exercises", "solutions")  # what the learner reads in the lab
SOURCES = ("images",)  # what images are made of, with the modes that it has here
_NOBODY = -1
_EASY = "abcdefghkmnpqrstwxyz23456789"  # no letters that are taken for one another


@dataclass(frozen=True, kw_only=True)
class LabPaths:
    """A lab's Compose project, and where it keeps its things: state and logs in `folder`, learner's files in `work`."""

    project: str
    folder: Path
    work: Path

    @property
    def state(self) -> Path:
        """Return the settings' file."""
        return self.folder / "state.json"

    @property
    def logs(self) -> Path:
        """Return the folder where the long steps write all they say."""
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
class SavedLab:
    """What `state.json` says: the lab's values, its Compose project, and the folder that the file was written in.

    The last two are empty in a file of a version that took the project's name from the clone's path.
    """

    settings: Settings
    project: str = ""
    folder: str = ""


class Damaged(Exception):
    """`state.json` is there and cannot be used as it is. `left`: the values in it that can."""

    def __init__(self, left: Mapping[str, Any]) -> None:
        super().__init__("state.json")
        self.left = left


def learner_lab() -> LabPaths:
    """Return the lab of this clone: of the project that its state names, else of the one that follows from its path.

    Whether a clone that was moved or copied may have that project is for `identity` to say.
    """
    paths = LabPaths(project=f"docker-lab-{_mark(str(ROOT))}", folder=ROOT / ".lab", work=ROOT / "work")
    with contextlib.suppress(Damaged, errors.LabError):
        state = read(paths)
        return dataclasses.replace(paths, project=state.project) if state and state.project else paths
    return paths


def load(paths: LabPaths, *, port: int = FIRST_PORT) -> Settings:
    """Return the lab's settings, made and saved at the first call (with `port`). A damaged file is put aside first."""
    try:
        state = read(paths)
    except Damaged:
        put_aside(paths)
        state = None
    if state:
        return state.settings
    made = fresh(paths.project, port=port)
    save(paths, made)
    return made


def read(paths: LabPaths) -> SavedLab | None:
    """Return what the file says; None where there is none. Raises Damaged, or LabError where it cannot be read."""
    try:
        text = paths.state.read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise errors.of_system(error, str(paths.state)) from None
    said = _object(text)
    names = {field.name: field.default is dataclasses.MISSING for field in dataclasses.fields(Settings)}
    left = {name: value for name, value in (said or _lines(text)).items() if fits(name, value)}
    needed = {name for name, must in names.items() if must or name in (said or {})}
    needed |= {name for name in ("project", "folder") if name in (said or {})}
    if said is None or not needed.issubset(left):
        raise Damaged(left)
    values = {name: value for name, value in left.items() if name in names}
    return SavedLab(settings=Settings(**values), project=left.get("project", ""), folder=left.get("folder", ""))


def fits(name: str, value: object) -> bool:
    """Tell whether `value` can be what is kept under `name`."""
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
    """Make settings for a new lab, with secrets of its own."""
    return Settings(
        port=port,
        token=secrets.token_hex(16),
        hub_user="learner",
        hub_password=_password(),
        ftp_password=_password(),
        net=int(_mark(project)[:2], 16),
    )


def new_project() -> str:
    """Make up a Compose project's name that no lab has."""
    return f"docker-lab-{secrets.token_hex(4)}"


def save(paths: LabPaths, settings: Settings) -> None:
    """Write the settings, readable by their owner alone, all or nothing."""
    part = paths.state.with_suffix(".part")
    kept = {"project": paths.project, "folder": str(paths.folder), **dataclasses.asdict(settings)}
    try:
        paths.folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(paths.state)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise errors.of_system(error, str(paths.state)) from None


def put_aside(paths: LabPaths) -> Path:
    """Give the state's file a name that no file has, and return that."""
    names = (paths.folder / f"state.damaged{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    aside = next(name for name in names if not os.path.lexists(name))
    try:
        paths.state.rename(aside)
    except OSError as error:
        raise errors.of_system(error, str(paths.state)) from None
    return aside


def forget(paths: LabPaths) -> None:
    """Remove the state of a lab that is no more; a damaged file is put aside, for whoever wants to look into it."""
    try:
        if read(paths):
            paths.state.unlink()
    except Damaged:
        put_aside(paths)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock while the body runs. Raises LabError where another holds it or we may not write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("a")  # not emptied, which Windows may refuse while another holds it
    except OSError as error:
        raise errors.of_system(error, str(folder)) from None
    with file:
        try:
            if sys.platform == "win32":
                msvcrt = importlib.import_module("msvcrt")
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl = importlib.import_module("fcntl")  # each system has only one of the two
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise errors.busy() from None
        yield


def owner(*, rootless: bool = False) -> tuple[int, int]:
    """Return the uid and gid, in the lab, of the person behind sudo, never of root.

    In the containers of a `rootless` base engine the person is 0 (Docker's and Podman's mapping of users).
    """
    if rootless:
        return 0, 0
    if sys.platform == "win32":
        return ANYBODY, ANYBODY
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        uid, gid = int(os.environ.get("SUDO_UID") or 0), int(os.environ.get("SUDO_GID") or 0)
    return uid or ANYBODY, gid or ANYBODY


def make_own(folder: Path) -> None:
    """Make `folder`, the learner's own even where root runs this."""
    folder.mkdir(parents=True, exist_ok=True)
    if _is_root():
        with contextlib.suppress(OSError):
            shutil.chown(folder, *owner())


def check_folders(paths: LabPaths) -> None:
    """Raise LabError where the lab could not use its folders: before anything is made of them, or in them."""
    found = folder_problem(paths)
    if found:
        raise found


def folder_problem(paths: LabPaths, root: Path = ROOT) -> errors.LabError | None:
    """Return what is wrong with the folders; None where nothing is."""
    work = paths.work
    if work.is_symlink() and not work.exists():
        return errors.work_link_broken(str(work), str(work.readlink()))
    if work.exists() and not work.is_dir():
        return errors.work_is_a_file(str(work))
    if work.exists() and not (_is_root() or os.access(work, os.R_OK | os.W_OK | os.X_OK)):
        return errors.not_writable(str(work))
    return _unreadable(root, COURSE, *owner()) or _unreadable(root, SOURCES, _NOBODY, _NOBODY)


def _object(text: str) -> dict[str, Any] | None:
    """Return the JSON object that `text` is; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _lines(text: str) -> dict[str, Any]:
    """Read what can be of half a file: `save` writes one value a line, and the last line may be half a number."""
    found: dict[str, Any] = {}
    for line in text.split("\n")[:-1]:
        found.update(_object("{" + line.strip().rstrip(",") + "}") or {})
    return found


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]


def _password() -> str:
    return "-".join("".join(secrets.choice(_EASY) for _ in range(4)) for _ in range(3))


def _unreadable(root: Path, names: Iterable[str], uid: int, gid: int) -> errors.LabError | None:
    """Return the error for the first file or folder below `names` that this user may not read."""
    if sys.platform == "win32":
        return None
    for name in names:
        hidden = _first_hidden(root / name, uid, gid)
        if hidden:
            everything = " ".join(shlex.quote(str(root / one)) for one in (*COURSE, *SOURCES))
            return errors.course_unreadable(hidden, everything)
    return None


def _first_hidden(folder: Path, uid: int, gid: int) -> str:
    """Return the first path in `folder` that the user may not read; empty where there is none."""
    for name, folders, files in os.walk(folder):
        path = Path(name)
        folders[:] = [one for one in folders if not one.startswith((".", "__"))]  # caches and checkpoints
        if not _readable(path.stat(), 0o5, uid, gid):
            return name
        for file in map(path.joinpath, files):
            if not (file.is_symlink() or _readable(file.stat(), 0o4, uid, gid)):
                return str(file)
    return ""


def _readable(found: os.stat_result, bits: int, uid: int, gid: int) -> bool:
    """Tell whether the mode gives `bits` (of rwx) to the user: as owner, as one of the group or as anybody."""
    shift = 6 if found.st_uid == uid else 3 if found.st_gid == gid else 0
    return (found.st_mode >> shift) & bits == bits


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
