"""Hidden containers on the real engine: what a check makes for a moment does not stay."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata.api import HIDDEN
from helpers.world import hidden_containers
from helpers.world.errors import EngineRefused
from tests.support.tiny import BUILD, IMAGE, bash
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from helpers.world.computers import Computers


def test_what_a_killed_check_left_is_swept(computers: Computers, tmp_path: Path) -> None:
    """A hidden container that outlived its question goes; one that may still be in use stays."""
    bash(BUILD, tmp_path)
    left = computers.mine.api.create_container(IMAGE, ["/x"], labels={HIDDEN: "true"})["Id"]
    beside = computers.mine.api.create_container(IMAGE, ["/x"])["Id"]
    try:
        hidden_containers.sweep(computers.mine)
        computers.mine.fetch(f"/containers/{left}/json")
        hidden_containers.sweep(computers.mine, over=-1)
        with pytest.raises(EngineRefused):
            computers.mine.fetch(f"/containers/{left}/json")
        computers.mine.fetch(f"/containers/{beside}/json")
    finally:
        bash(f"docker rm -f {left} {beside}; docker rmi {IMAGE}", tmp_path)


def _waits_for_a_lock() -> bool:
    return "-> FLOCK" in Path("/proc/locks").read_text(encoding="ascii")


@pytest.mark.parametrize("coach", ["off", "on"])
def test_a_command_that_removes_waits_for_a_hidden_container(computers: Computers, tmp_path: Path, coach: str) -> None:
    """An image in use could not be removed: the learner's command stands still for a moment, and succeeds."""
    bash(BUILD, tmp_path)
    heard = {**os.environ, "LAB_COACH": coach, "LAB_COACH_BOX": str(tmp_path / "shell.txt")}
    with hidden_containers.our_turn(), hidden_containers.container(computers.mine, IMAGE, ["/x"]):
        typed = subprocess.Popen(
            ["docker", "rmi", IMAGE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=heard
        )
        eventually(lambda: _waits_for_a_lock() or typed.poll() is not None, "it neither waited nor ended")
    said, _ = typed.communicate(timeout=60)
    assert (typed.returncode, "Untagged" in said) == (0, True), said


def test_a_hidden_container_waits_for_a_command_that_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at its question is not met; two of the learner's commands do not wait for each other."""
    taken = threading.Event()

    def take() -> None:
        with hidden_containers.our_turn():
            taken.set()

    with hidden_containers.our_turn():
        pass  # the lock is there
    master, terminal = os.openpty()
    pruning = subprocess.Popen(["docker", "volume", "prune"], stdin=terminal, stdout=terminal, stderr=terminal)
    try:
        asked = b""
        while b"[y/N]" not in asked:
            asked += os.read(master, 4096)
        monkeypatch.setattr(hidden_containers, "PATIENCE", 60)
        threading.Thread(target=take, daemon=True).start()
        assert "CONTAINER ID" in bash("docker ps", tmp_path)
        assert not taken.is_set()
        os.write(master, b"n\n")
        assert taken.wait(60)
    finally:
        pruning.kill()
        pruning.wait()
        os.close(master)
        os.close(terminal)
