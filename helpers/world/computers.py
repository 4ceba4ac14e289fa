"""The two computers and where their engines are.

Inside the lab the environment says it. Outside, the learner's own Docker is
"내 컴퓨터", found as the `docker` command finds it, and there is no other computer.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer, DockerState
from helpers.world import environment, errors
from helpers.world.engine import Engine, default_host

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Since:
    """From where on one engine's events are asked for: its own nanoseconds, and the sign left there."""

    time: int = 0
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Computers:
    """The engines that there are. `other` is None outside the lab."""

    mine: Engine
    other: Engine | None = None
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    @classmethod
    def here(cls) -> Computers:
        """Those of the environment."""
        mine = environment.engine_host() or default_host()
        other = environment.other_host()
        return cls(mine=Engine(mine, Computer.MINE), other=Engine(other, Computer.OTHER) if other else None)

    @property
    def engines(self) -> Mapping[Computer, Engine]:
        """All engines by computer."""
        return {Computer.MINE: self.mine} | ({Computer.OTHER: self.other} if self.other else {})

    def on(self, computer: Computer) -> Engine:
        """The engine of a computer. Raises `EngineGone` where there is no such computer."""
        engine = self.engines.get(computer)
        if engine is None:
            raise errors.no_host(computer)
        return engine

    def look(
        self, since: Since = Since(), other_since: Since = Since(), *, both: bool = True, need_other: bool = False
    ) -> tuple[DockerState, DockerState]:
        """A snapshot of both at once, or of 내 컴퓨터 alone: the other's is then empty, as where it is gone.

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
