"""Say something to a learner, as plain text and as HTML: sentences with `code` in backticks, notes, boxes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_COLOURS = {"done": "#3b7dd8", "refused": "#d9822b", "broken": "#c0446c"}


def marked(text: str) -> str:
    """Escape a text for HTML, with what stands between backticks as code and each line on its own."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")


def box(content: str, *, name: str, colour: str, style: str, role: str = "status", label: str = "") -> str:
    """Draw the one kind of box that there is: a coloured bar at the left of `content`, which is HTML.

    `name` are its classes, `style` is what it has besides the bar; `role` and `label` are for those who hear it.
    """
    heard = f'role="{role}"' + (f' aria-label="{label}"' if label else "")
    return f'<div class="{name}" {heard} lang="ko" style="border-left:4px solid {colour};{style}">{content}</div>'


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
        """Return the note as plain text."""
        head = f"[{self.title}] " if self.title else ""
        return f"{head}{self.text}" + (f"\n\n{self.script}" if self.script else "")


def boxed(note: Note) -> str:
    """Draw a note as a box of HTML."""
    head = f"<strong>{html.escape(note.title)}</strong><br>" if note.title else ""
    script = f"<pre style='margin:.6em 0 0'>{html.escape(note.script)}</pre>" if note.script else ""
    return box(
        f"{head}{marked(note.text)}{script}",
        name=f"lab-note lab-{note.kind}",
        colour=_COLOURS[note.kind],
        style="padding:.6em 1em;margin:.3em 0;line-height:1.6",
    )
