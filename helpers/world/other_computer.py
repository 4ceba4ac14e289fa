"""The other computer's disk, which is only reached over SSH.

Knows how to run a command there and how a closed door is told; not what is looked for.

A path of the other computer's disk: it answers as a `Path` of one's own does, each question over SSH.
"""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path, PurePosixPath

from helpers.dockerdata.types import Computer
from helpers.world import errors
from helpers.world.environment import unheard

quoted = shlex.quote
_ONE_CONNECTION = ("-o", "ControlMaster=auto", "-o", "ControlPath=/tmp/lab-far-%i-%C", "-o", "ControlPersist=30")
_CLOSED = 255
"""What `ssh` itself exits with where it could not get in."""


def ask(command: str, given: bytes = b"", *, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
    """Run a command on the other computer with `given` as its input. Raises `Trouble` where it cannot be reached."""
    try:
        done = subprocess.run(
            ["ssh", "other", command], input=given, capture_output=True, timeout=seconds, check=False, env=unheard()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.other_unreachable(str(error)) from error
    if done.returncode == _CLOSED:
        raise errors.other_unreachable(done.stderr.decode(errors="replace"))
    return done


def look(command: str, *, seconds: float = 5) -> subprocess.CompletedProcess[bytes]:
    """Likewise for small questions that follow each other: one connection serves them all, and is kept half a minute.

    What the command says on standard error is lost.
    """
    try:
        done = subprocess.run(
            ["ssh", *_ONE_CONNECTION, "other", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=seconds, check=False, env=unheard(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.other_unreachable(str(error)) from error
    if done.returncode == _CLOSED:
        raise errors.other_unreachable("")
    return done


def remove(names: tuple[str, ...]) -> None:
    """Remove files below the other computer's home."""
    ask("cd && rm -rf -- " + " ".join(map(quoted, names))).check_returncode()


HOME = "/home/learner"
"""Where `ssh other` begins."""


class There(PurePosixPath):
    """Raises `Trouble` where the other computer cannot be reached."""

    def exists(self) -> bool:
        """Whether something stands there."""
        return self._is("-e")

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self._is("-d")

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._is("-f")

    def resolve(self) -> There:
        """Without links, `.` and `..`, whether something stands there or not."""
        return There(_said(f"realpath -m -- {self._quoted}").strip() or self)

    def expanduser(self) -> There:
        """With `~` as the learner's home there."""
        return There(HOME, *self.parts[1:]) if self.parts[:1] == ("~",) else self

    def below(self, depth: int) -> list[tuple[str, bool]]:
        """The paths below a folder from there, at most `depth` folders deep, each with whether it is a folder."""
        found = _said(f"cd {self._quoted} && find . -mindepth 1 -maxdepth {depth} -printf '%y%P\\0' | head -z -n 5000")
        return [(entry[1:], entry[0] == "d") for entry in found.split("\0") if entry]

    def read_bytes(self) -> bytes:
        """A file's content. Raises OSError where there is none to read."""
        done = look(f"cat -- {self._quoted}")
        if done.returncode:
            raise FileNotFoundError(str(self))
        return done.stdout

    def read_text(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Likewise as text."""
        return self.read_bytes().decode(encoding, errors)

    def tar_names(self) -> frozenset[str]:
        """What a tar file holds; nothing where it is none."""
        return frozenset(name.removeprefix("./").rstrip("/") for name in _said(f"tar -tf {self._quoted}").splitlines())

    def _is(self, kind: str) -> bool:
        return not look(f"test {kind} {self._quoted}").returncode

    @property
    def _quoted(self) -> str:
        return quoted(str(self))


BEYOND = " `ssh other` 뒤에 적은 명령은 다른 컴퓨터에서 실행되고, 그 컴퓨터의 파일만 읽어요."
"""What is easily forgotten."""
Place = Path | There
"""A path of either computer."""


def entries(folder: Place) -> dict[str, bool]:
    """What stands in a folder by name, each with whether it is a folder; nothing where there is nothing to see."""
    if isinstance(folder, There):
        return dict(sorted(folder.below(1)))
    try:
        return {entry.name: entry.is_dir() for entry in sorted(folder.iterdir())}
    except OSError:
        return {}


def shown(path: Place) -> str:
    """A path for a sentence, with the computer where it is not the learner's own."""
    return f"{Computer.OTHER}의 `{path}`" if isinstance(path, There) else f"`{path}`"


def _said(command: str) -> str:
    return look(command).stdout.decode(errors="replace")
