"""Find the step of a build whose program failed: what `RUN` was to run, with which code it ended, what it said.

BuildKit ends with the step's words between lines of hyphens and the Dockerfile's line with `>>>`. The older builder
writes a step's words to standard output, which nobody keeps: of it only the command and the code are known. Nothing is
found where a build failed for another reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.dockerdata import dockerfile

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

_BUILDKIT = re.compile(r'process "(.*)" did not complete successfully: exit code: (\d+)')
_OLDER = re.compile(r"The command '(.*)' returned a non-zero code: (\d+)")
_BLOCK = re.compile(r"^-{6}\n > \[[^\n]*\n(.*?)^-{6}$", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"^ *(\d+) \| >>> ", re.MULTILINE)
_SECONDS = re.compile(r"^\d+\.\d+ ", re.MULTILINE)
_PLAIN = re.compile(r"^#\d+ \d+\.\d+ (.*)$", re.MULTILINE)
_SHELL = re.compile(r"^/bin/(?:ba)?sh (?:-\w+ )*-\w*c ")
_QUOTED_LINE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class FailedStep:
    """A step that failed. `script` is what the shell was given, `said` what it wrote, as far as that is known.

    `line` is its number in the Dockerfile, 0 where it is not known. `before` are the instructions of the same stage
    above it, `after` those below; both are empty where the Dockerfile is not at hand. `base` is the image that the
    stage begins with.
    """

    script: str
    code: int
    said: str
    line: int = 0
    base: str = ""
    before: tuple[Instruction, ...] = ()
    after: tuple[Instruction, ...] = ()

    @property
    def where(self) -> str:
        """Return the place in the Dockerfile for sentences."""
        return f"Dockerfile {self.line}번째 줄의 `RUN`" if self.line else "Dockerfile의 `RUN`"

    @property
    def last(self) -> str:
        """Return the last line that was written; empty where nothing was."""
        return next((line.strip() for line in reversed(self.said.splitlines()) if line.strip()), "")

    def value(self, name: str) -> str:
        """Return what the last `USER` or `WORKDIR` above says; empty where there is none."""
        return next((item.argument for item in reversed(self.before) if item.name == name), "")


def of(ran: FinishedCommand, asked: Command, scene: Scene) -> FailedStep | None:
    """Return the step at which a build ended; None where it was none of `RUN`."""
    if asked.verb not in ("build", "buildx build", "compose up", "compose build"):
        return None
    found = _BUILDKIT.search(ran.said) or _OLDER.search(ran.said)
    if found is None:
        return None
    script = _SHELL.sub("", found[1]).replace('\\"', '"').replace("\\\\", "\\").replace("\\t", "\t")
    line = _MARKED.search(ran.said)
    build = build_context.of(asked, scene)
    base, before, after = _around(script, build.instructions() if build else ())
    return FailedStep(
        script=script, code=int(found[2]), said=_said(ran.said), line=int(line[1]) if line else 0,
        base=base, before=before, after=after,
    )  # fmt: skip


def _said(words: str) -> str:
    """Return what the step wrote, without BuildKit's seconds before each line."""
    block = _BLOCK.search(words)
    if block and block[1].strip():
        return _SECONDS.sub("", block[1])
    return "\n".join(_PLAIN.findall(words))


def _around(
    script: str, instructions: tuple[Instruction, ...]
) -> tuple[str, tuple[Instruction, ...], tuple[Instruction, ...]]:
    """Return the stage's image, and its instructions above and below the step."""
    place = next((at for at, item in enumerate(instructions) if item.name == "RUN" and _same(item, script)), None)
    if place is None:
        return "", (), ()
    starts = [at for at, item in enumerate(instructions) if item.name == "FROM"]
    first = max((at for at in starts if at < place), default=0)
    end = min((at for at in starts if at > place), default=len(instructions))
    return dockerfile.base(instructions[: first + 1]), instructions[first:place], instructions[place + 1 : end]


def _same(item: Instruction, script: str) -> bool:
    """Return whether an instruction is the step: blanks are the only difference."""
    written = " ".join(item.exec_form or (item.argument,))
    return _QUOTED_LINE.sub("", written) == _QUOTED_LINE.sub("", script)
