"""Logbook is kept whatever happens: many at once, an older or a newer database, a damaged file, a full disk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.course.catalogue import catalogue
from helpers.lesson.progress import as_json, progress_of
from helpers.lesson.progress_log import MIGRATIONS, Kind, Logbook
from helpers.ui import cli, progress_view
from helpers.ui.progress_view import first_page

if TYPE_CHECKING:
    from pathlib import Path

FIRST_VERSION = """
CREATE TABLE event (
    number INTEGER PRIMARY KEY, at REAL NOT NULL, exercise TEXT NOT NULL, kind TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT '', points REAL NOT NULL DEFAULT 0
);
CREATE INDEX event_of ON event (exercise, number);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES (1.0, 'images.copy', 'start', '', 0);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES (2.0, 'images.copy', 'check', 'passed', 2);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES (3.0, 'images.gone-since', 'check', 'passed', 1);
PRAGMA user_version = 1;
"""
"""A database as the first release of it left one; never to be changed."""


@pytest.fixture
def told() -> list[str]:
    """What the learner was told."""
    return []


@pytest.fixture
def logbook(tmp_path: Path, told: list[str]) -> Logbook:
    """An empty one."""
    return Logbook(tmp_path, tell=told.append)


def raw(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the database itself."""
    with closing(sqlite3.connect(folder / "progress.db")) as database:
        return database.execute(query).fetchall()


def test_events_come_to_a_trace(logbook: Logbook) -> None:
    """The best check counts, whatever came after it."""
    logbook.note("images.copy", Kind.START)
    logbook.note("images.copy", Kind.CHECK, verdict="failed")
    logbook.note("images.copy", Kind.CHECK, verdict="passed", points=2)
    logbook.note("images.copy", Kind.RESET)
    logbook.note("images.copy", Kind.CHECK, verdict="failed")
    logbook.note("images.tag", Kind.SOLUTION)
    found = logbook.traces()
    copy, tag = found["images.copy"], found["images.tag"]
    assert (copy.passed, copy.points, copy.checks, copy.shown) == (True, 2.0, 3, False)
    assert (tag.passed, tag.points, tag.checks, tag.shown) == (False, 0.0, 0, True)
    assert copy.last < tag.last
    assert 1.7e9 < copy.at <= tag.at


def test_every_event_is_kept_with_its_time(logbook: Logbook, tmp_path: Path) -> None:
    """One row an event: what, when, with which verdict and how many points."""
    logbook.note("images.copy", Kind.START)
    logbook.note("images.copy", Kind.CHECK, verdict="failed", points=0)
    assert raw(tmp_path, "SELECT exercise, kind, verdict, points FROM event WHERE at > 1.7e9 ORDER BY number") == [
        ("images.copy", "start", "", 0.0),
        ("images.copy", "check", "failed", 0.0),
    ]


def test_what_is_kept_later_comes_before_what_is_asked_next(logbook: Logbook) -> None:
    """Nobody waits for the disk, and yet nothing that is asked of the same logbook misses what went before."""
    for _ in range(50):
        logbook.later("a.b", Kind.CHECK, verdict="failed")
    logbook.note("a.b", Kind.RESET)
    logbook.later("a.c", Kind.CHECK, verdict="passed", points=1)
    found = logbook.traces()
    assert (found["a.b"].checks, found["a.c"].passed) == (50, True)
    assert found["a.b"].last < found["a.c"].last


