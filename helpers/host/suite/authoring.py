"""What authors of the course do in a test lab: build its notebooks, and prove its exercises.

Knows where the built folders go and which lab is left standing; how a notebook is built is `helpers.authoring.build`'s,
how an exercise is proved `helpers.authoring.proving`'s.
"""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from helpers.host import settings
from helpers.host.settings import ROOT
from helpers.host.suite import FOLDER, local
from helpers.host.suite.labs import Labs
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from helpers.host.process import Result

LAB = 1
"""The test lab that authors use."""


def build_course(chapters: Sequence[str], *, check: bool, only: str | None, run: bool) -> int:
    """Build `chapters` (all where empty) into the repository; with `check` only say what differs. Return the exit code.

    `only` is one exercise of which the notebooks are run; without `run` none is, and no lab is needed.
    """
    words = [*chapters, *(["--check"] if check else []), *(["--only", only] if only else [])]
    log = FOLDER / "build.log"
    with settings.alone(FOLDER), Progress() as progress:
        done = _in_lab(words, log, progress, check=check) if run else _without_lab(words, log, progress)
    sys.stdout.write(log.read_text(encoding="utf-8"))
    return done.code


def _without_lab(words: Sequence[str], log: Path, progress: Progress) -> Result:
    local.environment(FOLDER, progress)
    with progress.step("노트북 만들기"):
        return local.python(["-m", "helpers.authoring.build", "--no-run", *words], log)


def _in_lab(words: Sequence[str], log: Path, progress: Progress, *, check: bool) -> Result:
    """Build in a test lab. One that `prove` left standing is used, and stays."""
    labs = Labs(FOLDER, progress)
    kept = labs.stands(LAB)
    into = [] if check else ["--into", "/out/course"]
    script = 'rm -rf /out/course && exec python -m helpers.authoring.build "$@"'
    try:
        labs.stand(LAB)
        done = labs.run(LAB, ["sh", "-c", script, "build", *words, *into], log=log, title="노트북 만들기")
        if done.ok and not check:
            _bring_back()
    finally:
        if not kept:
            labs.down()
    return done


def _bring_back() -> None:
    """Put every built file into its own place; one that is as it was keeps its time."""
    made = FOLDER / str(LAB) / "out" / "course"
    for file in sorted(made.rglob("*")):
        place = ROOT / file.relative_to(made)
        if file.is_file() and not (place.is_file() and place.read_bytes() == file.read_bytes()):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def prove(names: Sequence[str], *, only: str | None) -> int:
    """Prove exercises in a test lab and leave it standing, so that the next call takes seconds; return the code."""
    words = [*names, *(["--only", only] if only else [])]
    with settings.alone(FOLDER), Progress() as progress:
        labs = Labs(FOLDER, progress)
        labs.stand(LAB)
        command = ["python", "-m", "helpers.authoring.proving", *words]
        done = labs.run(LAB, command, log=FOLDER / "prove.log", title="증명하기", aloud=True)
        progress.say("시험용 실습실은 다음에 빨리 증명하도록 켜 두었습니다. 지우려면: ./lab prove --stop")
    return done.code


def stop_proving(progress: Progress) -> bool:
    """Remove the test lab that `prove` left standing; return whether there was one."""
    labs = Labs(FOLDER, progress)
    if not labs.stands(LAB):
        return False
    with settings.alone(FOLDER):
        labs.end_standing(LAB)
    return True
