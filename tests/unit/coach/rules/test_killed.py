"""What ended a container with exit code 137."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.coach.rules import killed
from helpers.coach.rules.killed import Cause
from helpers.coach.scene import Scene
from helpers.dockerdata.types import DockerState, Event
from helpers.world.computers import Computers
from helpers.world.engine import Engine


def happened(*steps: str) -> list[Event]:
    """A container's events, `kill:9` with its signal."""
    return [
        Event(
            kind="container", action=action, id="c", name="web", image="", time=number,
            exit_code=137 if action == "die" else None, attributes={"signal": signal} if signal else {},
        )
        for number, (action, _, signal) in enumerate(step.partition(":") for step in steps)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "state", "cause"),
    [
        (("start", "kill:9", "die"), {}, Cause.KILL),
        (("start", "kill:15", "kill:9", "die", "stop"), {}, Cause.STOP),
        (("start", "oom", "die"), {"OOMKilled": False}, Cause.MEMORY),
        (("start", "die"), {"OOMKilled": True}, Cause.MEMORY),
        (("start", "die"), {"OOMKilled": False}, Cause.UNKNOWN),
        (("start", "kill:9", "die", "start", "die"), {}, Cause.UNKNOWN),
        (("start", "kill:1", "die"), {}, Cause.UNKNOWN),
    ],
)
def test_who_killed_a_container(steps: tuple[str, ...], state: dict[str, Any], cause: Cause) -> None:
    """From the events of its last run; `OOMKilled` alone is believed only where it is true."""
    assert killed.cause(happened(*steps), "c", state) is cause


def test_memory_limit_is_named() -> None:
    """Where there is one, and memory was the cause or may have been."""
    assert "메모리 한도는 512MiB예요" in killed.explanation("web", Cause.MEMORY, 512 * 1024**2).why
    assert "한도는" not in killed.explanation("web", Cause.STOP, 512 * 1024**2).why


class _Slow(Scene):
    """An engine that notes one more event each time it is asked; the container is gone."""

    def __init__(self, *steps: str) -> None:
        super().__init__(Computers(mine=Engine("unix:///nobody.sock")))
        self._events, self._noted = happened(*steps), 1

    @property
    def state(self) -> DockerState:  # asked anew each time
        return DockerState(events=tuple(self._events[: self._noted]))

    def look_again(self) -> None:
        self._noted += 1

    def container(self, name: str) -> None:
        del name


def test_an_end_that_the_engine_notes_late() -> None:
    """A command is back before its container's end is noted, and before the signal is."""
    explanation = killed.ended("c", _Slow("start", "die", "kill:9"))
    assert explanation is not None
    assert "`docker kill`이나 `docker rm -f`로 강제로" in explanation.why
