"""A story as people read it: plain text, text for a terminal, HTML. Pure; stable but for what the story itself says."""

from __future__ import annotations

import html
import re
import shlex
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.text.markup import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import Ran, Story

LONGEST = 60
"""A command is named by so many characters at most."""
_COLOUR = "#8a63d2"
_BOX = (
    f"border-left:4px solid {_COLOUR};background:color-mix(in srgb,{_COLOUR} 8%,transparent);"
    "padding:.7em 1em;margin:.5em 0 .3em;border-radius:4px;line-height:1.6;overflow-wrap:anywhere"
)
_LABEL = f"color:color-mix(in srgb,{_COLOUR} 65%,currentcolor);font-weight:600;font-size:.85em"
_BAR, _BOLD, _OFF = "\x1b[36m", "\x1b[1m", "\x1b[0m"


def named(ran: Ran) -> str:
    """A command by its words, shortened where it is long."""
    line = shlex.join(ran.argv)
    if ran.computer is Computer.OTHER:
        line = f"ssh other {line}"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def plain(story: Story, about: str = "") -> str:
    """For kernels without a browser; `about` is the command, where it does not stand right above."""
    head = f"[코치] `{about}`\n" if about else "[코치] "
    lines = [f"{head}{story.what}", *filter(None, [story.why]), *(f"- {step}" for step in story.next)]
    return "\n".join(lines)


def coloured(story: Story, about: str = "") -> str:
    """For a terminal: a bar at the left, code in bold."""
    first, *rest = plain(story, about).removeprefix("[코치] ").splitlines()
    lines = [f"{_BAR}┃ 코치{_OFF}  {first}", *(f"{_BAR}┃{_OFF} {line}" for line in rest)]
    return re.sub(r"`([^`]+)`", rf"{_BOLD}\1{_OFF}", "\n".join(lines))


def rich(story: Story, about: str = "") -> str:
    """For a notebook: it inherits the page's text colour, so that it reads in light and dark alike."""
    named = f" · <code>{html.escape(about)}</code>" if about else ""
    steps = "".join(f"<li>{marked(step)}</li>" for step in story.next)
    parts = [
        f'<div class="lab-coach" role="note" aria-label="코치" lang="ko" style="{_BOX}">',
        f'<span style="{_LABEL}">코치</span>{named}<br><strong style="font-weight:600">{marked(story.what)}</strong>',
        f'<div style="margin-top:.35em">{marked(story.why)}</div>' if story.why else "",
        f'<ul style="margin:.35em 0 0;padding-left:1.3em">{steps}</ul>' if steps else "",
    ]
    return "".join((*parts, "</div>"))


def several(stories: Sequence[tuple[Story, str]]) -> tuple[str, str]:
    """Stories with what each is about, as plain text and as HTML."""
    return (
        "\n\n".join(plain(story, about) for story, about in stories),
        "".join(rich(story, about) for story, about in stories),
    )
