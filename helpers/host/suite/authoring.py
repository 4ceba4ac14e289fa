"""`./lab build`: the course's notebooks, built and executed in a test lab, brought back into the repository.

Knows where the built folders go; how a notebook is built is `helpers.authoring.build`'s.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from helpers.host import settings
from helpers.host.settings import ROOT
from helpers.host.suite import FOLDER
from helpers.host.suite.labs import Labs
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence


def build_course(chapters: Sequence[str], *, check: bool) -> int:
    """Build `chapters` (all where empty) into the repository; with `check` only say what differs. The exit code."""
    command = [
        "python",
        "-m",
        "helpers.authoring.build",
        *chapters,
        *(["--check"] if check else ["--into", "/out/course"]),
    ]
    log = FOLDER / "build.log"
    with settings.alone(FOLDER), Progress() as progress:
        labs = Labs(FOLDER, progress)
        try:
            labs.up(1)
            done = labs.run(1, command, log=log, title="노트북 만들기")
            if done.ok and not check:
                _bring_back()
        finally:
            labs.down()
    sys.stdout.write(log.read_text(encoding="utf-8"))
    return done.code


def _bring_back() -> None:
    """Every built file to its own place; one that is as it was keeps its time."""
    made = FOLDER / "1" / "out" / "course"
    for file in sorted(made.rglob("*")):
        place = ROOT / file.relative_to(made)
        if file.is_file() and not (place.is_file() and place.read_bytes() == file.read_bytes()):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
