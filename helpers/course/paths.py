"""Say where the pieces of the course stand: its notebooks, their headings, their cells.

Paths are those of the learner's folder, and of the repository, where `authoring` puts the same files.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from helpers import course

GLOSSARY = "notebooks/용어집.md"
"""The page of the course's words."""
CODE_STUB = "# 여기에 쓰세요"
"""The line of a cell that the learner's command takes the place of."""
TEXT_STUB = "여기에 쓰세요."
"""The same of a cell of prose."""


def chapter_path(chapter: str) -> str:
    """Return the path of a chapter's notebook: `notebooks/2-이미지.ipynb`, so that folders list them in order."""
    return f"notebooks/{_called(chapter)}.ipynb"


def exercises_path(chapter: str) -> str:
    """Return the path of the notebook with a chapter's exercises: `exercises/images/2-이미지-연습.ipynb`."""
    return f"exercises/{chapter}/{_called(chapter)}-연습.ipynb"


def solutions_path(chapter: str) -> str:
    """Return the path of the notebook with a chapter's solved exercises; nbgrader has its name be the release's."""
    return f"solutions/{chapter}/{_called(chapter)}-연습.ipynb"


def _called(chapter: str) -> str:
    """Return a chapter's title as files have it: `2. 이미지` is `2-이미지`."""
    return re.sub(r"\W+", "-", course.title(chapter)).strip("-")


def former_paths() -> dict[str, str]:
    """Return what the learner's notebooks were called before they had numbers, each with the path that it has now."""
    texts = {f"notebooks/{name}.ipynb": chapter_path(name) for name in course.chapters()}
    return texts | {f"exercises/{name}/{name}.ipynb": exercises_path(name) for name in course.chapters()}


def address(path: str) -> str:
    """Return a path as a link or an address has it."""
    return quote(path)


def exercise_address(chapter: str, title: str) -> str:
    """Return the address of an exercise below `work/`: that of its notebook, with its heading."""
    return f"{address(exercises_path(chapter))}#{anchor(title)}"


def anchor(title: str) -> str:
    """Return the fragment under which JupyterLab finds the heading `title`."""
    return quote(title.replace("`", "").replace("*", "").replace(" ", "-"), safe="")


def cell_id(exercise: str, part: str) -> str:
    """Return the name of an exercise's cell, nbgrader's `grade_id`: `images-copy-answer`.

    `exercise` is the exercise's id, `part` is start, solution, answer or check.
    """
    return f"{exercise.replace('.', '-')}-{part}"
