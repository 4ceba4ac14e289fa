"""Start a learner's lab as a Compose project of its own: a spawner of JupyterHub.

What the lab is made of is `helpers.host.classroom.learner_lab`'s, which teachers' commands use as well. Knows
JupyterHub's side: which address a lab has, and whether it is there.
"""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyterhub.spawner import Spawner

from helpers.host.classroom.learner_lab import LearnerLab

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from helpers.host.process import Result

ACCOUNTS = Path("/srv/accounts")
"""Who has an account on the class's Hub: a file for each, with the password."""
READY = 150
"""Seconds that all parts of a lab may take to serve."""
STEPS = (
    "차례를 기다리는 중",
    "두 컴퓨터를 켜는 중",
    "Docker Hub에 연결하는 중",
    "도커 엔진을 기다리는 중",
    "강의를 놓는 중",
)


class LabSpawner(Spawner):  # type: ignore[misc]  # untyped
    """One lab of three containers; its Hub and its mirror are the class's."""

    _turns = asyncio.Semaphore(2 * (os.cpu_count() or 1))
    """Who comes when many come waits here: JupyterHub's own limit would send them away."""
    _step = 0
    """Which of STEPS is being done."""

    @property
    def lab(self) -> LearnerLab:
        """Return the lab of this person."""
        return LearnerLab(room=os.environ, name=self.user.name, number=self.user.id)

    async def start(self) -> str:
        """Bring the lab up and return the address of its JupyterLab. Raises RuntimeError with what Compose said."""
        lab, given = self.lab, self.get_env()
        account = ACCOUNTS / self.user.name
        account.write_text(lab.environment()["LAB_HUB_PASSWORD"], encoding="utf-8")
        account.chmod(0o644)  # the registry is another user; nobody else has this volume
        given["JUPYTERHUB_SERVICE_URL"] = "http://0.0.0.0:8888" + self.user.url
        steps: list[Callable[[], Result]] = [
            partial(lab.up, given),
            lab.join,
            partial(lab.wait_ready, READY),
            lab.deliver,
        ]
        self._step = 0
        async with self._turns:
            for doing in steps:
                self._step += 1
                done = await asyncio.to_thread(doing)
                if not done.ok:
                    raise RuntimeError("\n".join((done.err or done.out).splitlines()[-8:]))
        return f"http://{lab.notebook}:8888"

    async def stop(self, now: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (JupyterHub's own signature)
        """Stop the lab; all that is in it stays."""
        await asyncio.to_thread(self.lab.stop)

    async def poll(self) -> int | None:
        """Return None while the lab is there, 0 where it is not."""
        return None if await asyncio.to_thread(self.lab.running) else 0

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Tell what is being done, while it is."""
        told = -1
        while True:
            if self._step != told:
                told = self._step
                yield {"progress": 10 + 20 * told, "message": STEPS[told]}
            await asyncio.sleep(0.5)

    def get_env(self) -> dict[str, Any]:
        """Return what JupyterHub tells the server that it starts; nothing else of this process's environment."""
        return {name: value for name, value in super().get_env().items() if name.startswith("JUPYTERHUB_")}
