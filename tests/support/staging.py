"""Set a stage for mistakes: take away what they leave on the engine, keep what stood before.

Also runs what a test prepares by hand.
"""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.world import hub
from helpers.world.computers import Computers
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.dockerdata.types import DockerState
    from helpers.world.engine import Engine


@contextmanager
def staged(*images: str) -> Iterator[None]:
    """Have public images ready; afterwards all that is new on the learner's computer is taken away, but for those."""
    computers = Computers.here()
    engine = computers.mine
    before = engine.snapshot()
    for image in images:
        docker(f"docker pull -q {image}")
    try:
        yield
    finally:
        hub.logout(Computer.MINE)
        _clear(engine, before, {f"{image}:latest" for image in images})
        for each in computers.engines.values():
            each.close()


def _clear(engine: Engine, before: DockerState, stock: set[str]) -> None:
    """Remove containers, images (but for those named in `stock`), volumes and networks that are not in `before`."""
    known = {container.id for container in before.containers} | {image.id for image in before.images}
    known |= {volume.name for volume in before.volumes} | {network.id for network in before.networks}
    tags = stock | {tag for image in before.images for tag in image.tags}
    for container in engine.snapshot().containers:
        if container.id not in known:
            _remove(engine, "remove_container", container.id, force=True, v=True)
    now = engine.snapshot()
    for tag in {tag for image in now.images for tag in image.tags} - tags:
        _remove(engine, "remove_image", tag, force=True)
    for image in engine.snapshot().images:
        if not image.tags and image.id not in known:
            _remove(engine, "remove_image", image.id, force=True)
    for volume in now.volumes:
        if volume.name not in known:
            _remove(engine, "remove_volume", volume.name)
    for network in now.networks:
        if network.id not in known:
            _remove(engine, "remove_network", network.id)


def _remove(engine: Engine, call: str, name: str, **options: bool) -> None:
    with suppress(EngineRefused), engine.asking():  # gone already, as by `--rm`
        getattr(engine.api, call)(name, **options)


def docker(line: str, *, given: str | None = None) -> str:
    """Run Bash that prepares a test, and return what it prints; `given` is its input. Fails with its stderr."""
    done = subprocess.run(
        ["bash", "-c", line], input=given or "", capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout.strip()


def free_port(below: int = 0) -> int:
    """Return a port of this computer on which nobody listens; with `below` a lower one."""
    for number in range(below - 1, 0, -1) if below else (0,):
        with socket.socket() as drawn, suppress(OSError):
            drawn.bind(("", number))
            return int(drawn.getsockname()[1])
    raise AssertionError("no port is free")
