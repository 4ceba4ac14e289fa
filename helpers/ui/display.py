"""How something is shown in a notebook: as text everywhere, as HTML where a browser draws it.

Knows Jupyter's display; not what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.text.message import boxed

if TYPE_CHECKING:
    from helpers.text.message import Note


class Shown:
    """Something to show, as plain text and, where there is any, as HTML."""

    def __init__(self, plain: str, rich: str = "") -> None:
        self._plain = plain
        self._rich = rich

    def __repr__(self) -> str:
        return self._plain

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, str]:
        """What Jupyter asks for."""
        return {"text/plain": self._plain} | ({"text/html": self._rich} if self._rich else {})


def show(shown: object) -> None:
    """Show something, a widget as well, beneath the cell that runs."""
    from IPython import display as ipython  # noqa: PLC0415 - the terminal does without

    ipython.display(shown)


def say(note: Note) -> None:
    """Show a note."""
    show(Shown(note.plain, boxed(note)))
