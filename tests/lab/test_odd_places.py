"""Odd places and rights: each function says cause and remedy in Korean, raises nothing and passes nobody."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.model import Verdict
from helpers.lesson.exercise_folder import folder_of
from helpers.world.prober import Prober
from tests.lab.test_keeping import _everything
from tests.support.tiny import BUILD, TINY, bash, lesson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.dockerdata.types import Fact, Probe
    from helpers.world.computers import Computers


def _file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")


def _link(to: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(path if to == "itself" else to)

    return make


def _folder(mode: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.mkdir(parents=True)
        path.chmod(mode)

    return make


def _pipe(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


FOLDER, ABOVE, HOME = "work/exercises/start/tiny", "work/exercises", "practice"
PLACES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "folder is a file": (FOLDER, _file),
    "folder is a pipe": (FOLDER, _pipe),
    "folder is a dangling link": (FOLDER, _link("/nowhere/x")),
    "folder is a link to itself": (FOLDER, _link("itself")),
    "folder is closed": (FOLDER, _folder(0)),
    "folder is read-only": (FOLDER, _folder(0o555)),
    "folder is another's": (FOLDER, _link("/usr/share")),
    "above the folder is a file": (ABOVE, _file),
    "above the folder is closed": (ABOVE, _folder(0)),
    "records' folder is a file": (HOME, _file),
    "records' folder is closed": (HOME, _folder(0)),
    "records' folder is read-only": (HOME, _folder(0o555)),
    "records' folder is another's": (HOME, _link("/usr/share")),
    "record is a folder": (f"{HOME}/start.tiny.json", _folder(0o755)),
    "record is a dangling link": (f"{HOME}/start.tiny.json", _link("/nowhere/x")),
    "lock is a folder": (f"{HOME}/start.tiny.lock", _folder(0o755)),
    "lock is a dangling link": (f"{HOME}/start.tiny.lock", _link("/nowhere/x")),
    "progress is a folder": (f"{HOME}/progress.db", _folder(0o755)),
}
"""What stands where, before the first start."""
REMEDIES = ("지우거나 이름을 바꾼 뒤", "권한을 되돌리고")
GOES_ON = ("record is a dangling link", "progress is a folder")
"""Nothing there is in the way of an exercise."""


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where the learner works, in `work`, and the records lie, in `practice`."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    yield tmp_path
    for path in _everything(tmp_path):
        assert path


def _standing(path: Path) -> tuple[int, int, int]:
    info = path.lstat()
    return info.st_ino, info.st_mode, info.st_mtime_ns


@pytest.mark.parametrize("name", PLACES)
def test_what_stands_in_the_way_is_told(computers: Computers, base: Path, name: str) -> None:
    """It is left as it is, and once it is gone the exercise can be done."""
    place, make = PLACES[name]
    make(base / place)
    stood = _standing(base / place)
    functions, words = lesson(computers, base / "practice"), io.StringIO()
    with contextlib.redirect_stderr(words):
        started = functions.start(TINY.id)
        verdict = functions.check(TINY.id).verdict
        notes = [functions.checklist(TINY.id), functions.hint(TINY.id), functions.reset(TINY.id)]
    goes_on = name in GOES_ON
    assert (started.kind, verdict) == ("done" if goes_on else "broken", Verdict.NOT_ATTEMPTED), started.text
    assert goes_on or any(remedy in started.text for remedy in ("지우거나 이름을 바꾼 뒤", "권한을 되돌리고")), (
        started.text
    )
    for text in (started.text, *(note.text for note in notes), words.getvalue()):
        assert "실습실에 문제가 있습니다" not in text
        assert "Traceback" not in text
    if not goes_on:
        assert _standing(base / place) == stood
        assert {path.name for path in _everything(base / "work")} <= {Path(place).name}
        (base / place).rename(base / "away")
        assert functions.start(TINY.id).kind == "done"
        assert functions.reset(TINY.id).kind == "done"


LATER: dict[str, Callable[[Path], None]] = {
    "gone": lambda _folder: None,
    "a file": _file,
    "a pipe": _pipe,
    "a dangling link": _link("/nowhere/x"),
    "closed": _folder(0),
    "another's": _link("/usr/share"),
}


@pytest.mark.parametrize("name", LATER)
def test_the_folder_becomes_odd_during_the_exercise(computers: Computers, base: Path, name: str) -> None:
    """Check and reset do their work, and what stands there is left alone; the learner is not blamed and not passed."""
    functions = lesson(computers, base / "practice")
    assert functions.start(TINY.id).kind == "done"
    folder = folder_of(TINY)
    (folder / "notes.txt").unlink()
    folder.rmdir()
    LATER[name](folder)
    assert functions.check(TINY.id).verdict is Verdict.NOT_ATTEMPTED
    assert functions.checklist(TINY.id).kind == "done"
    note = functions.reset(TINY.id)
    assert note.kind == "done", note.text
    assert os.path.lexists(folder) == (name != "gone")


def test_reset_with_a_closed_record_folder_says_so(computers: Computers, base: Path) -> None:
    """And works once it is open again."""
    functions = lesson(computers, base / "practice")
    assert functions.start(TINY.id).kind == "done"
    bash(BUILD, folder_of(TINY))
    (base / "practice").chmod(0)
    note = functions.reset(TINY.id)
    assert (note.kind, "권한을 되돌리고" in note.text) == ("broken", True), note.text
    assert functions.check(TINY.id).verdict is not Verdict.PASSED
    (base / "practice").chmod(0o755)
    assert functions.check(TINY.id).verdict is Verdict.PASSED
    assert functions.reset(TINY.id).kind == "done"


@pytest.mark.parametrize("home", [None, "", "/nowhere", "/dev/null"])
def test_without_a_home_nothing_is_raised(home: str | None) -> None:
    """Where HOME is not set the user's own is taken; where it cannot be used, the terminal says so."""
    given = {name: value for name, value in os.environ.items() if name != "HOME"} | (
        {} if home is None else {"HOME": home}
    )
    for command in (
        ["begin", "start.first-run"],
        ["check", "start.first-run"],
        ["progress"],
        ["reset", "start.first-run"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "helpers.ui.cli", *command],
            env=given, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        assert "실습실에 문제가" not in done.stderr
        assert "[통과]" not in done.stdout


@pytest.mark.parametrize("kind", [probes.file, probes.tar])
def test_a_pipe_in_a_files_place_makes_nobody_wait(
    computers: Computers, tmp_path: Path, kind: Callable[[str], Probe]
) -> None:
    """A check that reads it would wait for a writer for ever: it is no file."""
    os.mkfifo(tmp_path / "x")
    probe, state = kind("x"), computers.mine.snapshot()
    found: list[Fact] = []

    def look() -> None:
        found.append(Prober(computers).gather([probe], {Computer.MINE: state}, tmp_path)[probe])

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(20)
    assert [fact.found for fact in found] == [False]
