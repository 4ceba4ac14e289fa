"""`COPY --from=` a stage that the Dockerfile does not have: misspelt, or below; the builder takes it for an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import build_context
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.dockerfile import Instruction

SILENT = False
_NAMED = 3
"""Words of `FROM image AS name`."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The build wanted an image of that name, and a stage has nearly that name."""
    build = build_context.of(asked, scene)
    if build is None:
        return None
    instructions = build.instructions()
    stages = _stages(instructions)
    above: set[str] = set()
    for item in instructions:
        if item.name == "FROM":
            above |= {item.words[2].lower()} if len(item.words) >= _NAMED else set()
        name = item.flags.get("from", ("",))[-1]
        if not name or name.isdigit() or name.lower() in above or name not in ran.words or scene.image(name):
            continue
        if name.lower() in stages:
            return _below(item, name)
        if near := phrases.likeliest(name, stages):
            return _misspelt(item, name, near, stages)
    return None


def _stages(instructions: Sequence[Instruction]) -> list[str]:
    return [item.words[2] for item in instructions if item.name == "FROM" and len(item.words) >= _NAMED]


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="stage-missing", what=what, why=why, next=do)


def _misspelt(item: Instruction, name: str, near: str, stages: Sequence[str]) -> Explanation:
    return _explanation(
        say("Dockerfile에 `{name}`{이라는} 단계(스테이지)가 없어요.", name=name)
        + say(" `{near}`{을} 잘못 적은 것 같아요.", near=near),
        say("`{item} --from={name}`의 이름과 같은 단계가 없어서, 도커는 그것을 이미지 이름으로 보고 받으려고 했어요.",
            item=item.name, name=name)
        + say(" `FROM … AS 이름`으로 이름을 붙인 단계는 {stages}{이에요}.", stages=phrases.one_of(stages)),
        say("`--from={near}`{으로} 고쳐서 다시 빌드해요.", near=near),
    )  # fmt: skip


def _below(item: Instruction, name: str) -> Explanation:
    return _explanation(
        say("`{name}` 단계(스테이지)가 `{item} --from={name}`보다 아래에 있어요.", name=name, item=item.name),
        "Dockerfile은 위에서 아래로 읽어요. 아직 나오지 않은 단계에서는 아무것도 가져올 수 없어서, 도커는 그것을"
        " 이미지 이름으로 보고 받으려고 했어요.",
        say("`FROM … AS {name}` 부분을 그것을 쓰는 단계보다 위로 옮겨요.", name=name),
    )
