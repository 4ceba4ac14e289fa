"""A command for a running container, given to one that does not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from typing import Any

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WORDS = re.compile(r"(?:is )?not running|stopped container|non[ -]running", re.IGNORECASE)
_DORMANT = frozenset({"exited", "created", "dead"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The container stands there and has ended, or was never started."""
    if not _WORDS.search(ran.words):
        return None
    found = _container(ran, asked, scene)
    if found is None or found["State"]["Status"] not in _DORMANT:
        return None
    name = str(found["Name"]).removeprefix("/")
    deed = say("`docker {verb}`{을} 할 수 없어요", verb=asked.verb) if asked.verb else "그 명령을 할 수 없어요"
    return Explanation(
        id="not-running",
        what=say("컨테이너 `{name}`{이} 실행 중이 아니라서 {deed}.", name=name, deed=deed),
        why=say("`{name}`{은} {portrait}.", name=name, portrait=phrases.portrait(found, scene.now))
        + _last(found, name, scene),
        next=(
            *(
                (say("`docker logs {name}`{으로} 끝나기 전에 남긴 말을 모두 볼 수 있어요.", name=name),)
                if _ended(found)
                else ()
            ),
            "`docker start`로 시작할 수 있어요. 다만 할 일을 마치면 끝나는 컨테이너는 시작해도 곧 끝나요.",
        ),
    )


def _container(ran: FinishedCommand, asked: Command, scene: Scene) -> dict[str, Any] | None:
    names = asked.arguments[:1] if asked.verb in ("exec", "top") else asked.arguments
    inspected = (scene.container(name) for name in names)
    dormant = next((found for found in inspected if found and found["State"]["Status"] in _DORMANT), None)
    named = phrases.mentioned(ran.words, scene.state)
    return dormant or (scene.container(named.id) if named else None)


def _ended(found: dict[str, Any]) -> bool:
    return bool(found["State"]["Status"] != "created")


def _last(found: dict[str, Any], name: str, scene: Scene) -> str:
    """Say the last thing that is known of it: its last line, or why it never ran."""
    if not _ended(found):
        left = phrases.why_not_started(found)
        return f" {left}." if left else ""
    line = scene.last_line(name)
    return say(" 마지막으로 남긴 말은 `{line}`{이에요}.", line=line) if line else " 아무 말도 남기지 않고 끝났어요."
