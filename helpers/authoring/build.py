"""Build notebooks/, exercises/, solutions/ from the course's source, run for real on the lab.

    python -m helpers.authoring.build [--check] [--no-run] [--only ID] [--into DIR] [CHAPTER …]

Knows which file comes from what. The unsolved notebooks
that learners get carry no outputs, as nbgrader releases them; what an unsolved run prints is kept for the tests.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring import notebook_file, notebooks
from helpers.authoring.execute import RunError, executed
from helpers.authoring.outputs import carried, confirmed, counted
from helpers.course import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.authoring.notebook_file import Notebook

ROOT = Path(__file__).parents[2]


def planned(name: str) -> dict[str, tuple[Notebook, str]]:
    """Return the notebooks of a chapter that are run, as path to notebook and the file of ~/work as which it runs."""
    exercises = {e.id: e for e in course.exercises(name)}
    title, book = notebooks.chapter(name, course.text(name), exercises)
    solved = notebooks.solved(name, title, tuple(exercises.values()))
    return {
        paths.chapter_path(name): (book, paths.chapter_path(name)),
        paths.solutions_path(name): (solved, paths.exercises_path(name)),
        f"tests/notebooks/unsolved/{name}.ipynb": (notebooks.released(solved), paths.exercises_path(name)),
    }


def built(name: str) -> Iterator[tuple[str, Notebook, str]]:
    """Yield each file of a chapter: its path, its notebook, and where it runs (nowhere: it is left without outputs)."""
    for path, (book, place) in planned(name).items():
        if path.startswith("tests/"):
            yield paths.exercises_path(name), book, ""
        yield path, book, place


def glossary() -> tuple[str, str]:
    """Return the page of the course's words, as path and text."""
    return paths.GLOSSARY, (course.FOLDER / "glossary.md").read_text(encoding="utf-8")


def pictures(name: str) -> Iterator[tuple[str, str]]:
    """Yield the pictures of a chapter, as path to text; they stand beside the chapters' notebooks."""
    for file in sorted((ROOT / "helpers" / "course" / name / "pictures").glob("*.svg")):
        yield f"notebooks/pictures/{file.name}", file.read_text(encoding="utf-8")


def _old(file: Path) -> Notebook | None:
    return notebook_file.read(file.read_text(encoding="utf-8")) if file.exists() else None


def run_until(book: Notebook, place: str, exercise: str, old: Notebook | None) -> Notebook:
    """Run an exercises' notebook from its top to the end of one exercise; the cells after it keep what they had.

    A chapter's text, in which no exercise is solved, is not run. Raises RunError where a cell that is not run is new.
    """
    check = paths.cell_id(exercise, "check")
    ends = [n for n, cell in enumerate(book["cells"], 1) if notebooks.grade_id(cell) == check]
    first = {**book, "cells": book["cells"][: ends[0] if ends else 0]}
    ran = confirmed(executed(first, place), old)["cells"] if ends else []
    whole = carried(book, old)
    whole["cells"][: len(ran)] = ran
    new = [cell for cell in whole["cells"] if cell["cell_type"] == "code" and not cell["execution_count"]]
    if new:
        raise RunError(f"`{exercise}` 말고도 바뀐 칸이 있습니다. 장 전체를 만드세요.\n{new[0]['source']}")
    return counted(whole)


def main(arguments: list[str] | None = None) -> int:
    """Build, or with `--check` say what is not as the source makes it; 1 where it differs or a notebook fails."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring.build")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    parser.add_argument("--no-run", action="store_true", help="do not run the notebooks, keep the outputs there are")
    parser.add_argument("--only", metavar="ID", help="run the exercises' notebooks up to this one, and no other")
    parser.add_argument("--into", type=Path, default=ROOT, help="where the folders stand (default: here)")
    options = parser.parse_args(arguments)
    try:
        only = course.exercise(options.only).id if options.only else ""
    except course.UnknownExercise as error:
        sys.stdout.write(f"{error}\n")
        return 2
    path, text = glossary()
    bad = int(_settle(options.into / path, text, check=options.check) and options.check)
    for name in [only.partition(".")[0]] if only else options.chapters or course.chapters():
        for path, text in pictures(name):
            bad += _settle(options.into / path, text, check=options.check) and options.check
        for path, book, place in built(name):
            try:
                done = _done(path, book, place, only, run=not options.no_run)
            except RunError as error:
                sys.stdout.write(f"실패 {path}\n{error}\n")
                bad += 1
                continue
            bad += _settle(options.into / path, notebook_file.write(done), check=options.check) and options.check
    return 1 if bad else 0


def _done(path: str, book: Notebook, place: str, only: str, *, run: bool) -> Notebook:
    """Return one file's notebook with its outputs. Raises RunError where it cannot be run."""
    old = _old(ROOT / path)
    if not place:
        return book
    if not run:
        return carried(book, old)
    return run_until(book, place, only, old) if only else confirmed(executed(book, place), old)


def _settle(file: Path, text: str, *, check: bool) -> bool:
    """Write `text` where it differs, or only say so; return whether it differed."""
    same = file.exists() and file.read_text(encoding="utf-8") == text
    sys.stdout.write(f"{'=' if same else '다름' if check else '씀'} {file}\n")
    sys.stdout.flush()
    if not same and not check:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return not same


if __name__ == "__main__":
    raise SystemExit(main())
