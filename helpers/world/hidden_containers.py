"""Make hidden containers, to look into an image or to see what it does, and always remove them again.

They carry a label by which no snapshot and no event list shows them (`dockerdata.api`), have no network but the one
that they are to look at, and never pull. A learner's command that lists or removes things must not meet one: both take
a lock, the hidden containers of one program or any number of the learner's commands (`coached` in
images/notebook/coach). Neither waits for ever: a command may stand at a question that nobody answers.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata import tarfiles
from helpers.dockerdata.api import HIDDEN
from helpers.dockerdata.types import TOO_LONG, Computer, Fact
from helpers.dockerdata.units import MIB, NANO
from helpers.world import errors, safe_files
from helpers.world.environment import in_lab, state_folder
from helpers.world.errors import EngineRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from helpers.world.engine import Engine

SECONDS = 20
CANNOT_START = 127
_SERVES_WITHIN = 3.0
"""Seconds that a server may take until it answers; one that ends earlier is not waited for."""
_ASK_EVERY = 0.05
_MEMORY = 256 * MIB
LOCK = "hidden.lock"
VOLUME = "/lab-volume"
_PAGE = (
    "wget -qO- http://$0:$1/ 2> /dev/null || curl -fs http://$0:$1/ 2> /dev/null || "
    r"""bash -c 'exec 3<> /dev/tcp/$0/$1 && printf "GET / HTTP/1.0\r\n\r\n" >&3 && cat <&3' $0 $1 2> /dev/null"""
)
"""Gets a page with whatever an image has for it; `$0` is the host, `$1` the port."""
PATIENCE = 5.0
"""Seconds that are waited for the other's turn to end."""


@contextlib.contextmanager
def container(
    engine: Engine,
    image: str,
    command: list[str] | None,
    *,
    entrypoint: str | None = None,
    network: str = "none",
    env: Mapping[str, str] | None = None,
    volume: str = "",
    binds: Sequence[str] = (),
) -> Iterator[str]:
    """Make a hidden container of `image`, not started; gives its id.

    `network` is as after `--network`; the `volume` is mounted at VOLUME, and read only; `binds` are as after `-v`.
    """
    given = [*binds, *([f"{volume}:{VOLUME}:ro"] if volume else ())]
    limits = engine.api.create_host_config(network_mode=network, mem_limit=_MEMORY, binds=given or None)
    with engine.asking():
        made = engine.api.create_container(
            image,
            command,
            labels={HIDDEN: "true"},
            host_config=limits,
            entrypoint=entrypoint,
            environment=dict(env or {}),
        )
    try:
        yield made["Id"]
    finally:
        with contextlib.suppress(EngineRefused), engine.asking():
            engine.api.remove_container(made["Id"], force=True, v=True)


def sweep(engine: Engine, over: float = 2 * SECONDS) -> None:
    """Remove the hidden containers that outlived their question, because the engine or we were killed meanwhile.

    No question takes `over` seconds.
    """
    for found in engine.get("/containers/json", all=1, filters=json.dumps({"label": [HIDDEN]})):
        if engine.now() - found["Created"] * NANO > over * NANO:
            with contextlib.suppress(EngineRefused), engine.asking():
                engine.api.remove_container(found["Id"], force=True, v=True)


def run(engine: Engine, image: str, detail: str, seconds: float = SECONDS) -> Fact:
    """Return what the image writes and how it ends, run as `detail` says (`probes.run`), for `seconds` at most.

    That it writes nothing is believed at the second time: a busy engine may lose the words of what ends at once.
    """
    fact = _run(engine, image, detail, seconds)
    return fact if fact.text or fact.code else _run(engine, image, detail, seconds)


def _run(engine: Engine, image: str, detail: str, seconds: float) -> Fact:
    asked = json.loads(detail) if detail else {}
    command, entrypoint, env = (asked.get(name) for name in ("command", "entrypoint", "env"))
    try:
        with container(engine, image, command, entrypoint=entrypoint, env=env) as made:
            if files := asked.get("files"):
                with contextlib.suppress(EngineRefused), engine.asking():  # no room for it: it runs with its own
                    engine.api.put_archive(made, "/", tarfiles.pack(files))
            return _to_the_end(engine, made, seconds)
    except EngineRefused as refusal:
        return Fact(found=True, text=refusal.words, code=CANNOT_START)


