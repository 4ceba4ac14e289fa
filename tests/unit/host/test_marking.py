"""Which submissions are marked: not what was marked already, but always what our own fault has spoilt."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import errors, marking
from helpers.host.base_engine import BaseEngine
from helpers.host.compose import Lab
from helpers.host.marking import Wanted
from helpers.host.process import Result
from helpers.host.settings import LabPaths, fresh
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from pathlib import Path

WORK: dict[str, Any] = {"kim": {"start.first-run": []}, "lee": {"start.first-run": []}, "torn": None}


class Room:
    """A marking room without labs: what each learner's examiner says, and who was examined."""

    def __init__(self, here: Lab) -> None:
        self.here = here
        self.verdicts: dict[str, list[str]] = {}
        self.examined: list[str] = []
        self.recorded: dict[str, Any] = {}
        self.removed: list[str] = []

    def at_desk(self, _here: Lab, _chapter: str, what: str, given: str = "") -> Result:
        """Collect the class's work, or take the results."""
        if what == "record":
            self.recorded = json.loads(given)
        return Result(code=0, out=json.dumps(WORK))

    def examine(self, _place: Lab, _task: tuple[str, str], learner: str, _sheet: object) -> list[dict[str, Any]] | None:
        """Say the next verdict of a learner; None where there is none any more."""
        self.examined.append(learner)
        left = self.verdicts[learner]
        return [{"verdict": left.pop(0)}] if left else None

    def remove(self, place: Lab) -> bool:
        """Remove a lab."""
        self.removed.append(place.paths.project)
        return True

    def grade(self, **wanted: Any) -> list[str]:
        """Mark, one at a time; who was examined."""
        self.examined = []
        marking.grade(self.here, "start", Wanted(**wanted), Progress(io.StringIO()))
        return self.examined


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Nothing is marked yet."""
    paths = LabPaths(project="docker-lab-x", folder=tmp_path / ".lab", work=tmp_path / "work")
    engine = BaseEngine(product="Docker", version="26.1.5")
    found = Room(Lab(paths=paths, settings=fresh("docker-lab-x"), images={}, base=engine))
    monkeypatch.setattr(marking, "_at_desk", found.at_desk)
    monkeypatch.setattr(marking, "_examine", found.examine)
    monkeypatch.setattr(marking, "_remove", found.remove)
    return found


def test_what_was_marked_is_marked_again_only_when_asked(room: Room) -> None:
    """Of whoever handed in nothing that can be read there is nothing to mark."""
    room.verdicts = {"kim": ["passed", "failed"], "lee": ["failed"]}
    assert room.grade() == ["kim", "lee"]
    assert room.grade() == []
    assert room.grade(learners=frozenset({"kim"}), again=True) == ["kim"]
    assert room.recorded == {"kim": [{"verdict": "failed"}], "lee": [{"verdict": "failed"}]}


def test_a_lab_that_failed_us_is_followed_by_a_fresh_one(room: Room) -> None:
    """Then the work is marked the next time, without being asked for."""
    room.verdicts = {"kim": ["broken", "passed"], "lee": ["broken", "broken", "passed"]}
    assert room.grade() == ["kim", "kim", "lee", "lee"]
    assert room.recorded["lee"] == [{"verdict": "broken"}]
    assert room.grade() == ["lee"]
    assert room.recorded["lee"] == [{"verdict": "passed"}]


def test_a_lab_that_says_nothing_gives_no_result(room: Room) -> None:
    """Nobody has a zero for it."""
    room.verdicts = {"kim": ["passed"], "lee": []}
    assert room.grade() == ["kim", "lee", "lee"]
    assert room.recorded.keys() == {"kim"}


def test_nobody_of_that_name(room: Room) -> None:
    """Is told before anything is marked."""
    with pytest.raises(errors.LabError, match="nobody"):
        room.grade(learners=frozenset({"nobody"}))
    assert not room.examined


def test_another_word_of_the_class_has_everybody_marked_again(room: Room) -> None:
    """Personal values follow from it. What another computer marked may be brought along."""
    room.verdicts = {"kim": ["passed", "passed"], "lee": ["passed", "passed"]}
    assert room.grade() == ["kim", "lee"]
    room.here = replace(room.here, settings=replace(room.here.settings, secret="another"))  # noqa: S106
    assert room.grade() == ["kim", "lee"]
    elsewhere = room.here.paths.folder.parent / "elsewhere"
    shutil.move(room.here.paths.folder, elsewhere)
    assert not (room.here.paths.folder / "marked").exists()
    shutil.copytree(elsewhere / "marked", room.here.paths.folder / "marked")
    assert room.grade() == []


def test_a_lab_is_removed_before_it_is_used_again(room: Room) -> None:
    """Once at first, for an interrupted marking may have left it, and after each use."""
    room.verdicts = {"kim": ["passed"] * 3, "lee": ["passed"] * 3}
    room.grade()
    first, second = (f"docker-lab-x-marking-{number}" for number in (1, 2))
    assert sorted(room.removed) == [first, first, second, second]
