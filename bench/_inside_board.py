"""Run in the learner's seat by board.py: medians in seconds, with so many stopped containers standing."""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.ui.board.changes import marked
from helpers.ui.board.model import as_json
from helpers.ui.board.places import Look, Looker, board
from helpers.ui.widgets.board import GATHER, LiveBoard
from helpers.world.computers import Computers
from helpers.world.engine_events import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.dockerdata.types import Event
    from helpers.ui.board.model import Board

PATHS: tuple[tuple[str, dict[str, int]], ...] = (
    ("/containers/json", {"all": 1}),
    ("/images/json", {}),
    ("/networks", {}),
    ("/volumes", {}),
)
PATIENCE = 20.0


def medians(questions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each question, in seconds; they take turns, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in questions}
    for turn in range(rounds + 1):
        for name, question in questions.items():
            begin = time.perf_counter()
            question()
            if turn:
                times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(found) for name, found in times.items()}


def sent(found: Board) -> str:
    """A board as it is sent."""
    return json.dumps([as_json(place) for place in found.places], ensure_ascii=False)


def wait(said: threading.Event, deed: Callable[[], object]) -> None:
    """Do something and wait until it is noticed."""
    said.clear()
    deed()
    if not said.wait(PATIENCE):
        sys.exit("a change was not noticed")


def listening(heard: threading.Event, said: threading.Event, deed: Callable[[], object]) -> None:
    """Make changes until both listeners notice them."""
    end = time.monotonic() + PATIENCE
    while not (heard.is_set() and said.is_set()):
        deed()
        if time.monotonic() > end:
            sys.exit("nobody listens")
        time.sleep(0.1)


def main(rounds: int, standing: int) -> None:
    """Stand the containers up, measure, take them away."""
    computers = Computers.here()
    engine, api = computers.mine, computers.mine.api
    api.pull("busybox", tag="latest")
    made = [api.create_container("busybox", "true", name=f"bench-{n:03}")["Id"] for n in range(standing)]
    try:
        looker, said = Looker(computers), threading.Event()
        before = board(Look(computers=(looker.computer(Computer.MINE),)))
        names = iter(range(10**6))

        def rename() -> None:
            api.rename(made[0], f"bench-renamed-{next(names)}")

        def calls() -> None:
            for path, query in PATHS:
                engine.fetch(path, **query)

        def look() -> None:
            sent(marked(before, board(Look(computers=(looker.computer(Computer.MINE),)))))

        def noticed() -> None:
            wait(heard, rename)
            calls()

        def notice(_computer: Computer, event: Event | None) -> None:
            if event:
                heard.set()

        def send(found: Board) -> None:
            sent(found)
            said.set()

        heard = threading.Event()
        forget = Watch(computers).tell(notice)
        live = LiveBoard(looker, Watch(computers), send)
        listening(heard, said, rename)
        seconds = medians({"floor": calls, "look": look}, rounds)
        seconds |= medians({"event": noticed, "sent": lambda: wait(said, rename)}, rounds) | {"gather": GATHER}
        live.end()
        forget()
    finally:
        for name in made:
            api.remove_container(name, force=True)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
