"""What the doctor says of a computer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from helpers.host import base_engine, base_image, diagnosis, network, process
from helpers.host.network import HubLimit

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("bare", "said"), [(lambda: True, "설치하고 켭니다"), (lambda: False, "꺼져 있습니다. ./lab start가 켭니다")]
)
def test_an_engine_that_is_off_is_not_one_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, bare: Callable[[], bool], said: str
) -> None:
    """Root is told what start is going to do: install Docker, or only switch it on."""
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(base_engine, "may_install", lambda: True)
    monkeypatch.setattr(base_engine, "is_missing", bare)
    found = diagnosis._engine(process.Result(code=1), None)
    assert said in found.text
    assert not found.stops


def test_much_room_is_good() -> None:
    """Enough disk needs no remedy."""
    assert diagnosis.disk(20 * diagnosis.GIB).remedy == ""


def test_little_room_is_a_warning() -> None:
    """Two gibibytes may do."""
    found = diagnosis.disk(2 * diagnosis.GIB)
    assert found.remedy
    assert not found.stops


def test_no_room_stops_the_lab() -> None:
    """With a few megabytes the lab cannot start."""
    assert diagnosis.disk(50 * 1024**2).stops


def test_little_memory_is_a_warning() -> None:
    """One gibibyte may do; two need no remedy."""
    assert diagnosis.memory(1 * diagnosis.GIB).remedy
    assert not diagnosis.memory(1 * diagnosis.GIB).stops
    assert diagnosis.memory(2 * diagnosis.GIB).remedy == ""


def test_a_silent_engine_is_not_said_to_lack_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Docker Hub a base image may stand in the engine, which nobody can know before it answers."""
    monkeypatch.setattr(base_engine, "may_install", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(network, "hub_reachable", lambda: False)
    monkeypatch.setattr(base_image, "content", lambda _name: "")
    assert [found.stops for found in diagnosis._hub(process.Result(code=1))] == [False]
    assert [found.stops for found in diagnosis._hub(process.Result(code=0))] == [True]


def test_few_pulls_are_a_warning() -> None:
    """The remaining pulls are told; few of them have a remedy and never stop the lab."""
    found = diagnosis.pulls(HubLimit(remaining=3, limit=100))
    assert "3번" in found.text
    assert found.remedy
    assert not found.stops


def test_every_lack_is_shown_with_its_remedy() -> None:
    """A finding's remedy stands below it, and the last line is the verdict."""
    shown = diagnosis.render([diagnosis.Condition(name="디스크", text="없음", remedy="비우세요", stops=True)])
    assert shown.splitlines() == ["[안 됨] 디스크: 없음", "       → 비우세요", "", "고쳐야 할 것이 1가지 있습니다."]
