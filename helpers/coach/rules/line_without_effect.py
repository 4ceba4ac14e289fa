"""Dockerfile lines without effect: `RUN export NAME=…`, `RUN cd FOLDER`, an ARG above FROM, a CMD above another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context, lost_variables
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = True
HEARD = ("build",)
_CD = re.compile(r"\s*cd\s+([^\s;&|]+)\s*")
_USES_FOLDER = frozenset({"RUN", "COPY", "ADD", "CMD", "ENTRYPOINT"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The Dockerfile that was built has such a line in its last stage."""
    del ran
    build = build_context.of(asked, scene)
    items = build.instructions() if build else ()
    start = max((at for at, item in enumerate(items) if item.name == "FROM"), default=0)
    return _argument(items, start) or _exported(items[start:]) or _moved(items[start:]) or _repeated(items[start:])


def _argument(items: Sequence[Instruction], start: int) -> Explanation | None:
    """Explain an ARG above the first FROM that a line of the last stage uses, and no ARG there takes over."""
    name = lost_variables.of_arguments(items, start)
    if not name:
        return None
    return Explanation(
        id="line-without-effect",
        what=say("`FROM`보다 위에 적은 `ARG {name}`{은} `FROM` 아래에서는 비어 있어요.", name=name),
        why="`FROM` 위의 `ARG`는 `FROM` 줄에서만 쓸 수 있어요. `FROM`부터는 새 단계라서 그 값이 보이지 않아요.",
        next=(say("`FROM` 아래에 `ARG {name}`{을} 한 번 더 적어요. 값은 그대로 받아요.", name=name),),
    )


def _exported(stage: Sequence[Instruction]) -> Explanation | None:
    """Explain an `export` that is all of its line, of a variable that a later line uses."""
    name = lost_variables.of_exports(stage)
    if not name:
        return None
    return Explanation(
        id="line-without-effect",
        what=say("`RUN export {name}=…`{은} 그 줄에서만 통해서, 아래에서는 `${name}`{이} 비어 있어요.", name=name),
        why="`RUN`은 줄마다 셸을 새로 시작하고, 끝나면 파일의 변화만 이미지에 남겨요."
        " 셸의 변수는 그 셸과 함께 사라져요.",
        next=(say("`RUN export` 대신 `ENV {name}=값`을 적어요. 아래의 줄과 컨테이너에서도 쓸 수 있어요.", name=name),),
    )


def _moved(items: Sequence[Instruction]) -> Explanation | None:
    """Explain a `cd` that is all of its line, above a line to which the folder matters and no WORKDIR."""
    for place, item in enumerate(items):
        said = _CD.fullmatch(item.script) if item.name == "RUN" else None
        coming = next((later.name for later in items[place + 1 :] if later.name in {*_USES_FOLDER, "WORKDIR"}), "")
        if said and coming in _USES_FOLDER:
            return Explanation(
                id="line-without-effect",
                what=say("`RUN cd {folder}`{은} 그 줄에서만 통해서, 아래의 줄은 그 폴더에서 실행되지 않아요.",
                         folder=said[1]),
                why="`RUN`은 줄마다 셸을 새로 시작하고, 끝나면 파일의 변화만 이미지에 남겨요."
                " 셸이 옮겨 간 폴더는 그 셸과 함께 사라져요.",
                next=(
                    say("`RUN cd {folder}` 대신 `WORKDIR {folder}`{을} 적어요. 아래의 모든 줄과 컨테이너에 통해요.",
                        folder=said[1]),
                ),
            )  # fmt: skip
    return None


def _repeated(items: Sequence[Instruction]) -> Explanation | None:
    """Explain a CMD or an ENTRYPOINT that a later one of the same stage replaces."""
    for name in ("CMD", "ENTRYPOINT"):
        found = [item for item in items if item.name == name]
        if found[1:]:
            return Explanation(
                id="line-without-effect",
                what=say("Dockerfile에 `{name}`{이} 여러 번 적혀 있어서, 마지막 것만 쓰여요.", name=name),
                why="컨테이너가 시작할 때 실행하는 것은 하나예요."
                + say(" 위의 `{line}`{은} 아래의 것으로 덮여서 실행되지 않아요.", line=f"{name} {found[0].argument}"),
                next=(
                    say("쓰지 않을 `{name}` 줄을 지워요. 이미지를 만들 때 할 일이면 `RUN`으로 적어요.", name=name),
                    "둘 다 실행해야 하면 차례로 실행하는 스크립트를 하나 만들어 그것을 적어요.",
                ),
            )  # fmt: skip
    return None
