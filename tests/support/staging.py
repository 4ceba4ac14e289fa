"""A stage for mistakes: what they leave on the engine is taken away, what stood before stays."""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from helpers.coach.explain import explained
from helpers.coach.mailbox import Message
from helpers.dockerdata.types import Computer
from helpers.world import hub
from helpers.world.computers import Computers
from helpers.world.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach import Explanation


@contextmanager
def staged(*images: str) -> Iterator[None]:
    """Have public images ready; afterwards no new container, tag or login is left, the public images excepted."""
    computers = Computers.here()
    state, api = computers.mine.snapshot(), computers.mine.api
    for image in images:
        docker(f"docker pull -q {image}")
    stock = {tag for found in state.images for tag in found.tags} | {f"{image}:latest" for image in images}
    try:
        yield
    finally:
        hub.logout(Computer.MINE)
        for found in api.containers(all=True):
            if found["Id"] not in {known.id for known in state.containers}:
                with suppress(Refused), computers.mine.asking():  # `--rm` may be at it
                    api.remove_container(found["Id"], force=True, v=True)
        for tag in {tag for found in computers.mine.snapshot().images for tag in found.tags} - stock:
            api.remove_image(tag, force=True)
        for engine in computers.engines.values():
            engine.close()


def docker(line: str, *, given: str | None = None) -> str:
    """What a command of a test's own prepares, and its output; `given` is its input."""
    done = subprocess.run(
        ["bash", "-c", line], input=given or "", capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout.strip()


def free_port(below: int = 0) -> int:
    """A port of this computer on which nobody listens; with `below` a lower one."""
    for number in range(below - 1, 0, -1) if below else (0,):
        with socket.socket() as drawn, suppress(OSError):
            drawn.bind(("", number))
            return int(drawn.getsockname()[1])
    raise AssertionError("no port is free")


def pasted(message: str) -> Explanation | None:
    """What the coach tells of an engine's message alone, as `explain` does."""
    said = explained(message)
    return said.explanation if isinstance(said, Message) else None
