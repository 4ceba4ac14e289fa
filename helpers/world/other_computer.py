"""Reach the other computer's disk, over SSH: run commands there, and ask of its paths what one asks of a `Path`.

Knows how a closed door is told; not what is looked for.
"""

from __future__ import annotations

import shlex
import subprocess
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
