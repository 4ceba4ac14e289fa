"""A command that waited for its container saw it end with 137.

137 is 128 + 9: the program got the signal KILL. The engine's events tell who sent it, as far as they go. `OOMKilled` is
true only where the container's own memory limit was hit; the computer's memory running out, or a program inside that
sends the signal, leaves no trace in the engine.
"""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence.made_containers import container_id, name_of
from helpers.coach.model import Explanation
from helpers.dockerdata.units import memory
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Event


SILENT = False
PATIENCE = 0.6
"""Seconds that the engine may take to note an end."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """`docker run` and `docker start -a` end as their container does."""
    if ran.code != CODE:
        return None
    if asked.verb == "run":
        return ended(container_id(ran, asked, scene), scene)
    return ended(asked.arguments[-1], scene) if asked.verb == "start" and asked.arguments else None


def ended(name: str, scene: Scene) -> Explanation | None:
    """Explain the end of a container, by name or id, whose last run ended with 137; it may be gone by now."""
    found = scene.container(name) if name else None
    id = str(found["Id"]) if found else name
    reason = _reason(id, scene, found)
    found = scene.container(id) if found else None
    died = [event for event in scene.state.events if event.action == "die" and event.id == id]
    if found and (found["State"]["Running"] or found["State"]["ExitCode"] != CODE):
        return None
    if not found and not (died and died[-1].exit_code == CODE):
        return None
    if found and not died and reason is Cause.UNKNOWN:
        return None  # so long ago that the engine has forgotten why
    limit = int(found["HostConfig"].get("Memory") or 0) if found else 0
    return explanation(name_of(found) if found else died[-1].name, reason, limit)


def _reason(id: str, scene: Scene, found: dict[str, Any] | None) -> Cause:
    """Return who did it. A command may be back a moment before its engine has noted the end, or the signal."""
    deadline = time.monotonic() + PATIENCE
    while True:
        events = [event for event in scene.state.events if event.id == id]
        last = next((event.action for event in reversed(events) if event.action in ("start", "die")), "")
        reason = cause(events, id, found["State"] if found else None)
        if (last == "die" and reason is not Cause.UNKNOWN) or not last or time.monotonic() > deadline:
            return reason
        time.sleep(0.05)  # the engine notes the end in a moment
        scene.look_again()


CODE = 137
_KILL, _TERM = ("9", "KILL", "SIGKILL"), ("15", "TERM", "SIGTERM")


class Cause(StrEnum):
    """Who sent KILL."""

    STOP = "stop"
    KILL = "kill"
    MEMORY = "memory"
    UNKNOWN = "unknown"


_REASONS: Mapping[Cause, tuple[str, tuple[str, ...]]] = {
    Cause.STOP: (
        (
            "도커 엔진의 기록을 보면 `docker stop`이 먼저 끝내 달라는 신호(TERM)를 보냈는데,"
            " 프로그램이 끝나지 않아서 기다리다가 KILL을 보냈어요. 메모리가 모자랐던 것이 아니에요."
        ),
        (
            "컨테이너의 첫 프로그램이 TERM 신호를 받아 스스로 끝나게 하면, 기다리지 않고 바로 멈춰요.",
            "`docker run`에 `--init`을 붙이면 신호를 받아 전해 주는 작은 프로그램이 맨 먼저 실행돼요.",
        ),
    ),
    Cause.KILL: (
        (
            "도커 엔진의 기록을 보면 누군가 `docker kill`이나 `docker rm -f`로 강제로 끝냈어요."
            " 메모리가 모자랐던 것이 아니에요."
        ),
        ("하던 일을 마무리할 틈을 주려면 그 대신 `docker stop`을 써요.",),
    ),
    Cause.MEMORY: (
        (
            "도커 엔진의 기록에 메모리가 모자랐다(oom)고 남아 있어요."
            " 정해 둔 메모리보다 많이 쓰려다가 리눅스가 끝낸 거예요."
        ),
        (
            "`docker stats`로 프로그램이 메모리를 얼마나 쓰는지 봐요.",
            "정말 더 필요하면 `-m`으로 정한 한도를 늘려 컨테이너를 다시 만들어요.",
        ),
    ),
    Cause.UNKNOWN: (
        (
            "누가 보냈는지는 도커 엔진의 기록에 없어요. `docker stop`이나 `docker kill`은 아니에요."
            " 컴퓨터 전체의 메모리가 모자라 리눅스가 끝냈거나, 컨테이너 안의 프로그램이 스스로 보냈을 수 있어요."
            " `OOMKilled`가 `false`여도 메모리 때문이 아니라고 할 수는 없어요."
        ),
        (
            "`docker logs`로 컨테이너가 마지막에 남긴 말을 읽어 봐요.",
            "컴퓨터에 메모리가 얼마나 남는지 `free -h`로 봐요.",
        ),
    ),
}


def cause(events: Iterable[Event], id: str, state: Mapping[str, Any] | None = None) -> Cause:
    """Return who ended a container's last run: by its events in order, and `State` of its inspect where it stands."""
    run: list[Event] = []
    for event in events:
        if event.kind == "container" and event.id == id:
            run = [] if event.action == "start" else [*run, event]
    actions = [event.action for event in run]
    signals = [event.attributes.get("signal", "") for event in run if event.action == "kill"]
    if "oom" in actions or (state or {}).get("OOMKilled"):
        return Cause.MEMORY
    if not any(signal in _KILL for signal in signals):
        return Cause.UNKNOWN
    if any(signal in _TERM for signal in signals) or "stop" in actions:
        return Cause.STOP
    return Cause.KILL


def explanation(name: str, reason: Cause, limit: int = 0) -> Explanation:
    """Explain it; `limit` is the container's own memory limit in bytes, 0 for none."""
    why, do = _REASONS[reason]
    more = f" 이 컨테이너의 메모리 한도는 {memory(limit)}예요." if limit and reason is not Cause.STOP else ""
    return Explanation(
        id="killed",
        what=say("컨테이너 `{name}`{은} 강제로 끝났어요(종료 코드 137).", name=name),
        why=f"137은 128에 강제 종료 신호 KILL의 번호 9를 더한 수예요. {why}{more}",
        next=do,
    )
