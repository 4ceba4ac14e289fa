"""`./lab doctor` and the commands that need a lab tell the truth by their exit codes."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from helpers.host import errors

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clones import Clone


def test_a_good_computer_is_told_so(lab: Clone) -> None:
    """Where the lab runs, the doctor finds nothing that stops it."""
    said = lab.lab("doctor").stdout
    assert "바탕 엔진: Docker" in said
    assert "실습실을 켤 수 있습니다." in said


def test_a_silent_engine_stops_the_lab(clone: Clone) -> None:
    """Where the named engine does not answer, doctor exits with 1 and start with the engine's own code and remedy."""
    nowhere = "unix:///nowhere/docker.sock"
    assert "[안 됨] 바탕 엔진" in clone.lab("doctor", code=1, DOCKER_HOST=nowhere).stdout
    assert "→" in clone.lab("start", "--no-browser", code=errors.ENGINE, DOCKER_HOST=nowhere).stderr


def test_an_engine_on_another_computer_is_no_base(clone: Clone, tmp_path: Path) -> None:
    """It has not the person's folder: named by DOCKER_HOST or by a context, it is refused before it is asked."""
    for far in ("ssh://somebody@elsewhere", "tcp://elsewhere:2376"):
        said = clone.lab("start", "--no-browser", code=errors.ENGINE, DOCKER_HOST=far).stderr
        assert far in said
        assert "다른 컴퓨터" in said
        assert "[안 됨] 바탕 엔진: Docker가 다른 컴퓨터를" in clone.lab("doctor", code=1, DOCKER_HOST=far).stdout
    config = {"DOCKER_CONFIG": str(tmp_path / "docker"), "DOCKER_HOST": ""}
    for words in (["create", "far", "--docker", "host=ssh://somebody@elsewhere"], ["use", "far"]):
        subprocess.run(["docker", "context", *words], env={**os.environ, **config}, check=True, capture_output=True)
    assert "ssh://somebody@elsewhere" in clone.lab("start", "--no-browser", code=errors.ENGINE, **config).stderr


def test_commands_of_the_seat_need_a_lab(clone: Clone) -> None:
    """Before the first start the learner's commands say how to get a lab."""
    assert "./lab start" in clone.lab("check", "start.first-run", code=errors.NOT_RUNNING).stderr


def test_exit_codes_come_through_the_seat(lab: Clone) -> None:
    """A command's own code is that of `./lab sh`, and the learner's commands keep theirs."""
    lab.lab("sh", "exit 42", code=42)
    lab.lab("sh", "sh", "-c", "exit 7", code=7)
    lab.lab("check", "no.such-exercise", code=2)
    lab.lab("begin", "start.first-run")
    lab.lab("check", "start.first-run", code=1)
    lab.lab("reset", "start.first-run")
