"""The other computer's disk, mounted: the answers of its shell, and links that lead nowhere outside."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.types import Computer
from helpers.world import hub, other_disk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk with a home and a /tmp, and a file beside it that is nobody's business."""
    place = tmp_path / "disk"
    (place / "home" / "learner" / "deep" / "er").mkdir(parents=True)
    (place / "tmp").mkdir()
    (tmp_path / "outside").write_text("{}")
    monkeypatch.setenv("LAB_OTHER_DISK", str(place))
    monkeypatch.setenv("LAB_LEARNER_HOME", str(tmp_path / "mine"))
    return place


def test_where_files_lie(disk: Path) -> None:
    """By their paths on that computer; nothing hidden, nothing deep, no pipe; a link says where it leads."""
    home = other_disk.home(disk)
    for name in ("a.tar", ".hidden", "deep/b.tar", "deep/er/c.tar"):
        (home / name).write_text("x")
    (disk / "tmp" / "d").write_text("y")
    (home / "l").symlink_to("/etc/passwd")
    os.mkfifo(home / "pipe")
    x, y = (hashlib.sha256(text).hexdigest() for text in (b"x", b"y"))
    assert other_disk.whereabouts(disk) == {
        "files": {
            "/home/learner/a.tar": x,
            "/home/learner/deep/b.tar": x,
            "/home/learner/deep/er/c.tar": x,
            "/tmp/d": y,  # noqa: S108 (that computer's)
        },
        "links": {"/home/learner/l": "/etc/passwd"},
    }


def test_files_are_removed(disk: Path) -> None:
    """One that is there, a link itself, and none."""
    home = other_disk.home(disk)
    (home / "a.tar").write_text("x")
    (home / "l").symlink_to(disk.parent / "outside")
    other_disk.remove(disk, ("a.tar", "l", "nothing", "deep"))
    assert list(home.iterdir()) == []
    assert (disk.parent / "outside").exists()


def test_a_login_is_found_wherever_it_is_kept(disk: Path) -> None:
    """Hidden or not, but not in a cache."""
    home = other_disk.home(disk)
    for name in (".config", ".cache"):
        (home / name).mkdir()
        (home / name / "copy").write_text("auth: c2VjcmV0")
    assert other_disk.holding(disk, b"c2VjcmV0") == [".config/copy"]


@pytest.mark.parametrize("computer", Computer)
def test_a_login_is_handed_over_and_read(disk: Path, computer: Computer) -> None:
    """Over a link that stands in its way, too."""
    home = other_disk.home(disk) if computer is Computer.OTHER else disk.parent / "mine"
    home.mkdir(exist_ok=True)
    (home / ".docker").symlink_to(disk.parent)
    hub.hand_over(computer, b'{"auths": {"https://index.docker.io/v1/": {"auth": "a2ltOng="}}}')
    assert not (home / ".docker").is_symlink()
    assert "kim" in hub.login(computer).text


@pytest.mark.parametrize("content", ['{"auths": [1]}', "[]", "[" * 50_000, '{"auths": {"a": 1}}', "\0"])
@pytest.mark.parametrize("computer", Computer)
def test_an_odd_configuration_is_no_login(disk: Path, computer: Computer, content: str) -> None:
    """Whatever a learner writes there."""
    home = other_disk.home(disk) if computer is Computer.OTHER else disk.parent / "mine"
    (home / ".docker").mkdir(parents=True)
    (home / ".docker" / "config.json").write_text(content)
    assert not hub.login(computer).found


@pytest.mark.parametrize("computer", Computer)
def test_a_trap_is_no_login(disk: Path, computer: Computer) -> None:
    """Neither a pipe, which nobody would finish reading, nor a link out of the disk."""
    home = other_disk.home(disk) if computer is Computer.OTHER else disk.parent / "mine"
    (home / ".docker").mkdir(parents=True)
    (disk.parent / "outside").write_text('{"auths": {"https://index.docker.io/v1/": {"auth": "a2ltOng="}}}')
    config = home / ".docker" / "config.json"
    config.symlink_to(disk.parent / "outside")
    assert not hub.login(computer).found
    config.unlink()
    os.mkfifo(config)
    assert not hub.login(computer).found
