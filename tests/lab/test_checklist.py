"""The list beside an exercise on the real engines: it moves by itself, there and back, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring.proving import nothing_kept
from helpers.dockerdata.api import HIDDEN
from helpers.dockerdata.types import Computer, ProbeKind
from helpers.dockerdata.units import NANO
from helpers.exercise.model import Verdict
from helpers.lesson.examiner import Onlooker
from helpers.lesson.lesson import Lesson
from helpers.lesson.tracker import NOT_BEGUN, Tracker
from helpers.world import hub, other_computer
from helpers.world.computers import Computers
from helpers.world.engine import Engine
from helpers.world.engine_events import Watch
from helpers.world.prober import TRIES
from tests.support.relay import Relay
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from helpers.dockerdata.types import Event, Probe
    from helpers.exercise.checklist import Steps


PATIENCE = 20.0
"""Seconds that a list may take on a busy machine; a test goes on as soon as its condition holds."""


class Page:
    """What a list would show: the last that it was told, all before it, and how often it was told anything."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.steps: Steps | None = None
        self.past: list[Steps] = []
        self.hindrance = ""
        self.times = 0

    def show(self, steps: Steps, hindrance: str) -> None:
        """Be told."""
        with self._changed:
            self.steps, self.hindrance, self.times = steps, hindrance, self.times + 1
            self.past.append(steps)
            self._changed.notify_all()

    def marks(self) -> dict[str, str]:
        """How the steps stand."""
        return {step.id: step.mark.value for step in self.steps.listed()} if self.steps else {}

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be shown. Raises AssertionError with what is shown instead."""
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE), (self.marks(), self.hindrance)

    def until_marks(self, **marks: str) -> None:
        """Wait for these marks."""
        wanted = {name.replace("_", "-"): mark for name, mark in marks.items()}
        self.until(lambda: wanted.items() <= self.marks().items())


@contextmanager
def following(
    name: str, through: Computers | None = None, heard: Computers | None = None
) -> Iterator[tuple[Page, Path]]:
    """An exercise that was started, with its list at work; gives what is shown and the exercise's folder.

    `through` are the computers that are looked at, `heard` those that tell what happens.
    """
    lesson, computers, page = Lesson(), through or Computers.here(), Page()
    note = lesson.start(name)
    assert note.kind == "done", note.text
    tracker = Tracker(Onlooker(computers, lesson.exercise(name)), lesson.practice, Watch(heard or computers), page.show)
    tracker.begin()
    try:
        page.until(lambda: bool(page.marks()))
        yield page, lesson.folder(name)
    finally:
        tracker.end()
        with nothing_kept(lesson.exercise(name)):
            lesson.reset(name)


def bash(script: str, folder: Path) -> None:
    """What a learner types."""
    subprocess.run(["bash", "-c", script], cwd=folder, check=False, capture_output=True, timeout=120)


def solve(name: str, folder: Path) -> None:
    """The exercise's own solution."""
    bash(Lesson().exercise(name).solution.script, folder)


def hidden(name: str) -> set[Probe]:
    """What an exercise's checks look for in a hidden container, each once for an image."""
    return {probe for check in course.exercise(name).checks for probe in check.probes if probe.kind.hidden}


def test_an_image_is_built_and_lost_again() -> None:
    """Each step ticks after the command that reached it, and breaks when its image goes."""
    with following("images.copy") as (page, folder):
        steps = [check.id for check in course.exercise("images.copy").checks]
        assert page.marks() == dict.fromkeys(steps, "open")
        solve("images.copy", folder)
        page.until_marks(**dict.fromkeys(steps, "done"))
        bash("docker rmi -f weather-copy:1.0", folder)
        page.until_marks(**dict.fromkeys(steps, "waiting") | {"built": "broken"})
        solve("images.copy", folder)
        page.until_marks(**dict.fromkeys(steps, "done"))


def test_a_stopped_container_breaks_its_step() -> None:
    """The engine's list of containers is behind its events: the step follows all the same."""
    with following("commands.run-detached") as (page, folder):
        solve("commands.run-detached", folder)
        page.until_marks(running="done", image="done")
        bash("docker stop -t 0 bakery-home", folder)
        page.until_marks(running="broken")
        bash("docker start bakery-home", folder)
        page.until_marks(running="done", image="done")


