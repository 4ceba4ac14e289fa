"""Find the engines of the two computers, and look at both at a moment of calm.

Inside the lab the environment says where they are. Outside, the learner's own Docker is "내 컴퓨터", found as the
`docker` command finds it, and there is no other computer. A check must not judge a container that is on its way to
another state: `settled` waits for it.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState
from helpers.dockerdata.units import NANO
from helpers.world import environment, errors
from helpers.world.engine import Engine, default_host
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE = 2.0
"""Seconds that a check waits for calm at most."""
_STEP = 0.05
_YOUNG = 2 * NANO
"""Nanoseconds after which a container that is only made will hardly be started by the command that made it."""


@dataclass(frozen=True, kw_only=True)
class Since:
    """From where on one engine's events are asked for: its own nanoseconds, and the sign left there."""

    time: int = 0
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Computers:
    """The engines of both computers. `other` is None outside the lab."""

    mine: Engine
    other: Engine | None = None
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    @classmethod
    def here(cls, timeout: float = 30.0) -> Computers:
        """Find those of the environment; an engine is waited for `timeout` seconds."""
        mine = Engine(environment.engine_host() or default_host(), Computer.MINE, timeout)
        other = environment.other_host()
        return cls(mine=mine, other=Engine(other, Computer.OTHER, timeout) if other else None)

    @property
    def engines(self) -> Mapping[Computer, Engine]:
        """Return all engines by computer."""
        return {Computer.MINE: self.mine} | ({Computer.OTHER: self.other} if self.other else {})

    def on(self, computer: Computer) -> Engine:
        """Return the engine of a computer. Raises `EngineGone` where there is no such computer."""
        engine = self.engines.get(computer)
        if engine is None:
            raise errors.no_host(computer)
        return engine

    def look(
        self, since: Since = Since(), other_since: Since = Since(), *, both: bool = True, need_other: bool = False
    ) -> tuple[DockerState, DockerState]:
        """Take a snapshot of both at once, or of 내 컴퓨터 alone: the other's is then empty, as where it is gone.

        Raises `EngineGone` where the other computer is needed and does not answer.
        """
        other = self.on(Computer.OTHER) if need_other else self.other if both else None
        later = self._pool.submit(other.snapshot, other_since.time, other_since.mark) if other else None
        mine = self.mine.snapshot(since.time, since.mark)
        try:
            theirs = later.result() if later else DockerState(computer=Computer.OTHER)
        except errors.EngineGone:
            if need_other:
                raise
            theirs = DockerState(computer=Computer.OTHER)
        return mine, theirs


def settled(
    computers: Computers, since: tuple[Since, Since], *, known: frozenset[str], both: bool, need_other: bool
) -> tuple[DockerState, DockerState]:
    """Take snapshots (`Computers.look`) once no container is between two states, or after PATIENCE seconds.

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
    """Return whether a container is about to change: being removed, or made a moment ago and not started.

    One that is started again and again stays in between for ever.
    """
    return any(
        found.status == "removing"
        or (found.status == "created" and found.id not in known and 0 <= now - found.created * NANO < _YOUNG)
        for found in state.containers
    )


def behind(computers: Computers, state: DockerState) -> bool:
    """Return whether the engine's list still calls a container running that has ended or gone.

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
    except EngineRefused:
        return False
    return bool(told["State"]["Status"] == "running")
