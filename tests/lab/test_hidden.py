"""Hidden containers on the real engine: what a check makes for a moment does not stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import hidden
from helpers.reading import HIDDEN
from helpers.trouble import Refused
from tests.lab.tiny import BUILD, IMAGE, bash

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.computers import Computers


def test_what_a_killed_check_left_is_swept(computers: Computers, tmp_path: Path) -> None:
    """A hidden container that outlived its question goes; one that may still be in use stays."""
    bash(BUILD, tmp_path)
    left = computers.mine.api.create_container(IMAGE, ["/x"], labels={HIDDEN: "true"})["Id"]
    beside = computers.mine.api.create_container(IMAGE, ["/x"])["Id"]
    try:
        hidden.sweep(computers.mine)
        computers.mine.fetch(f"/containers/{left}/json")
        hidden.sweep(computers.mine, over=-1)
        with pytest.raises(Refused):
            computers.mine.fetch(f"/containers/{left}/json")
        computers.mine.fetch(f"/containers/{beside}/json")
    finally:
        bash(f"docker rm -f {left} {beside}; docker rmi {IMAGE}", tmp_path)
