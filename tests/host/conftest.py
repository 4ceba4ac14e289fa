"""Clones of this project with labs of their own, on the computer's real Docker.

A clone has its own Compose project; images are shared with this clone by content, so that nothing is built twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.clones import Clone, copy
from tests.support.sharding import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run this share, one test after another; those marked `together` stay with their file."""
    return run(session, lambda item: item.path.name if item.get_closest_marker("together") else item.nodeid)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    """A clone that was never started; its lab is removed afterwards."""
    made = copy(tmp_path / "도커 실습실")
    yield made
    made.lab("destroy", "--yes", code=None)


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """One clone whose lab the tests share; take `lab` in place of this."""
    made = copy(tmp_path_factory.mktemp("clone") / "lab")
    try:
        made.start()
        yield made
    finally:
        made.lab("destroy", "--yes", code=None)


@pytest.fixture
def lab(started: Clone) -> Clone:
    """A lab of which every part serves, whatever an earlier test did to it."""
    started.start()
    return started


@pytest.fixture(scope="session")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A kit made by this computer's own engine, alone in its folder but for what belongs to it."""
    folder = tmp_path_factory.mktemp("stick")
    file = folder / "course.tar"
    here = copy(folder / "lab")
    here.lab("kit", "save", str(file))
    made = sorted(one.name for one in folder.iterdir() if one != here.folder)
    assert made == [file.name, f"{file.name}.sbom", f"{file.name}.sha256"]
    yield file
    file.unlink()
