"""A stage for mistakes that leave more than containers and names: nameless images, volumes, networks.

Also hears what the coach says of a command later on, when what it started has had its time.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from helpers import coach
from helpers.world.computers import Computers
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach import Explanation, FinishedCommand


@contextmanager
def cleared(*images: str) -> Iterator[None]:
    """`staged`, and afterwards nothing at all is left that was not there before."""
    with staged(*images):
        computers = Computers.here()
        engine = computers.mine
        before = engine.snapshot()
        try:
            yield
        finally:
            made = {found.id for found in engine.snapshot().containers} - {found.id for found in before.containers}
            for container in made:
                engine.api.remove_container(container, force=True, v=True)
            after = engine.snapshot()
            for image in after.images:
                if not image.tags and image.id not in {found.id for found in before.images}:
                    engine.api.remove_image(image.id, force=True)
            for volume in {found.name for found in after.volumes} - {found.name for found in before.volumes}:
                engine.api.remove_volume(volume)
            for network in {found.id for found in after.networks} - {found.id for found in before.networks}:
                engine.api.remove_network(network)
            engine.close()


def later(ran: FinishedCommand, seconds: float = 10) -> Explanation | None:
    """What is told so many seconds from now, if all stays as it is: nobody has to wait for that."""
    scene = coach.Scene.after(ran)
    scene.now = time.time() + seconds
    return coach.diagnose(ran, scene)


def in_time(ran: FinishedCommand, deadline: float = 10) -> Explanation | None:
    """What is told as soon as something is; None where nothing was by the deadline, in seconds."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        if explanation := later(ran, 0):
            return explanation
        time.sleep(0.05)  # between two looks, until the deadline
    return None
