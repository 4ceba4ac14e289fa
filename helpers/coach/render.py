"""Write an explanation as plain text, as text for a terminal and as HTML. Pure."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.dockerdata.types import Computer
from helpers.text.message import box, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.secrets import Sayable

LONGEST = 60
"""Characters by which a command is named, at most."""
_COLOUR = "#8a63d2"
_BOX = (
    f"background:color-mix(in srgb,{_COLOUR} 8%,transparent);"
    "padding:.7em 1em;margin:.5em 0 .3em;border-radius:4px;line-height:1.6;overflow-wrap:anywhere"
)
_LABEL = f"color:color-mix(in srgb,{_COLOUR} 65%,currentcolor);font-weight:600;font-size:.85em"
_BAR, _BOLD, _OFF = "\x1b[36m", "\x1b[1m", "\x1b[0m"


def named(ran: FinishedCommand) -> str:
    """Return a command as one line, shortened where it is long."""
    line = phrases.line(ran.argv)
    if ran.computer is Computer.OTHER:
        line = f"ssh other {line}"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def plain(explanation: Sayable, about: str = "") -> str:
    """Write it for kernels without a browser; `about` is the command, where it does not stand right above."""
    head = f"[코치] `{about}`\n" if about else "[코치] "
    lines = [f"{head}{explanation.what}", *filter(None, [explanation.why]), *(f"- {step}" for step in explanation.next)]
    return "\n".join(lines)


def coloured(explanation: Sayable, about: str = "") -> str:
    """Write it for a terminal: a bar at the left, code in bold."""
    first, *rest = plain(explanation, about).removeprefix("[코치] ").splitlines()
    lines = [f"{_BAR}┃ 코치{_OFF}  {first}", *(f"{_BAR}┃{_OFF} {line}" for line in rest)]
    return re.sub(r"`([^`]+)`", rf"{_BOLD}\1{_OFF}", "\n".join(lines))


def rich(explanation: Sayable, about: str = "") -> str:
    """Write it for a notebook: it inherits the page's text colour, so that it reads in light and dark alike."""
    caption = f" · <code>{html.escape(about)}</code>" if about else ""
    steps = "".join(f"<li>{marked(step)}</li>" for step in explanation.next)
    what, why = marked(explanation.what), marked(explanation.why)
    parts = [
        f'<span style="{_LABEL}">코치</span>{caption}<br><strong style="font-weight:600">{what}</strong>',
        f'<div style="margin-top:.35em">{why}</div>' if why else "",
        f'<ul style="margin:.35em 0 0;padding-left:1.3em">{steps}</ul>' if steps else "",
    ]
    return box("".join(parts), name="lab-coach", colour=_COLOUR, style=_BOX, role="note", label="코치")


def several(explanations: Sequence[tuple[Sayable, str]]) -> tuple[str, str]:
    """Write explanations with what each is about, as plain text and as HTML."""
    return (
        "\n\n".join(plain(explanation, about) for explanation, about in explanations),
        "".join(rich(explanation, about) for explanation, about in explanations),
    )
