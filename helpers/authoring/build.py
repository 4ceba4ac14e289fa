"""Build notebooks/, exercises/, solutions/ from the course's source, run for real on the lab.

    python -m helpers.authoring.build [--check] [--no-run] [--only KIND] [--into DIR] [CHAPTER …]

Knows which file comes from what, and keeps a committed output that a new run only confirmed. The unsolved notebooks
that learners get carry no outputs, as nbgrader releases them; what an unsolved run prints is kept for the tests.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring import assignment, execute, notebook_file
from helpers.authoring.chapter import IGNORED, chapter
from helpers.authoring.execute import RunError, executed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.authoring.notebook_file import Cell, Notebook

ROOT = Path(__file__).parents[2]
KINDS = ("notebooks", "solutions", "exercises")


def planned(name: str) -> dict[str, tuple[Notebook, str]]:
    """The notebooks of a chapter that are run, as path to notebook and the folder of ~/work where it runs."""
    exercises = {e.id: e for e in course.exercises(name)}
    source = ROOT / "helpers" / "course" / name / f"{name}.md"
    title, book = chapter(name, source.read_text(encoding="utf-8"), exercises)
    solved = assignment.solved(name, title, tuple(exercises.values()))
    return {
        f"notebooks/{name}.ipynb": (book, "notebooks"),
        f"solutions/{name}/{name}.ipynb": (solved, f"exercises/{name}"),
        f"tests/notebooks/unsolved/{name}.ipynb": (assignment.released(solved), f"exercises/{name}"),
    }


def built(name: str, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, Notebook, str]]:
    """Each file of a chapter: its path, its notebook, and where it runs (nowhere where it is left without outputs)."""
    for path, (book, place) in planned(name).items():
        kind = "exercises" if path.startswith("tests/") else path.partition("/")[0]
        if kind in kinds and kind == "exercises":
            yield f"exercises/{name}/{name}.ipynb", book, ""
        if kind in kinds:
            yield path, book, f"{place}/{name}.ipynb"


def pictures(name: str) -> Iterator[tuple[str, str]]:
    """The pictures of a chapter, as path to text; they stand beside the chapters' notebooks."""
    for file in sorted((ROOT / "helpers" / "course" / name / "pictures").glob("*.svg")):
        yield f"notebooks/pictures/{file.name}", file.read_text(encoding="utf-8")


def _old(file: Path) -> Notebook | None:
    return notebook_file.read(file.read_text(encoding="utf-8")) if file.exists() else None


def confirmed(new: Notebook, old: Notebook | None) -> Notebook:
    """`new` with the outputs of `old` wherever both say the same under the masks, so that a rebuild changes nothing."""
    before = {cell["id"]: cell for cell in old["cells"]} if old else {}
    for cell in new["cells"]:
        known = before.get(cell["id"])
        if cell["cell_type"] == "code" and known is not None and _same(cell, known):
            cell["outputs"] = known["outputs"]
    return new


def _same(new: Cell, old: Cell) -> bool:
    if IGNORED in new["metadata"].get("tags", ()):
        return bool(new["outputs"]) == bool(old["outputs"])
    return _masked(new) == _masked(old)


def _masked(cell: Cell) -> str:
    bare = {"cells": [{"cell_type": "code", "source": "", "outputs": cell["outputs"]}]}
    return execute.masked(notebook_file.write(bare), (*execute.personal(os.environ), *execute.MASKS))


def main(arguments: list[str] | None = None) -> int:
    """Build, or with `--check` say what is not as the source makes it; 1 where it differs or a notebook fails."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring.build")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    parser.add_argument("--no-run", action="store_true", help="do not run the notebooks")
    parser.add_argument("--only", choices=KINDS, action="append", help="one kind of notebook")
    parser.add_argument("--into", type=Path, default=ROOT, help="where the folders stand (default: here)")
    options = parser.parse_args(arguments)
    bad = 0
    kinds = tuple(options.only or KINDS)
    for name in options.chapters or course.chapters():
        for path, text in pictures(name) if "notebooks" in kinds else ():
            bad += _settle(options.into / path, text, check=options.check) and options.check
        for path, book, place in built(name, kinds):
            try:
                if place and not options.no_run:
                    book = confirmed(executed(book, place), _old(ROOT / path))  # noqa: PLW2901
            except RunError as error:
                sys.stdout.write(f"실패 {path}\n{error}\n")
                bad += 1
                continue
            bad += _settle(options.into / path, notebook_file.write(book), check=options.check) and options.check
    return 1 if bad else 0


def _settle(file: Path, text: str, *, check: bool) -> bool:
    """Write `text` where it differs, or only say so; whether it differed."""
    same = file.exists() and file.read_text(encoding="utf-8") == text
    sys.stdout.write(f"{'=' if same else '다름' if check else '씀'} {file}\n")
    sys.stdout.flush()
    if not same and not check:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return not same


if __name__ == "__main__":
    raise SystemExit(main())