def test_what_is_kept_later_is_kept_when_the_program_ends(tmp_path: Path) -> None:
    """A program whose last deed is a check leaves it in the database."""
    program = (
        "import sys; from pathlib import Path; from helpers.lesson.progress_log import Kind, Logbook;"
        "Logbook(Path(sys.argv[1])).later('a.b', Kind.CHECK, verdict='passed', points=1)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert Logbook(tmp_path).traces()["a.b"].passed


def test_hints_are_given_one_by_one_and_remembered(logbook: Logbook, tmp_path: Path) -> None:
    """A new process goes on where the last one was; after the last hint nothing more is counted."""
    assert [logbook.hint("a.b", 3) for _ in range(2)] == [0, 1]
    assert [Logbook(tmp_path).hint("a.b", 3) for _ in range(3)] == [2, 3, 3]
    assert logbook.traces()["a.b"].hints == 3
    assert logbook.hint("a.other", 3) == 0


def test_a_start_keeps_the_hints_and_a_reset_begins_with_the_first(logbook: Logbook) -> None:
    """Whoever starts over after a reset gets the hints one by one again; what was given is still on record."""
    logbook.hint("a.b", 3)
    logbook.note("a.b", Kind.START)
    assert logbook.hint("a.b", 3) == 1
    logbook.note("a.b", Kind.RESET)
    assert logbook.traces()["a.b"].hints == 0
    assert logbook.hint("a.b", 3) == 0


def test_a_new_hint_of_a_newer_course_is_given(logbook: Logbook) -> None:
    """Where the course has one more hint than had been given, it is the next."""
    assert [logbook.hint("a.b", 2) for _ in range(3)] == [0, 1, 2]
    assert logbook.hint("a.b", 3) == 2


WRITER = """
import sys
from pathlib import Path
from helpers.lesson.progress_log import Kind, Logbook
logbook = Logbook(Path(sys.argv[1]))
for _ in range(25):
    logbook.note(sys.argv[2], Kind.CHECK, verdict="failed")
    logbook.hint("shared", 10_000)
"""


def test_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Four processes that also make the database at the same time: every event of each is there."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), f"a.{number}"]) for number in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    found = Logbook(tmp_path).traces()
    assert [found[f"a.{number}"].checks for number in range(4)] == [25] * 4
    assert found["shared"].hints == 100


def test_a_database_of_version_1_is_read_by_this_course(tmp_path: Path, logbook: Logbook, told: list[str]) -> None:
    """Its events count, those of exercises that are gone are kept, and it is written on."""
    with closing(sqlite3.connect(tmp_path / "progress.db")) as database:
        database.executescript(FIRST_VERSION)
    logbook.note("images.copy", Kind.HINT)
    assert {name: trace.passed for name, trace in logbook.traces().items()} == {
        "images.copy": True,
        "images.gone-since": True,
    }
    assert (len(raw(tmp_path, "SELECT * FROM event")), told) == (4, [])


def test_a_newer_course_brings_the_database_up_to_date(tmp_path: Path, told: list[str]) -> None:
    """Its step is done once, old rows are kept, and the course before it can still write to the file."""
    with closing(sqlite3.connect(tmp_path / "progress.db")) as database:
        database.executescript(FIRST_VERSION)
    step = ("ALTER TABLE event ADD COLUMN place TEXT NOT NULL DEFAULT 'notebook'",)
    newer = Logbook(tmp_path, tell=told.append, migrations=(*MIGRATIONS, step))
    newer.note("images.copy", Kind.HINT)
    newer.note("images.copy", Kind.HINT)
    assert raw(tmp_path, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    older = Logbook(tmp_path, tell=told.append)
    older.note("images.copy", Kind.HINT)
    assert older.traces()["images.copy"].hints == 3
    assert raw(tmp_path, "SELECT exercise, place FROM event WHERE number IN (1, 6)") == [
        ("images.copy", "notebook"),
        ("images.copy", "notebook"),
    ]
    assert raw(tmp_path, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    assert told == []


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path, told: list[str]) -> None:
    """An upgrade is done whole or not at all."""
    Logbook(tmp_path).note("a.b", Kind.START)
    bad = ("ALTER TABLE event ADD COLUMN place TEXT", "no SQL at all")
    Logbook(tmp_path, tell=told.append, migrations=(*MIGRATIONS, bad)).note("a.b", Kind.START)
    assert len(told) == 1
    assert "place" not in str(raw(tmp_path, "PRAGMA table_info(event)"))
    assert Logbook(tmp_path).traces()["a.b"].passed is False


@pytest.mark.parametrize("damage", ["not a database", "middle", "journal"])
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(
    tmp_path: Path, logbook: Logbook, told: list[str], damage: str
) -> None:
    """It is kept under another name, the learner is told once and in Korean, and the event is in the new one."""
    logbook.note("a.before", Kind.CHECK, verdict="passed", points=1)
    file = tmp_path / "progress.db"
    with closing(sqlite3.connect(file)) as database, database:  # several pages of the file
        rows = [(float(number),) for number in range(200)]
        database.executemany("INSERT INTO event (at, exercise, kind) VALUES (?, 'a.before', 'check')", rows)
    spoilt = file.read_bytes()
    spoilt = b"\0" * 100 + spoilt[100:] if damage == "not a database" else spoilt[:4096] + b"\xff" * len(spoilt[4096:])
    file.write_bytes(spoilt)
    if damage == "journal":
        (tmp_path / "progress.db-journal").write_bytes(b"whatever an interrupted writer left")
    logbook.note("a.after", Kind.CHECK, verdict="passed", points=1)
    assert set(logbook.traces()) == {"a.after"}
    assert len(told) == 1
    assert "progress-damaged-1.db" in told[0]
    assert "망가져서" in told[0]
    assert (tmp_path / "progress-damaged-1.db").read_bytes() == spoilt
    assert not (tmp_path / "progress.db-journal").exists()


def test_a_second_damage_does_not_overwrite_the_first(tmp_path: Path, logbook: Logbook) -> None:
    """Each damaged file gets a name of its own."""
    for number in (1, 2):
        (tmp_path / "progress.db").write_bytes(b"spoilt " * 200)
        logbook.note("a.b", Kind.START)
        assert (tmp_path / f"progress-damaged-{number}.db").exists()


def test_a_disk_that_cannot_be_written_is_told_and_survived(tmp_path: Path, told: list[str]) -> None:
    """Where the folder cannot even be made, nothing is raised and there is no progress to show."""
    (tmp_path / "file").write_text("")
    logbook = Logbook(tmp_path / "file" / "under", tell=told.append)
    logbook.note("a.b", Kind.START)
    assert (logbook.hint("a.b", 2), logbook.traces()) == (0, {})
    assert len(told) == 3
    assert all("못했습니다" in text for text in told)


def test_what_older_records_counted_is_taken_over(tmp_path: Path, logbook: Logbook) -> None:
    """The hints that used to stand in an exercise's record are not given again, and what was begun counts as begun."""
    (tmp_path / "images.copy.json").write_text(json.dumps({"exercise": "images.copy", "begun": True, "hints": 2}))
    (tmp_path / "images.tag.json").write_text(json.dumps({"exercise": "images.tag", "begun": False, "hints": 0}))
    (tmp_path / "spoilt.json").write_text("{")
    assert logbook.hint("images.copy", 3) == 2
    assert set(logbook.traces()) == {"images.copy"}


def test_marking_somebody_elses_notebook_leaves_no_trace(
    tmp_path: Path, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under nbgrader nothing is kept, and a hint is the first one."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    logbook.note("a.b", Kind.CHECK, verdict="passed", points=1)
    assert [logbook.hint("a.b", 2), logbook.hint("a.b", 2)] == [0, 0]
    assert not (tmp_path / "progress.db").exists()


NONSENSE: dict[str, tuple[object, object, object, object, object]] = {
    "no time": (None, "images.tag", "check", "passed", 1),
    "time is a word": ("yesterday", "images.tag", "check", "passed", 1),
    "time is a blob": (b"\x00\xff", "images.tag", "check", "passed", 1),
    "time after the end of all calendars": (1e300, "images.tag", "check", "passed", 1),
    "time without end": (float("inf"), "images.tag", "check", "passed", 1),
    "time before 1970": (-1.0, "images.tag", "check", "passed", 1),
    "no exercise": (1.0, None, "check", "passed", 1),
    "exercise is a blob": (1.0, b"images.tag", "check", "passed", 1),
    "no kind": (1.0, "images.tag", None, "passed", 1),
    "kind is a blob": (1.0, "images.tag", b"check", "passed", 1),
    "no verdict": (1.0, "images.tag", "check", None, 1),
    "verdict is a blob": (1.0, "images.tag", "check", b"passed", 1),
    "no points": (1.0, "images.tag", "check", "passed", None),
    "points are a word": (1.0, "images.tag", "check", "passed", "many"),
    "points are a blob": (1.0, "images.tag", "check", "passed", b"1"),
    "negative points": (1.0, "images.tag", "check", "passed", -5),
    "points without end": (1.0, "images.tag", "check", "passed", float("inf")),
    "points beyond all sense": (1.0, "images.tag", "check", "passed", 1e12),
    "everything is nothing": (None, None, None, None, None),
}
"""Rows that no course has written: at, exercise, kind, verdict, points."""
ODD: dict[str, tuple[object, object, object, object, object]] = {
    "unknown kind": (1.0, "images.tag", "dance", "passed", 1),
    "id of a number": (1.0, 7, "check", "passed", 1),
    "no id": (1.0, "", "check", "passed", 1),
    "id of markup": (1.0, "<script>alert(1)</script>", "check", "passed", 1),
    "id with a line's end": (1.0, "images.tag\n; DROP TABLE event", "check", "passed", 1),
    "id with a zero": (1.0, "images\0.tag", "check", "passed", 1),
    "very long id": (1.0, "x" * 100_000, "check", "passed", 1),
}
"""Rows that may be another course's: they do not count here, and nobody is told."""
LOOSE = """
CREATE TABLE event (number INTEGER PRIMARY KEY, at REAL, exercise TEXT, kind TEXT, verdict TEXT, points REAL);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES (2.0, 'images.copy', 'check', 'passed', 2);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES (3.0, 'images.copy', 'hint', '', 0);
PRAGMA user_version = 1;
"""


def spoil(folder: Path, *rows: tuple[object, ...]) -> None:
    """A database that somebody has edited by hand: without its constraints, and with `rows` beside good ones."""
    with closing(sqlite3.connect(folder / "progress.db")) as database, database:
        database.executescript(LOOSE)
        database.executemany("INSERT INTO event (at, exercise, kind, verdict, points) VALUES (?, ?, ?, ?, ?)", rows)


@pytest.mark.parametrize("name", [*NONSENSE, *ODD])
def test_a_nonsense_row_is_passed_over(tmp_path: Path, logbook: Logbook, told: list[str], name: str) -> None:
    """The rest counts, what is damaged is told of once and kept, and every view of the progress is there."""
    row = (NONSENSE | ODD)[name]
    spoil(tmp_path, row)
    for _ in range(2):
        traces = logbook.traces()
        found = progress_of(catalogue(), traces)
        assert (traces["images.copy"].passed, traces["images.copy"].hints) == (True, 1)
        counted = json.loads(json.dumps(as_json(found), allow_nan=False))
        assert (counted["done"], counted["tried"], counted["points"]) == (1, 0, 2)
        assert "1문제를 풀었어요" in progress_view.text(found)
        assert "1문제를 풀었어요" in progress_view.as_html(found, str)
        assert "1문제를 풀었어요" in first_page(found, "/")
    assert logbook.hint("images.copy", 3) == 1
    assert [("1개" in text, "계속하세요" in text) for text in told] == [(True, True)] * (name in NONSENSE)
    kept = raw(tmp_path, "SELECT at, exercise, kind, verdict, points FROM damaged") if name in NONSENSE else []
    assert len(kept) == (name in NONSENSE)


def test_many_nonsense_rows_are_told_of_in_one_sentence(tmp_path: Path, logbook: Logbook, told: list[str]) -> None:
    """All of them are kept aside; a later one is told of when it comes."""
    spoil(tmp_path, *NONSENSE.values(), *ODD.values())
    assert logbook.traces()["images.copy"].points == 2
    assert len(told) == 1
    assert f"{len(NONSENSE)}개" in told[0]
    assert raw(tmp_path, "SELECT COUNT(*) FROM damaged") == [(len(NONSENSE),)]
    with closing(sqlite3.connect(tmp_path / "progress.db")) as database, database:
        database.execute("INSERT INTO event (at, exercise, kind, verdict, points) VALUES (?, ?, ?, ?, ?)", (None,) * 5)
    assert "images.copy" in logbook.traces()
    assert len(told) == 2


def test_a_text_that_is_none_is_no_obstacle(tmp_path: Path, logbook: Logbook, told: list[str]) -> None:
    """Bytes that are no text stand in a text's place."""
    spoil(tmp_path)
    with closing(sqlite3.connect(tmp_path / "progress.db")) as database, database:
        database.execute(
            "INSERT INTO event (at, exercise, kind, verdict, points)"
            " VALUES (1, CAST(x'ff80' AS TEXT), 'check', CAST(x'fe' AS TEXT), 1)"
        )
    assert logbook.traces()["images.copy"].passed
    assert told == []


def test_the_terminal_shows_the_progress_beside_nonsense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`lab progress --json` counts what is sound, and tells of the rest once."""
    monkeypatch.delenv("LAB", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "docker-lab").mkdir()
    spoil(tmp_path / "docker-lab", *NONSENSE.values(), *ODD.values())
    for said in (1, 0):
        assert cli.main(["progress", "--json"]) == 0
        out, err = capsys.readouterr()
        assert (json.loads(out)["done"], json.loads(out)["points"], err.count("\n")) == (1, 2, said)
