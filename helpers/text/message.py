"""Say something to a learner: a note, as plain text and as a box of HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass

from helpers.text.markup import marked

_COLOURS = {"done": "#3b7dd8", "refused": "#d9822b", "broken": "#c0446c"}


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a function other than `check` has to say: Korean text with `code` in backticks, perhaps a script to show.

    `kind` is done, refused (the learner can mend it) or broken (our fault or an engine's).
    """

    text: str
    title: str = ""
    kind: str = "done"
    script: str = ""

    @property
    def plain(self) -> str:
        """The note as plain text."""
        head = f"[{self.title}] " if self.title else ""
        return f"{head}{self.text}" + (f"\n\n{self.script}" if self.script else "")


def boxed(note: Note) -> str:
    """A note as HTML."""
    head = f"<strong>{html.escape(note.title)}</strong><br>" if note.title else ""
    script = f"<pre style='margin:.6em 0 0'>{html.escape(note.script)}</pre>" if note.script else ""
    box = f"border-left:4px solid {_COLOURS[note.kind]};padding:.6em 1em;margin:.3em 0;line-height:1.6"
    said = f"{head}{marked(note.text)}{script}"
    return f'<div class="lab-note lab-{note.kind}" role="status" lang="ko" style="{box}">{said}</div>'
