"""COPY of the program before the packages are installed: every change of the program installs them again."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.dockerdata.dockerfile import within
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = True
HEARD = ("build",)
_INSTALLS = re.compile(
    r"\b(apt-get|apt|apk|yum|dnf|microdnf|pip3?|uv pip|poetry|conda|npm|yarn|pnpm|gem|bundle|composer)\b"
    r"(?:\s+-\S+)*\s+(?:install|add|ci|sync)\b"
)
_PROGRAM = re.compile(r".*\.(py|js|ts|jsx|tsx|html|css|sh|rb|go|java|c|cpp|rs|php|ipynb|txt|md|csv)")
"""Files that change often."""
_LISTS = re.compile(
    r"(requirements|constraints)[\w.-]*\.(txt|in)|package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|pyproject\.toml"
    r"|poetry\.lock|uv\.lock|Pipfile(\.lock)?|Gemfile(\.lock)?|composer\.(json|lock)|environment\.ya?ml"
    r"|packages?\.txt|apt\.txt|setup\.(py|cfg)"
)
"""Files that say what is to be installed: they belong before the installation."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The step that installs really ran, and stands below a COPY that it does not need."""
    build = build_context.of(asked, scene)
    found = misplaced(build) if build else None
    if found is None or build_context.was_cached(ran.words, found[1]):
        return None
    return _explanation(*found)


def misplaced(build: Build) -> tuple[str, Instruction] | None:
    """Return what is copied too early, and the RUN that installs; None where the order is good."""
    early: list[tuple[str, str]] = []
    for item in build.instructions():
        if item.name == "FROM":
            early = []
        elif item.name in ("COPY", "ADD"):
            sources, target = item.copies()
            early += [(source, target) for source in sources if _is_program(source, build)]
        elif item.name == "RUN" and _INSTALLS.search(item.script):
            unneeded = [source for source, target in early if not _needed(source, target, item.script)]
            if unneeded:
                return unneeded[0], item
    return None


def _is_program(source: str, build: Build) -> bool:
    """Return whether a source is what changes often: the whole folder, or a file of the program."""
    name = posixpath.basename(within(source))
    if _LISTS.fullmatch(name):
        return False
    return (build.context / within(source)).is_dir() or bool(_PROGRAM.fullmatch(name))


def _needed(source: str, target: str, command: str) -> bool:
    """Return whether the command names the file that was copied (`RUN sh /tmp/install.sh && apt-get install …`)."""
    name = posixpath.basename(within(source))
    return name not in (".", "") and (name in command or (len(target) > 1 and target.strip("/.") in command.split()))


def _explanation(source: str, run: Instruction) -> Explanation:
    tool = _INSTALLS.search(run.script)
    install = tool[0] if tool else "설치"
    return Explanation(
        id="copied-too-early",
        what=say("빌드는 됐지만, 코드를 고칠 때마다 `{install}`{을} 처음부터 다시 하게 돼요.", install=install),
        why=say(
            "Dockerfile에서 `COPY {source}`{이} `RUN … {install} …`보다 위에 있어요.", source=source, install=install
        )
        + " 도커는 바뀐 줄부터 아래를 모두 다시 만들어요."
        " 위에 자주 바뀌는 것이 있으면 아래의 설치가 캐시를 쓰지 못해요.",
        next=(
            "자주 바뀌는 것일수록 아래에 둬요. 어느 줄이 자주 바뀌고 어느 줄이 그대로인지 비교해 봐요.",
            "설치에 목록 파일(`requirements.txt` 같은 것)이 필요하면 그 파일만 먼저 따로 `COPY`해도 좋아요.",
        ),
    )
