"""What happens on the computers and their disks is told as it happens, once, and never what only the course does."""

from __future__ import annotations

import subprocess
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.lesson.lesson import Lesson
from helpers.world import file_events, other_computer
from helpers.world.engine_events import Watch
from helpers.world.prober import Prober
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from helpers.dockerdata.types import Event
    from helpers.world.computers import Computers

PATIENCE = 20.0
"""Seconds that something may take on a busy machine; a test goes on as soon as its condition holds."""


def bash(script: str) -> None:
    """What a learner types."""
    subprocess.run(["bash", "-c", script], check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)


class Ear:
    """A listener that remembers what it was told."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.heard: list[tuple[Computer, Event | None]] = []

    def __call__(self, computer: Computer, event: Event | None) -> None:
        """Hear."""
        with self._changed:
            self.heard.append((computer, event))
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what is to be heard."""
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE), self.heard

    def actions(self, computer: Computer, name: str) -> list[str]:
        """What was heard of one container or volume."""
        return [event.action for at, event in self.heard if event and at is computer and name in (event.name, event.id)]

    def took(self, actions: list[str], computer: Computer, name: str) -> bool:
        """Whether exactly these actions were heard of one container or volume."""
        return self.actions(computer, name) == actions


@pytest.fixture
def ear(computers: Computers) -> Iterator[Ear]:
    """Somebody who listens to both computers already."""
    found = Ear()
    end = Watch(computers).tell(found)
    found.until(lambda: {(Computer.MINE, None), (Computer.OTHER, None)} <= set(found.heard))
    yield found
    end()


def test_events_of_both_computers_are_heard(ear: Ear) -> None:
    """In order, without those of hidden helpers and of mere looking."""
    bash("docker volume create ear-volume; docker volume rm ear-volume")
    bash("ssh other 'docker volume create ear-volume; docker volume rm ear-volume'")
    for computer in Computer:
        ear.until(partial(ear.took, ["create", "destroy"], computer, "ear-volume"))


def test_hidden_containers_are_not_heard(ear: Ear, computers: Computers) -> None:
    """What the course makes behind the scenes is nobody's news."""
    bash("docker pull -q busybox:latest")
    ear.until(lambda: any(event and event.action == "pull" for _, event in ear.heard))
    heard = len(ear.heard)
    probe, state = probes.run("busybox:latest", ("true",)), computers.mine.snapshot()
    found = Prober(computers).gather([probe], {Computer.MINE: state}, Lesson().folder("images.copy"))
    assert found[probe].code == 0
    bash("docker volume create ear-after; docker volume rm ear-after")
    ear.until(lambda: ear.actions(Computer.MINE, "ear-after") == ["create", "destroy"])
    assert not [event for _, event in ear.heard[heard:] if event and event.kind == "container"]


def test_who_listens_again_hears_everything_once(computers: Computers) -> None:
    """A thread that still hangs on its connection after the last listener left tells the next one nothing."""
    watch, first, second = Watch(computers), Ear(), Ear()
    end = watch.tell(first)
    first.until(lambda: (Computer.MINE, None) in first.heard)
    end()
    end = watch.tell(second)
    second.until(lambda: (Computer.MINE, None) in second.heard)
    bash("docker volume create ear-again; docker volume rm ear-again; docker volume create ear-end")
    second.until(lambda: second.actions(Computer.MINE, "ear-end") == ["create"])
    assert second.actions(Computer.MINE, "ear-again") == ["create", "destroy"]
    assert not first.actions(Computer.MINE, "ear-again")
    end()
    bash("docker volume rm ear-end")


def test_changes_of_files_are_told_and_reading_is_not(tmp_path: Path) -> None:
    """Written, moved, removed, in a folder below as well; a reader is not heard."""
    told = threading.Semaphore(0)
    (tmp_path / "below").mkdir()
    (tmp_path / "read").write_text("x")
    ends = file_events.follow([probes.file("x")], tmp_path, told.release)
    try:
        assert (tmp_path / "read").read_text() == "x"
        assert not told.acquire(timeout=0.3)
        for change in (
            lambda: (tmp_path / "below" / "new").write_text("1"),
            lambda: (tmp_path / "below" / "new").rename(tmp_path / "moved"),
            (tmp_path / "moved").unlink,
        ):
            while told.acquire(blocking=False):
                pass
            change()
            assert told.acquire(timeout=PATIENCE)
    finally:
        for end in ends:
            end()


def test_the_watcher_on_the_other_computer_ends_with_its_list() -> None:
    """No program stays behind there when nobody listens any more."""

    def running() -> int:
        return len(
            other_computer.ask("pgrep -u learner -f 'inotifywait -mq[r]'").stdout.split()
        )  # and the shells around it

    before = running()
    ends = file_events.follow(
        [probes.file("x", probes.HOME, Computer.OTHER)], Lesson().folder("transfer.scp"), lambda: None
    )
    eventually(lambda: running() > before)
    for end in ends:
        end()
    eventually(lambda: running() == before)
