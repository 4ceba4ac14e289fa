"""A path of the other computer's disk: it answers as a `Path` of one's own does, each question over SSH."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from helpers.dockerdata.types import Computer
from helpers.world import other_computer

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
        done = other_computer.look(f"cat -- {self._quoted}")
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
        return not other_computer.look(f"test {kind} {self._quoted}").returncode

    @property
    def _quoted(self) -> str:
        return other_computer.quoted(str(self))


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
    return other_computer.look(command).stdout.decode(errors="replace")
