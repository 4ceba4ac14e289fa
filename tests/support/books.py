"""Plan the chapters' notebooks once for all tests that only read them, and make an exercise of no chapter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from helpers.authoring import build
from helpers.course import paths
from helpers.exercise.model import Exercise, Owned, Way

if TYPE_CHECKING:
    from helpers.authoring.notebook_file import Cell, Notebook


@cache
def planned(name: str) -> dict[str, tuple[Notebook, str]]:
    """Return what `build.planned` gives."""
    return build.planned(name)


def cells(name: str) -> list[Cell]:
    """Return the cells of a chapter's own notebook."""
    found: list[Cell] = planned(name)[paths.chapter_path(name)][0]["cells"]
    return found


def sample(name: str = "images.sample", **more: Any) -> Exercise:
    """An exercise with nothing but what notebooks show of it."""
    known: dict[str, Any] = {
        "title": "`첫` 이미지", "prompt": "이미지를 만드세요.", "points": 2, "owns": Owned(), "checks": (), "hints": (),
        "solution": Way(script="docker build -t first:1.0 .\ndocker run first:1.0"), "alternatives": (), "mistakes": (),
    }  # fmt: skip
    return Exercise(id=name, **{**known, **more})
