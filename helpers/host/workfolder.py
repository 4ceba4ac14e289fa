"""The folders that the lab is given: the learner's own, and the course that they read.

Knows uids and modes. What is laid into the learner's, and what is never overwritten, is `helpers.authoring.deliver`'s.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.host import errors
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.host.settings import Place

ANYBODY = 1000  # who the learner is inside the lab where the operator is root
DELIVER = (
    "/opt/venv/bin/python",
    "-m",
    "helpers.authoring.deliver",
)  # run as the learner, so that the files are theirs
IN_THE_WAY = 3  # helpers.authoring.deliver: something stands where a folder of the learner's belongs
COURSE = ("helpers", "notebooks", "exercises", "solutions")  # what the learner reads in the lab
SOURCES = ("images",)  # what images are made of, with the modes that it has here
_NOBODY = -1


def owner(*, rootless: bool = False) -> tuple[int, int]:
    """The uid and gid, in the lab, of the person behind sudo, never of root.

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


def own(folder: Path) -> None:
    """Make `folder`, the learner's own even where root runs this."""
    folder.mkdir(parents=True, exist_ok=True)
    if _is_root():
        with contextlib.suppress(OSError):
            shutil.chown(folder, *owner())


def check(place: Place) -> None:
    """Raise LabError where the lab could not use its folders: before anything is made of them, or in them."""
    found = problem(place)
    if found:
        raise found


def problem(place: Place, root: Path = ROOT) -> errors.LabError | None:
    """What is wrong with the folders; None where nothing is."""
    work = place.work
    if work.is_symlink() and not work.exists():
        return errors.dangling(str(work), str(work.readlink()))
    if work.exists() and not work.is_dir():
        return errors.no_folder(str(work))
    if work.exists() and not (_is_root() or os.access(work, os.R_OK | os.W_OK | os.X_OK)):
        return errors.not_ours(str(work))
    return _unreadable(root, COURSE, *owner()) or _unreadable(root, SOURCES, _NOBODY, _NOBODY)


def _unreadable(root: Path, names: Iterable[str], uid: int, gid: int) -> errors.LabError | None:
    """The error for the first file or folder below `names` that this user may not read."""
    if sys.platform == "win32":
        return None
    for name in names:
        hidden = _first_hidden(root / name, uid, gid)
        if hidden:
            everything = " ".join(shlex.quote(str(root / one)) for one in (*COURSE, *SOURCES))
            return errors.hidden_from_learner(hidden, everything)
    return None


def _first_hidden(folder: Path, uid: int, gid: int) -> str:
    """The first path in `folder` that the user may not read; empty where there is none."""
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
    """Whether the mode gives `bits` (of rwx) to the user: as owner, as one of the group or as anybody."""
    shift = 6 if found.st_uid == uid else 3 if found.st_gid == gid else 0
    return (found.st_mode >> shift) & bits == bits


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
