"""Show something in a notebook: as text everywhere, as HTML where a browser draws it.

Knows Jupyter's display and the templates of this folder, which are Tornado's: a kernel has Tornado loaded anyway.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.text.message import boxed, marked

if TYPE_CHECKING:
    from tornado.template import Template

    from helpers.text.message import Note

_TEMPLATES = Path(__file__).parent / "templates"


class Shown:
    """Something to show, as plain text and, where there is any, as HTML."""

    def __init__(self, plain: str, rich: str = "") -> None:
        self._plain = plain
        self._rich = rich

    def __repr__(self) -> str:
        return self._plain

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, str]:
        """Return what Jupyter asks for."""
        return {"text/plain": self._plain} | ({"text/html": self._rich} if self._rich else {})


def show(shown: object) -> None:
    """Show something, a widget as well, beneath the cell that runs."""
    from IPython import display as ipython

    ipython.display(shown)


def say(note: Note) -> None:
    """Show a note."""
    show(Shown(note.plain, boxed(note)))


def fill(name: str, **values: object) -> str:
    """Fill the template `name`.html; values are escaped, `marked` makes HTML of a sentence with `code` in it."""
    return _template(name).generate(marked=marked, **values).decode()


@cache
def _template(name: str) -> Template:
    """Load a template, without the line breaks and the indents that it has for whoever reads it."""
    from tornado.template import Template

    lines = (_TEMPLATES / f"{name}.html").read_text(encoding="utf-8").splitlines()
    return Template("".join(line.strip() for line in lines), name)