def test_what_is_to_be_kept_gets_no_tick() -> None:
    """What held at the start shows as such; it breaks when the learner takes it away."""
    with following("commands.stop") as (page, folder):
        assert page.marks() == {"middle": "open", "others": "kept"}
        bash("docker kill oven-left", folder)
        page.until_marks(others="broken")


def test_a_page_that_opens_later_than_its_container() -> None:
    """The port has no event of its own: a few more looks follow the container's."""
    with following("commands.publish") as (page, folder):
        solve("commands.publish", folder)
        page.until_marks(there="done", ports="done", running="done", page="done")


def test_a_file_of_the_folder_ticks_without_an_engine() -> None:
    """What a check reads from the exercise's folder moves the list when it is written, and when it goes."""
    with following("images.pin") as (page, folder):
        file = folder / "Dockerfile"
        before = file.read_text(encoding="utf-8")
        file.write_text(before.replace("busybox:latest", "busybox:1.36"), encoding="utf-8")
        page.until_marks(pinned="done")
        file.write_text(before, encoding="utf-8")
        page.until_marks(pinned="broken")


def test_a_file_on_the_other_computer_ticks() -> None:
    """Its disk is followed over SSH; no engine knows of what `scp` brings."""
    with following("transfer.scp") as (page, folder):
        solve("transfer.scp", folder)
        page.until_marks(arrived="done")
        other_computer.ask("rm -f postcard-scp.tar")
        page.until_marks(arrived="broken")


def test_a_login_ticks() -> None:
    """A login is a file; the engine says nothing of it."""
    with following("transfer.login") as (page, folder):
        assert page.marks() == {"logged-in": "open"}
        solve("transfer.login", folder)
        page.until_marks(logged_in="done")
        hub.logout(Computer.MINE)
        page.until_marks(logged_in="broken")


def test_a_push_ticks() -> None:
    """The Hub has no events; the engine that pushed has."""
    with following("transfer.push") as (page, folder):
        solve("transfer.push", folder)
        page.until_marks(pushed="done", same="done")


def test_the_other_computer_ticks() -> None:
    """What is done there is seen there."""
    with following("transfer.run-there") as (page, folder):
        solve("transfer.run-there", folder)
        page.until_marks(ran="done")


def test_looking_does_not_stir_itself(computers: Computers) -> None:
    """A hidden container is made once an image, and its own events start no further look."""
    with following("images.copy") as (page, folder):
        since = computers.mine.now()
        solve("images.copy", folder)
        page.until_marks(built="done", placed="done", prints="done", runs="done")
        told = page.times
        bash("docker volume create checklist-stir && docker volume rm checklist-stir", folder)
        computers.mine.rest(quiet=0.5)
        made = [e for e in computers.mine.events(since) if e.action == "create" and HIDDEN in e.attributes]
        assert len(made) == len(hidden("images.copy"))
        assert page.times == told


def test_an_image_that_never_ends_is_given_up(computers: Computers) -> None:
    """It holds up nothing else, is ended after a few seconds, is no tick, and later looks do not start it again."""
    with following("images.copy") as (page, folder):
        since = computers.mine.now()
        endless = 'FROM busybox:latest\\nWORKDIR /app\\nCOPY weather.sh /app/\\nCMD [\\"sleep\\", \\"3600\\"]\\n'
        bash(f'printf "{endless}" > Dockerfile; docker build -q -t weather-copy:1.0 .', folder)
        page.until_marks(built="done", placed="done")
        page.until(lambda: page.steps is not None and "prints" in page.steps.failed)
        assert [steps for steps in page.past if "placed" in steps.passed and "prints" not in steps.failed]
        bash("docker volume create checklist-stir && docker volume rm checklist-stir", folder)
        computers.mine.rest(quiet=0.5)
        started = [e for e in computers.mine.events(since) if e.action == "start" and HIDDEN in e.attributes]
        assert len(started) == TRIES * len([probe for probe in hidden("images.copy") if probe.kind is ProbeKind.RUN])
        assert page.marks()["prints"] == "open"


def test_answers_are_left_to_check() -> None:
    """The list neither asks for the answer nor stops at it: what comes behind it ticks."""
    with following("images.override") as (page, folder):
        assert page.marks() == {"ran": "open", "answer": "answer", "kept": "kept"}
        bash("docker run --rm parrot-override:1.0 cat /secret.txt", folder)
        page.until_marks(ran="done", answer="answer", kept="kept")


