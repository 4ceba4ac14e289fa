"""A lab of its own, with a home that nobody was in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _seat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A lab of its own with a home that nobody was in."""
    monkeypatch.setenv("LAB", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LAB_ENGINE_HOST", "unix:///mine")
    monkeypatch.setenv("LAB_OTHER_HOST", "unix:///other")
