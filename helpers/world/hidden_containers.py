"""Hidden containers: made to look into an image or to see what it does, and always removed again.

They carry a label by which no snapshot and no event list shows them (`reading`), have no network but the one that they
are to look at, and never pull.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from helpers.dockerdata import tarfiles
from helpers.dockerdata.api import HIDDEN
from helpers.dockerdata.types import Fact
from helpers.dockerdata.units import NANO
from helpers.world import errors
from helpers.world.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.world.engine import Engine

SECONDS = 20
TOO_LONG = 124
"""The exit code of a run that was ended because it took too long, as `timeout` has it."""
CANNOT_START = 127
_MEMORY = 256 * 1024 * 1024


@contextlib.contextmanager
def container(
    engine: Engine, image: str, command: list[str] | None, *, entrypoint: str | None = None, network: str = "none"
) -> Iterator[str]:
    """A hidden container of `image`, made and not started; gives its id. `network` is as after `--network`."""
    limits = engine.api.create_host_config(network_mode=network, mem_limit=_MEMORY)
    with engine.asking():
        made = engine.api.create_container(
            image, command, labels={HIDDEN: "true"}, host_config=limits, entrypoint=entrypoint
        )
    try:
        yield made["Id"]
    finally:
        with contextlib.suppress(Refused), engine.asking():
            engine.api.remove_container(made["Id"], force=True, v=True)


def sweep(engine: Engine, over: float = 2 * SECONDS) -> None:
    """Remove the hidden containers that outlived their question, because the engine or we were killed meanwhile.

    No question takes `over` seconds.
    """
    for found in engine.get("/containers/json", all=1, filters=json.dumps({"label": [HIDDEN]})):
        if engine.now() - found["Created"] * NANO > over * NANO:
            with contextlib.suppress(Refused), engine.asking():
                engine.api.remove_container(found["Id"], force=True, v=True)


def run(engine: Engine, image: str, detail: str, seconds: float = SECONDS) -> Fact:
    """What the image writes and how it ends, with its own command or, from `detail`, a JSON list of words.

    It is ended after `seconds`.
    """
    try:
        with container(engine, image, json.loads(detail) if detail else None) as made:
            return _to_the_end(engine, made, seconds)
    except Refused as refusal:
        return Fact(found=True, text=refusal.words, code=CANNOT_START)


def _to_the_end(engine: Engine, made: str, seconds: float) -> Fact:
    with engine.asking():
        engine.api.start(made)
    try:
        with engine.asking():
            code = int(engine.api.wait(made, timeout=seconds)["StatusCode"])
    except errors.EngineGone:
        if not engine.alive():
            raise
        code = TOO_LONG
    return Fact(found=True, text=logs(engine, made), code=code)


def logs(engine: Engine, name: str) -> str:
    """What a container wrote, both streams, in order."""
    with engine.asking():
        written: bytes = engine.api.logs(name, stdout=True, stderr=True, tail=2000)
    return tarfiles.cut(written)