def test_a_reset_elsewhere_is_said_and_a_new_start_begins_anew() -> None:
    """Another notebook resets the exercise and starts it again: this one's list follows."""
    with following("commands.run-detached") as (page, folder):
        solve("commands.run-detached", folder)
        page.until_marks(running="done")
        Lesson().reset("commands.run-detached")
        page.until(lambda: page.hindrance == NOT_BEGUN)
        Lesson().start("commands.run-detached")
        solve("commands.run-detached", folder)
        page.until(lambda: not page.hindrance and page.marks()["running"] == "done")


def test_a_reset_is_said_where_no_engine_tells_of_it(tmp_path: Path) -> None:
    """The record goes after all else, maybe long after the last event: that it goes is heard, too."""
    silent = Computers(mine=Engine(f"unix://{tmp_path}/nosuch.sock", Computer.MINE))
    with following("commands.run-detached", heard=silent) as (page, _):
        Lesson().reset("commands.run-detached")
        page.until(lambda: page.hindrance == NOT_BEGUN)


def test_nothing_is_told_after_the_end(computers: Computers, tmp_path: Path) -> None:
    """A list that was ended stays as it is, whatever happens then."""
    with following("commands.run-detached") as (page, _):
        pass
    told, listening, heard = page.times, threading.Event(), threading.Event()

    def ear(computer: Computer, event: Event | None) -> None:
        if computer is Computer.MINE:
            (heard if event and event.action == "destroy" else listening).set()

    end = Watch(computers).tell(ear)
    assert listening.wait(PATIENCE)
    bash("docker volume create checklist-stir && docker volume rm checklist-stir", tmp_path)
    assert heard.wait(PATIENCE)
    end()
    assert page.times == told


def test_an_engine_that_goes_is_said_and_the_list_goes_on(computers: Computers, tmp_path: Path) -> None:
    """What was shown stays while it is gone; back again, the list follows what has happened meanwhile, too."""
    relay = Relay(tmp_path / "relay.sock", computers.mine.host)
    with following("commands.run-detached", Computers(mine=Engine(relay.host), other=computers.other)) as (
        page,
        folder,
    ):
        solve("commands.run-detached", folder)
        page.until_marks(running="done", image="done", serves="done")
        relay.cut()
        page.until(lambda: "꺼져 있습니다" in page.hindrance)
        assert page.marks() == {"running": "done", "image": "done", "serves": "done"}
        bash("docker stop -t 0 bakery-home", folder)
        relay.mend()
        page.until(lambda: not page.hindrance and page.marks()["running"] == "broken")
        bash("docker start bakery-home", folder)
        page.until_marks(running="done", image="done")


def test_an_engine_that_is_back_is_asked_again_without_a_further_event(computers: Computers, tmp_path: Path) -> None:
    """What was done while it did not answer is ticked when it answers, though nothing happens any more."""
    relay = Relay(tmp_path / "relay.sock", computers.mine.host)
    through = Computers(mine=Engine(relay.host), other=computers.other)
    with following("images.copy", through, heard=computers) as (page, folder):
        relay.cut()
        since = computers.mine.now()
        solve("images.copy", folder)
        page.until(lambda: "꺼져 있습니다" in page.hindrance)
        last = max(event.time for event in computers.mine.events(since))
        eventually(lambda: computers.mine.now() - last > 3 * NANO)
        relay.mend()
        page.until(lambda: set(page.marks().values()) == {"done"})


def test_the_list_as_text(tmp_path: Path) -> None:
    """As a terminal shows it: open, then done, and the same text for the same state."""
    lesson = Lesson()
    assert "아직 시작하지 않았습니다" in lesson.checklist("commands.stop").text
    lesson.start("commands.stop")
    try:
        before = lesson.checklist("commands.stop").plain
        assert "[ ] `oven-middle`" in before
        assert "[=] `oven-left`" in before
        assert lesson.checklist("commands.stop").plain == before
        solve("commands.stop", tmp_path)
        assert "[v] `oven-middle`" in lesson.checklist("commands.stop").plain
        assert lesson.check("commands.stop").verdict is Verdict.PASSED
    finally:
        with nothing_kept(lesson.exercise("commands.stop")):
            lesson.reset("commands.stop")
