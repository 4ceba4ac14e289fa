"""The resident coach: what it looks at again, and where it leaves what it has seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from helpers.coach import diagnosis, service
from helpers.coach.mailbox import sweep, take
from helpers.coach.model import Explanation, FinishedCommand

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

EXPLANATION = Explanation(id="ended", what="끝났어요.", why="", next=())


class Ended:
    """A rule whose mistake shows only when it is looked at a second time."""

    SILENT = True
    HEARD = ("run", "start", "restart", "ps", "build")

    def __init__(self) -> None:
        self.asked = 0

    def explain(self, ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
        """Nothing at first."""
        del ran, asked, scene
        self.asked += 1
        return EXPLANATION if self.asked > 1 else None


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ended:
    """The only rule that there is, asked again at once."""
    only = Ended()
    monkeypatch.setattr(diagnosis, "ordered_rules", lambda: (only,))
    monkeypatch.setattr(service, "LATER", (0.0, 0.0))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LAB_ENGINE_HOST", "unix:///nobody.sock")
    return only


def report(line: str, box: Path, code: int = 0) -> str:
    """As the witness writes it."""
    ran = FinishedCommand(argv=tuple(line.split()), code=code, ended=time.time_ns() - 10**9)
    return json.dumps(asdict(ran) | {"box": str(box)})


@pytest.mark.parametrize("line", ["docker run -d busybox", "docker start web", "docker restart web"])
def test_a_container_that_stays_is_looked_at_again(line: str, ended: Ended, tmp_path: Path) -> None:
    """Its explanation comes late, and is told once."""
    coached, box = service.Coach(), tmp_path / "kernel.json"
    coached.hear(report(line, box))
    assert take(box) == []
    coached.look_again()
    (told,) = take(box)
    assert (told.explanation, told.command, told.late) == (EXPLANATION, line, True)
    assert ended.asked == 2
    assert coached.wait() == service.IDLE


@pytest.mark.parametrize("line", ["docker run --rm busybox true", "docker ps", "docker build ."])
def test_what_is_over_is_looked_at_once(line: str, ended: Ended, tmp_path: Path) -> None:
    """Nothing changes any more."""
    coached = service.Coach()
    coached.hear(report(line, tmp_path / "kernel.json"))
    assert coached.wait() == service.IDLE
    assert ended.asked == 1


def test_what_ended_programs_left_is_swept(tmp_path: Path) -> None:
    """Boxes of shells and kernels that are gone go; those of the living, and all that is nobody's, stay."""
    with subprocess.Popen(["sleep", "60"]) as ended:
        ended.kill()
    gone = [f"kernel-{ended.pid}.json", f"shell-{ended.pid}.txt", f"beyond-{ended.pid}", f"beyond-{ended.pid}.txt"]
    stay = [f"kernel-{os.getpid()}.json", "kernel-99999999999999999999.json", "coach.sock", "coach.log", "notes-1"]
    for name in (*gone, *stay):
        (tmp_path / name).write_text("")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(stay)


def test_the_witness_looks_for_all_spellings() -> None:
    """A verb by all its names; an option by its long and its short form."""
    lines = service.listed({"images", "ps --all"}).splitlines()
    assert {"images", "image ls", "image list"} <= set(lines)
    assert {"ps --all", "ps -a", "container ls -a", "container ps --all"} <= set(lines)
    assert "ps" not in lines


def test_code_that_was_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is read later is no change; one whose file is written again, or gone, is."""
    file = tmp_path / "later.py"
    monkeypatch.setattr(service, "__file__", str(tmp_path / "coach" / "service.py"))
    code = service.Code()
    assert not code.has_changed()
    file.write_text("")
    later = ModuleType("later")
    later.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "later", later)
    assert not code.has_changed()
    os.utime(file, (0, 0))
    assert code.has_changed()
    file.unlink()
    assert code.has_changed()
