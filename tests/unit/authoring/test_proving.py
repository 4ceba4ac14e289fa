"""What is proved of an exercise, and where; the proofs themselves run in the lab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring import proving
from helpers.authoring.proving import LOOKS, cases

if TYPE_CHECKING:
    from pathlib import Path


def test_every_way_is_a_case() -> None:
    """The solution comes first, and no alternative or mistake is left out."""
    exercise = course.exercise("images.copy")
    names = [case.name for case in cases(exercise)]
    assert names[0] == "solution"
    assert len(names) == 1 + len(exercise.alternatives) + len(exercise.mistakes)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("command", "looks"),
    [
        ("docker ps -a", True),
        ("ssh other docker images", True),
        ("curl localhost:8080", True),
        ("docker rm -f web", False),
        ("docker pull busybox", False),
        ("ssh other docker run busybox", False),
    ],
)
def test_a_step_that_only_looks_is_known(command: str, *, looks: bool) -> None:
    """Before it the check may have passed; before one that does something it must not."""
    assert bool(LOOKS.match(command)) == looks


def test_nothing_is_proved_where_somebody_works(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Proofs remove things: without LAB_TEST=1 none begins."""
    monkeypatch.setenv("LAB_TEST", "0")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert proving.main(["images.copy"]) == 2
    assert "LAB_TEST=1" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_unknown_exercise_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest one is named, as everywhere."""
    monkeypatch.setenv("LAB_TEST", "1")
    assert proving.main(["images.cpoy"]) == 2
    assert "images.copy" in capsys.readouterr().err