def served(engine: Engine, image: str, detail: str, seconds: float = SECONDS) -> Fact:
    """Return what the image serves when it is run as it is, asked from inside as `detail` says (`probes.served`)."""
    asked = json.loads(detail)
    try:
        with container(engine, image, None, env=asked["env"]) as made:
            with engine.asking():
                engine.api.start(made)
            said = _asked_inside(engine, made, asked["ask"], min(seconds, _SERVES_WITHIN))
            found = engine.get(f"/containers/{made}/json")
            ended = None if found["State"]["Running"] else found["State"]["ExitCode"]
            command = " ".join((found["Path"], *found["Args"]))
            data = {"said": said, "ended": ended, "command": command, "logs": logs(engine, made)}
    except EngineRefused as refusal:
        data = {"said": None, "ended": CANNOT_START, "command": "", "logs": refusal.words}
    code = TOO_LONG if data["said"] is None and data["ended"] is None else 0
    return Fact(found=True, text=json.dumps(data, ensure_ascii=False), code=code)


def _asked_inside(engine: Engine, made: str, command: list[str], seconds: float) -> str | None:
    """Run a command in a container until it succeeds, and return what it writes; None where it does not in time.

    That it writes nothing is believed last: an engine may lose the words of a command that ends at once.
    """
    last: str | None = None
    end = time.monotonic() + seconds
    while time.monotonic() < end and engine.get(f"/containers/{made}/json")["State"]["Running"]:
        with contextlib.suppress(EngineRefused), engine.asking():  # it may have ended meanwhile
            question = engine.api.exec_create(made, command, stderr=False)
            said: bytes = engine.api.exec_start(question)
            code = engine.api.exec_inspect(question)["ExitCode"]
            last = last if code else tarfiles.cut(said)
            if last or code == CANNOT_START:
                break
        time.sleep(_ASK_EVERY)  # it is still getting ready
    return last


def page(engine: Engine, name: str, host: str, port: str, seconds: float) -> Fact:
    """Return the page at a host's port as a running container gets it; not found where nobody answers."""
    found = engine.get(f"/containers/{name}/json")
    try:
        with container(
            engine, found["Image"], ["-c", _PAGE, host, port], entrypoint="sh", network=f"container:{found['Id']}"
        ) as made:
            fact = _to_the_end(engine, made, seconds)
    except EngineRefused as refusal:
        return Fact(found=False, text=refusal.words)
    return replace(fact, found=fact.code == 0)


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
    """Return what a container wrote, both streams, in order."""
    with engine.asking():
        written: bytes = engine.api.logs(name, stdout=True, stderr=True, tail=2000)
    return tarfiles.cut(written)


def takes_turns(computer: Computer) -> bool:
    """Return whether a learner's commands there take their turn: those typed at the lab's own computer do."""
    return in_lab() and computer is Computer.MINE


class Turn:
    """One program's hidden containers: the first takes the lock, the last lets it go."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._number = 0
        self._held = contextlib.ExitStack()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Make a hidden container within, and remove it."""
        with self._one:
            if not self._number:
                self._held.enter_context(_locked(alone=True))
            self._number += 1
        try:
            yield
        finally:
            with self._one:
                self._number -= 1
                if not self._number:
                    self._held.close()


our_turn = Turn().taken


def learners_turn() -> contextlib.AbstractContextManager[None]:
    """Remove things within, as the learner's commands do."""
    return _locked(alone=False)


@contextlib.contextmanager
def _locked(*, alone: bool) -> Iterator[None]:
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # a disk that is full must not stop a check
            if in_lab():
                held.enter_context(safe_files.locked(state_folder() / LOCK, alone=alone, seconds=PATIENCE))
        yield
