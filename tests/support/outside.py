"""Go through chapters' exercises with one's own Docker and the packages of environment.yml alone.

    python -m tests.support.outside start images

Run where nothing says that this is the lab. Says each exercise that it did; ends with 1 where one did not pass.
"""

from __future__ import annotations

import importlib.abc
import re
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec

    from helpers.exercise.model import Exercise

PACKAGES = ("jupyterlab", "docker", "ipywidgets", "nbval")


class OnlyThese(importlib.abc.MetaPathFinder):
    """Hides every installed package that the four do not bring along."""

    def __init__(self) -> None:
        brought = set(_with_all_they_need(PACKAGES))
        owners = metadata.packages_distributions()
        self._hidden = {module for module, names in owners.items() if not brought & {_plain(name) for name in names}}

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        """Raise for what is hidden; leave all else to the next finder."""
        del path, target
        if fullname.partition(".")[0] in self._hidden:
            raise ModuleNotFoundError(f"{fullname} is not in environment.yml", name=fullname)
        return None


def _with_all_they_need(names: Sequence[str]) -> Iterator[str]:
    waiting, seen = list(names), set()
    while waiting:
        name = _plain(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        yield name
        try:
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # for another system
            continue
        waiting += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed if "extra ==" not in line]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def go_through(exercise: Exercise) -> str:
    """Start, solve, check and reset an exercise; return what went wrong, empty where nothing did."""
    from helpers.exercise.model import Verdict  # noqa: PLC0415
    from helpers.lesson.exercise_folder import folder_of  # noqa: PLC0415
    from helpers.ui import feedback, notebook  # noqa: PLC0415 - once what they may not have is hidden

    lesson = notebook._lesson
    notebook.start(exercise.id)
    if (verdict := lesson.check(exercise.id, settle=0).verdict) is not Verdict.NOT_ATTEMPTED:
        return f"after the start: {verdict}"
    folder, way = folder_of(exercise), exercise.solution
    subprocess.run(["bash", "-c", way.script], cwd=folder, check=False, capture_output=True)
    answer = None
    if way.answer is not None:
        answer = subprocess.run(
            ["bash", "-c", way.answer], cwd=folder, check=False, capture_output=True, text=True
        ).stdout
    found = lesson.check(exercise.id, answer)
    notebook.reset(exercise.id)
    return "" if found.verdict is Verdict.PASSED else feedback.text(found)


def main(chapters: Sequence[str]) -> int:
    """Go through the chapters with a bystander of every kind beside each exercise; the exit code."""
    sys.meta_path.insert(0, OnlyThese())
    from helpers import course  # noqa: PLC0415 - as above
    from helpers.authoring.bystanders import present  # noqa: PLC0415
    from helpers.lesson.exercise_folder import folder_of  # noqa: PLC0415
    from helpers.world.computers import Computers  # noqa: PLC0415
    from helpers.world.environment import in_lab  # noqa: PLC0415

    computers = Computers.here()
    assert not in_lab()
    assert computers.other is None
    with present(computers) as bystanders:
        for exercise in (exercise for name in chapters for exercise in course.exercises(name)):
            if exercise.needs_other:
                continue
            with bystanders.stand(folder_of(exercise).parent):
                wrong = go_through(exercise)
                bystanders.survive(exercise.id)
            if wrong:
                print(f"{exercise.id}: {wrong}")  # noqa: T201 - a command
                return 1
            print(f"passed {exercise.id}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
