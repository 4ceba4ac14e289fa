"""The learner's folder on their own disk: who owns it, and how the course comes into it.

Knows uids. What is laid, and what is never overwritten, is `helpers.deliver`'s.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ANYBODY = 1000  # who the learner is inside the lab where the operator is root
DELIVER = ("/opt/venv/bin/python", "-m", "helpers.deliver")  # run as the learner, so that the files are theirs


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
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with contextlib.suppress(OSError):
            shutil.chown(folder, *owner())
