"""The practice record survives, whole, and two at once do not lose each other's work."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Baseline, Fact
from helpers.exercise import probes
from helpers.lesson.practice import ComputerRecord, Practice, Record, begun
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from pathlib import Path

FULL = Record(
    exercise="images.copy",
    begun=True,
    folder="/home/learner/work/copy",
    mine=ComputerRecord(
        before=Baseline(since=1),
        baseline=Baseline(
            since=2, containers=frozenset({"a", "b"}), images={"x:1": "sha256:1"}, container_ids={"b": "a"}
        ),
        mark="lab-hidden-1",
    ),
    laid={"app.py": "00"},
    stood=("notes.txt", "한글.txt", "\udcff.txt"),
    noted=((probes.file("first.tar"), Fact(found=True, text="{}", code=1)),),
    secrets=("docker cp",),
    names=("kitchen",),
)


def test_record_comes_back_as_it_was(tmp_path: Path) -> None:
    """Saving and loading loses nothing, not even the name of a file that is no text."""
    practice = Practice(tmp_path)
    practice.save(FULL)
    assert practice.load("images.copy") == FULL


def test_nothing_begun_is_an_empty_record(tmp_path: Path) -> None:
    """An exercise that was never started has no baseline."""
    assert Practice(tmp_path).load("images.copy") == Record(exercise="images.copy")


def test_the_latest_is_the_one_that_was_begun_last(tmp_path: Path) -> None:
    """None at first; a file that is no record of ours counts for nothing."""
    practice = Practice(tmp_path)
    assert practice.latest() == ""
    for age, name in enumerate(("images.first", "images.copy", "images.hello")):
        practice.save(replace(FULL, exercise=name, folder=f"/home/learner/work/{name.partition('.')[2]}"))
        os.utime(practice.file(name), (100 - age, 100 - age))
    (tmp_path / "forged.json").write_text('{"begun": true, "exercise": "images.slim"}', encoding="utf-8")
    assert practice.latest() == "images.first"
    practice.forget("images.first")
    assert practice.latest() == "images.copy"


def test_record_of_an_older_course_is_read(tmp_path: Path) -> None:
    """It also counted the hints, which the progress does now; nothing else of it is lost."""
    Practice(tmp_path).save(FULL)
    file = tmp_path / "images.copy.json"
    file.write_text(file.read_text(encoding="utf-8").replace("{", '{"hints": 1, ', 1), encoding="utf-8")
    assert Practice(tmp_path).load("images.copy") == FULL


def test_record_without_the_ids_of_containers_is_read(tmp_path: Path) -> None:
    """An older course did not note which name had which id."""
    data = asdict(FULL)
    del data["mine"]["baseline"]["container_ids"]
    (tmp_path / "images.copy.json").write_text(json.dumps(data, default=list), encoding="utf-8")
    loaded = Practice(tmp_path).load("images.copy")
    assert loaded.mine.baseline.containers == frozenset({"a", "b"})
    assert not loaded.mine.baseline.container_ids


def test_broken_record_is_as_good_as_none(tmp_path: Path) -> None:
    """A file that somebody edited does not stop the learner."""
    for content in ("", "{", "[]", '{"exercise": "images.copy"}', '{"mine": 1}'):
        (tmp_path / "images.copy.json").write_text(content, encoding="utf-8")
        assert not Practice(tmp_path).load("images.copy").begun


def test_record_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """No half-written file is left beside it."""
    practice = Practice(tmp_path)
    practice.save(FULL)
    practice.save(replace(FULL, stood=()))
    assert [path.name for path in tmp_path.iterdir()] == ["images.copy.json"]
    practice.forget("images.copy")
    practice.forget("images.copy")
    assert not list(tmp_path.iterdir())


def test_two_at_once_take_turns(tmp_path: Path) -> None:
    """What many threads add to one record is all in it."""

    def count() -> None:
        practice = Practice(tmp_path)
        for _ in range(10):
            with practice.alone("images.copy"):
                record = practice.load("images.copy")
                practice.save(replace(record, stood=(*record.stood, "one")))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Practice(tmp_path).load("images.copy").stood) == 40


def test_records_lie_in_the_lab_or_in_the_users_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Inside the lab ~/.lab, outside the XDG state folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LAB", "1")
    assert state_folder() == tmp_path / ".lab"
    monkeypatch.delenv("LAB")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_folder() == tmp_path / "state" / "docker-lab"


def test_record_of_an_older_lab_is_read(tmp_path: Path) -> None:
    """A practice that was begun before a field existed goes on."""
    old = {name: value for name, value in asdict(Record(exercise="images.copy", begun=True)).items() if name != "held"}
    (tmp_path / "images.copy.json").write_text(json.dumps(old, default=sorted), encoding="utf-8")
    assert Practice(tmp_path).load("images.copy") == Record(exercise="images.copy", begun=True)


def test_what_a_killed_program_left_is_taken_away(tmp_path: Path) -> None:
    """Half-written files of long ago go with the next record; one that may be at work stays, and so do all others."""
    names = (f".lab-{'a' * 16}.part", f".lab-{'b' * 16}.part", f".lab-{'c' * 16}.part", "news.json")
    for name in names:
        (tmp_path / name).write_text("{")
    for name in names[:2]:
        os.utime(tmp_path / name, (1, 1))
    Practice(tmp_path).save(FULL)
    assert {path.name for path in tmp_path.iterdir()} == {*names[2:], "images.copy.json"}


def _spoilt(**changes: object) -> str:
    return json.dumps(asdict(FULL) | changes, default=sorted)


def _side(**changes: object) -> dict[str, object]:
    baseline = {"since": 1, "containers": [], "images": {}, "volumes": [], "networks": []}
    return {"before": baseline, "baseline": baseline | changes, "mark": ""}


ODD: dict[str, str] = {
    "null": "null",
    "a list": "[1]",
    "a number": "3",
    "a text": '"x"',
    "no text at all": "\0\0",
    "nested without end": "[" * 100_000,
    "another exercise": _spoilt(exercise="images.tag"),
    "begun is a word": _spoilt(begun="yes"),
    "folder is a number": _spoilt(folder=5),
    "folder is nothing": _spoilt(folder=None),
    "folder is the root": _spoilt(folder="/"),
    "folder is somebody's home": _spoilt(folder="/home/learner"),
    "folder is relative": _spoilt(folder="copy"),
    "folder with a zero": _spoilt(folder="/home/\0/copy"),
    "laid is a list": _spoilt(laid=["app.py"]),
    "laid has numbers": _spoilt(laid={"app.py": 5}),
    "stood is a text": _spoilt(stood="notes.txt"),
    "stood has numbers": _spoilt(stood=[1, None]),
    "held is nothing": _spoilt(held=None),
    "held has objects": _spoilt(held=[{}]),
    "no side": _spoilt(mine=None),
    "a side is a list": _spoilt(other=[1]),
    "mark is a number": _spoilt(mine=_side() | {"mark": 5}),
    "since is a word": _spoilt(mine=_side(since="now")),
    "since is nothing": _spoilt(mine=_side(since=None)),
    "since is true": _spoilt(mine=_side(since=True)),
    "since is before all time": _spoilt(mine=_side(since=-1)),
    "since is after all time": _spoilt(mine=_side(since=1 << 70)),
    "since is a fraction": _spoilt(mine=_side(since=1e300)),
    "images are a list": _spoilt(mine=_side(images=["x"])),
    "containers are lists": _spoilt(mine=_side(containers=[["x"]])),
    "containers are a text": _spoilt(mine=_side(containers="abc")),
}
"""What may stand in a record that nobody of us wrote."""


@pytest.mark.parametrize("name", ODD)
def test_odd_record_is_as_good_as_none(tmp_path: Path, name: str) -> None:
    """Nothing counts as begun by it, and no reset empties a folder that it names."""
    (tmp_path / "images.copy.json").write_text(ODD[name], encoding="utf-8")
    assert Practice(tmp_path).load("images.copy") == Record(exercise="images.copy")
    assert list(begun(tmp_path)) in ([], [("images.copy", 0)], [("images.tag", 0)])
