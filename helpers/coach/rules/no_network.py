"""No such network, no such volume: the nearest name, or one that was removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.dockerdata.units import NANO
from helpers.exercise.checks.base import at
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_NETWORK = re.compile(r"network ([\w.-]+) not found", re.IGNORECASE)
_VOLUME = re.compile(r"get ([\w.-]+): no such volume|no such volume: ([\w.-]+)", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """A network or a volume was named that does not stand here."""
    if said := _NETWORK.search(ran.words):
        kind, word, name, there = "network", "네트워크", said[1], [found.name for found in scene.state.networks]
    elif said := _VOLUME.search(ran.words):
        kind, word, name, there = "volume", "볼륨", said[1] or said[2], [found.name for found in scene.state.volumes]
    else:
        return None
    if name in there:
        return None
    why, step = _instead(kind, word, name, there, scene)
    return Explanation(
        id="no-network",
        what=say("{place}`{name}`{이라는} {word}{이} 없어요.", place=at(scene.computer), name=name, word=word),
        why=why,
        next=(
            *missing_program.tidy(asked, scene),
            step,
            say("`docker {kind} ls`로 지금 있는 {word}의 이름을 볼 수 있어요.", kind=kind, word=word),
        ),
    )


def _instead(kind: str, word: str, name: str, there: list[str], scene: Scene) -> tuple[str, str]:
    """Say what may have been meant, and what to do about it."""
    ended = [event for event in scene.state.events if (event.kind, event.action) == (kind, "destroy")]
    gone = [event for event in ended if name in (event.name, event.id)]  # a volume's id is its name
    if gone:
        ago = phrases.when(scene.now - gone[-1].time / NANO)
        return (
            say("`{name}`{이라는} {word}{은} {ago} 지워졌어요.", name=name, word=word, ago=ago),
            say("아직 필요하면 그 {word}{을} 다시 만들어야 해요.", word=word),
        )
    if near := phrases.likeliest(name, there):
        return phrases.perhaps(near)
    return (
        say("이름이 비슷한 {word}도 없어요.", word=word),
        say("{word}{은} 쓰기 전에 먼저 만들어 두어야 해요. 만들었다면 이름의 철자를 살펴봐요.", word=word),
    )
