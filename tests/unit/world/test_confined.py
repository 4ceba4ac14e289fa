"""A link out of the folder leads nowhere, and one within leads where it says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from helpers.world.confined import found

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="openat2 is Linux', as every examiner is")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner's home beside something that is not theirs."""
    place = tmp_path / "home"
    (place / "work").mkdir(parents=True)
    (tmp_path / "solution").write_text("secret")
    (place / "work" / "own").write_text("mine")
    return place


def read(home: Path, name: str) -> str | None:
    """What is read of a path in the home."""
    with found(home, home / name) as path:
        return None if path is None else path.read_text()


def test_what_stands_there_is_read(home: Path) -> None:
    """A file, a folder, nothing."""
    assert read(home, "work/own") == "mine"
    assert read(home, "none") is None
    with found(home, home / "work") as path:
        assert path is not None
        assert [item.name for item in path.iterdir()] == ["own"]


@pytest.mark.parametrize(
    "target", ["{out}/solution", "../../solution", "/../../../../../{out}/solution", "/etc/passwd"]
)
def test_a_link_leads_nowhere_outside(home: Path, target: str) -> None:
    """Neither the file's own nor a folder's on the way."""
    out = home.parent
    (home / "work" / "link").symlink_to(target.format(out=out))
    (home / "up").symlink_to("..")
    assert read(home, "work/link") is None
    assert read(home, "up/solution") is None


def test_a_link_within_is_followed(home: Path) -> None:
    """Below the home as the learner sees it."""
    (home / "work" / "link").symlink_to("own")
    (home / "short").symlink_to("work")
    assert read(home, "work/link") == "mine"
    assert read(home, "short/own") == "mine"


def test_a_path_elsewhere_is_an_error(home: Path) -> None:
    """Whoever asks for it has made a mistake."""
    with pytest.raises(ValueError, match="not in the subpath"), found(home, home.parent / "solution"):
        pass
