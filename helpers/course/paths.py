"""Say where the pieces of the course stand: its notebooks, their headings, their cells.

Paths are those of the learner's folder, and of the repository, where `authoring` puts the same files.
"""

from __future__ import annotations

from urllib.parse import quote

CODE_STUB = "# 여기에 쓰세요"
"""The line of a cell that the learner's command takes the place of."""
TEXT_STUB = "여기에 쓰세요."
"""The same of a cell of prose."""


def chapter_path(chapter: str) -> str:
    """Return the path of a chapter's notebook."""
    return f"notebooks/{chapter}.ipynb"


def exercises_path(chapter: str) -> str:
    """Return the path of the notebook with a chapter's exercises."""
    return f"exercises/{chapter}/{chapter}.ipynb"


def exercise_path(chapter: str, title: str) -> str:
    """Return the path of an exercise: that of its notebook, with its heading."""
    return f"{exercises_path(chapter)}#{anchor(title)}"


def anchor(title: str) -> str:
    """Return the fragment under which JupyterLab finds the heading `title`."""
    return quote(title.replace("`", "").replace("*", "").replace(" ", "-"), safe="")


def cell_id(exercise: str, part: str) -> str:
    """Return the name of an exercise's cell, nbgrader's `grade_id`: `images-copy-answer`.

    `exercise` is the exercise's id, `part` is start, solution, answer or check.
    """
    return f"{exercise.replace('.', '-')}-{part}"
