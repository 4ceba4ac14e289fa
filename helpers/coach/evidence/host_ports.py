"""Which program of this computer, outside Docker, listens on a port: what Linux's /proc tells.

The lab's engine opens its ports in the learner's own network, so that both see the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTENS = {"tcp": "0A", "udp": "07"}
_LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Something that listens. `program` is its command line, empty where its process is another's; `pid` likewise 0."""

    program: str = ""
    pid: int = 0


def listener(port: int, protocol: str = "tcp", proc: Path = Path("/proc")) -> Listener | None:
    """Who listens on a port; None where nobody does."""
    inodes = set(_inodes(port, protocol, proc))
    if not inodes:
        return None
    targets = {f"socket:[{inode}]" for inode in inodes}
    for process in proc.glob("[0-9]*"):
        if targets & set(_open_files(process)):
            return Listener(program=_command(process), pid=int(process.name))
    return Listener()


def _inodes(port: int, protocol: str, proc: Path) -> Iterator[str]:
    for table in (f"{protocol}", f"{protocol}6"):
        try:
            lines = (proc / "net" / table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port and fields[3] == _LISTENS.get(protocol):
                yield fields[9]


def _open_files(process: Path) -> Iterator[str]:
    try:
        for entry in (process / "fd").iterdir():
            yield str(entry.readlink())
    except OSError:
        return  # another user's process, or one that has just ended


def _command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    said = " ".join([Path(words[0]).name, *words[1:]]).strip()
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
