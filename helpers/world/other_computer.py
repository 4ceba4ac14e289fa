"""Reach the other computer's disk, over SSH: run commands there, and ask of its paths what one asks of a `Path`.

Knows how a closed door is told; not what is looked for.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from helpers.dockerdata.types import Computer
from helpers.world import errors
from helpers.world.environment import unheard

HOME = "/home/learner"
"""Where `ssh other` begins."""
BEYOND = " `ssh other` 뒤에 적은 명령은 다른 컴퓨터에서 실행되고, 그 컴퓨터의 파일만 읽어요."
"""What is easily forgotten."""
quoted = shlex.quote
_ONE_CONNECTION = ("-o", "ControlMaster=auto", "-o", "ControlPath=/tmp/lab-far-%i-%C", "-o", "ControlPersist=30")
_SEEN = "find ~ /tmp -xdev -maxdepth 3 -path '*/.*' -prune -o"
_LYING = f"""exec 2> /dev/null
{_SEEN} -type l -printf 'link %p\\t%l\\0'
{_SEEN} -type f -size -64M -exec sha256sum -z -- {{}} +"""
"""Nothing hidden, nothing deep, nothing large, and no other disk."""
_XFERLOG = re.compile(
    r"(?P<time>\w+ \w+ +\d+ [\d:]+ \d+) \d+ \S+ (?P<bytes>\d+) (?P<path>.+) (?P<mode>[ab]) \S+ i "
    r"\S+ \S+ \S+ \d+ \S+ (?P<end>[ci])"
)
"""One line of an upload (`i`: incoming)."""
_CLOSED = 255
"""What `ssh` itself exits with where it could not get in."""


def ask(command: str, given: bytes = b"", *, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
    """Run a command on the other computer with `given` as its input. Raises `Trouble` where it cannot be reached."""
    return _ssh(command, given, subprocess.PIPE, seconds)


def look(command: str, *, seconds: float = 5) -> subprocess.CompletedProcess[bytes]:
    """Run a small command there: questions that follow each other share one connection, kept half a minute.

    What the command says on standard error is lost. Raises `Trouble` where the computer cannot be reached.
    """
    return _ssh(command, b"", subprocess.DEVNULL, seconds, *_ONE_CONNECTION)


def remove(names: tuple[str, ...]) -> None:
    """Remove files below the other computer's home."""
    ask("cd && rm -rf -- " + " ".join(map(quoted, names))).check_returncode()


def ftp_uploads(log: Path) -> list[dict[str, object]]:
    """Read which files the FTP server's log (xferlog) says were sent to it, the oldest first."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = (_XFERLOG.fullmatch(line) for line in lines)
    return [
        {
            "path": entry["path"],
            "bytes": int(entry["bytes"]),
            "text": entry["mode"] == "a",
            "whole": entry["end"] == "c",
            "time": int(datetime.strptime(entry["time"], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC).timestamp()),
        }
        for entry in found
        if entry
    ]


def whereabouts() -> dict[str, dict[str, str]]:
    """List what lies in the home and /tmp there: the SHA-256 of the files by path, and where links lead."""
    said = ask(_LYING).stdout
    found: dict[str, dict[str, str]] = {"files": {}, "links": {}}
    for entry in said.decode(errors="replace").split("\0")[:-1]:
        kind, _, rest = entry.partition(" ")
        path, _, target = rest.partition("\t")
        if kind == "link":
            found["links"][path] = target
        else:
            found["files"][rest.removeprefix(" ")] = kind
    return found


class OtherPath(PurePosixPath):
    """A path of the other computer. Asking of it raises `Trouble` where that computer cannot be reached."""

    def exists(self) -> bool:
        """Return whether something stands there."""
        return self._is("-e")

    def is_dir(self) -> bool:
        """Return whether it is a folder."""
        return self._is("-d")

    def is_file(self) -> bool:
        """Return whether it is a file."""
        return self._is("-f")

    def resolve(self) -> OtherPath:
        """Return it without links, `.` and `..`, whether something stands there or not."""
        return OtherPath(_said(f"realpath -m -- {self._quoted}").strip() or self)

    def expanduser(self) -> OtherPath:
        """Return it with `~` as the learner's home there."""
        return OtherPath(HOME, *self.parts[1:]) if self.parts[:1] == ("~",) else self

    def below(self, depth: int) -> list[tuple[str, bool]]:
        """List the paths below a folder from there, at most `depth` folders deep, each with whether it is a folder."""
        found = _said(f"cd {self._quoted} && find . -mindepth 1 -maxdepth {depth} -printf '%y%P\\0' | head -z -n 5000")
        return [(entry[1:], entry[0] == "d") for entry in found.split("\0") if entry]

    def read_bytes(self) -> bytes:
        """Return a file's content. Raises OSError where there is none to read."""
        done = look(f"cat -- {self._quoted}")
        if done.returncode:
            raise FileNotFoundError(str(self))
        return done.stdout

    def read_text(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Return a file's content as text. Raises OSError where there is none to read."""
        return self.read_bytes().decode(encoding, errors)

    def tar_names(self) -> frozenset[str]:
        """List what a tar file holds; nothing where it is none."""
        return frozenset(name.removeprefix("./").rstrip("/") for name in _said(f"tar -tf {self._quoted}").splitlines())

    def _is(self, kind: str) -> bool:
        return not look(f"test {kind} {self._quoted}").returncode

    @property
    def _quoted(self) -> str:
        return quoted(str(self))


Place = Path | OtherPath
"""A path of either computer."""


def entries(folder: Place) -> dict[str, bool]:
    """List what stands in a folder by name, each with whether it is a folder; nothing where there is nothing to see."""
    if isinstance(folder, OtherPath):
        return dict(sorted(folder.below(1)))
    try:
        return {entry.name: entry.is_dir() for entry in sorted(folder.iterdir())}
    except OSError:
        return {}


def shown(path: Place) -> str:
    """Write a path for a sentence, with the computer where it is not the learner's own."""
    return f"{Computer.OTHER}의 `{path}`" if isinstance(path, OtherPath) else f"`{path}`"


def _said(command: str) -> str:
    return look(command).stdout.decode(errors="replace")


def _ssh(command: str, given: bytes, stderr: int, seconds: float, *options: str) -> subprocess.CompletedProcess[bytes]:
    line = ["ssh", *options, "other", command]
    try:
        done = subprocess.run(
            line, input=given, stdout=subprocess.PIPE, stderr=stderr, timeout=seconds, check=False, env=unheard()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.other_unreachable(str(error)) from error
    if done.returncode == _CLOSED:
        raise errors.other_unreachable((done.stderr or b"").decode(errors="replace"))
    return done
