"""Find out what stands behind an engine's address: asked of the system, before any question to the engine."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

QUICK = 1.0
"""Seconds that a connection may take."""


class Behind(StrEnum):
    """What stands behind an address."""

    NOTHING = "nothing"
    """No socket of that name, no such computer."""
    NOBODY = "nobody"
    """A socket or a computer, and nobody listens."""
    FORBIDDEN = "forbidden"
    """A socket that this user may not open."""
    SOMEBODY = "somebody"


def behind(host: str) -> Behind:
    """Return what stands behind an address as in DOCKER_HOST."""
    parts = urlsplit(host)
    try:
        if parts.scheme == "unix":
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(QUICK)
                wire.connect(path(host))
        else:
            socket.create_connection((parts.hostname or "", parts.port or 2375), QUICK).close()
    except PermissionError:
        return Behind.FORBIDDEN
    except (FileNotFoundError, socket.gaierror):
        return Behind.NOTHING
    except (OSError, ValueError):
        return Behind.NOBODY
    return Behind.SOMEBODY


def path(host: str) -> str:
    """Return a socket's path; empty where the address is none of a socket."""
    return host.removeprefix("unix://") if host.startswith("unix://") else ""


def quiet_since(host: str) -> float | None:
    """Return the seconds since something changed beside a socket: an engine that starts or ends does that."""
    with suppress(OSError):
        return max(0.0, time.time() - Path(path(host)).parent.stat().st_mtime)
    return None


def owner(host: str) -> tuple[str, str]:
    """Return the user and the group of a socket, by name where they have one; empty where it cannot be seen."""
    if not path(host):
        return "", ""
    with suppress(OSError):
        found = Path(path(host)).stat()
        return _name("passwd", found.st_uid), _name("group", found.st_gid)
    return "", ""


def _name(table: str, number: int) -> str:
    with suppress(OSError):
        for line in Path("/etc", table).read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, rest = line.partition(":")
            if rest.split(":")[1:2] == [str(number)]:
                return name
    return str(number)
