"""Looking at both computers at a moment of calm: a check must not judge a container that is on its way.

Knows which states are on the way to another and how long it is worth waiting; not what is being checked.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from helpers.world.errors import Refused

if TYPE_CHECKING:
    from helpers.dockerdata.types import DockerState
    from helpers.world.computers import Computers, Since

PATIENCE = 2.0
"""Seconds that a check waits for calm at most."""
_STEP = 0.05
_YOUNG = 2 * 10**9


def settled(
    computers: Computers, since: tuple[Since, Since], *, known: frozenset[str], both: bool, need_other: bool
) -> tuple[DockerState, DockerState]:
    """Snapshots (`Computers.look`), taken once no container is between two states, or after PATIENCE seconds.

    `known` are the ids of containers that stood at the start: one that is only created has been so for long.
    """
    end = time.monotonic() + PATIENCE
    while True:
        states = computers.look(*since, both=both, need_other=need_other)
        if time.monotonic() >= end or not any(
            _under_way(state, time.time_ns(), known) or behind(computers, state) for state in states
        ):
            return states
        time.sleep(_STEP)  # the engine's lists catch up in a moment


def _under_way(state: DockerState, now: int, known: frozenset[str]) -> bool:
    """Whether a container is about to change: being removed or restarted, or made a moment ago and not started yet."""
    return any(
        found.status in ("removing", "restarting")
        or (found.status == "created" and found.id not in known and 0 <= now - found.created * 10**9 < _YOUNG)
        for found in state.containers
    )


def behind(computers: Computers, state: DockerState) -> bool:
    """Whether the engine's list still calls a container running that has ended or gone.

    The list is written a moment after `docker stop`, `docker kill` and `docker run` have returned; a container's own
    page is always up to date. Only containers with events are asked for: the others have not moved since the start.
    """
    moved = {event.id for event in state.events}
    return any(
        found.running and found.id in moved and not _runs(computers, state, found.id) for found in state.containers
    )


def _runs(computers: Computers, state: DockerState, container: str) -> bool:
    try:
        told = computers.on(state.computer).get(f"/containers/{container}/json")
    except Refused:
        return False
    return bool(told["State"]["Status"] == "running")
