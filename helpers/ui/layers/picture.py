"""A stack, or two beside each other, as self-contained HTML: tables with bars, readable in light and dark.

Knows JupyterLab's colours and that a notebook which is not trusted keeps only plain markup: without any of the styles
the tables still say everything.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from helpers.dockerdata.history import Share, rows
from helpers.text.markup import marked
from helpers.ui.layers.text import ORDER, head, summary, weight

if TYPE_CHECKING:
    from helpers.dockerdata.history import Row, Stack

_COLOURS = {
    Share.NONE: "var(--jp-brand-color1,#1976d2)",
    Share.BOTH: "var(--jp-success-color1,#388e3c)",
    Share.ONE: "var(--jp-warn-color1,#f57c00)",
}
_SIDE = "flex:1 1 22em;min-width:0"
_TABLE = "width:100%;table-layout:fixed;border-collapse:collapse;margin:.3em 0 .6em"
_CELL = "text-align:left;vertical-align:top;white-space:normal;max-width:none;padding:.25em .5em"
_CODE = "font-family:var(--jp-code-font-family,monospace);overflow-wrap:anywhere"
_CLAMP = f"{_CODE};display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden"
_LEAST = 1.5
"""A layer's bar is at least so long, in per cent: nothing that has a layer looks as if it had none."""


def picture(stack: Stack, other: Stack | None = None, *, hint: str = "") -> str:
    """The picture of one image, or of two beside each other; `hint` stands below it."""
    stacks = [(stack, other), *([(other, stack)] if other else [])]
    largest = max((row.size for one, two in stacks for row in rows(one, two)), default=0)
    sides = "".join(_side(one, two, largest) for one, two in stacks)
    lines = [*(summary(stack, other) if other else ()), *([hint] if hint else ())]
    end = "".join(f"<div>{marked(line)}</div>" for line in lines)
    return (
        f'<div class="lab-layers" lang="ko" style="line-height:1.5"><div>{ORDER}</div>'
        f'<div style="display:flex;flex-wrap:wrap;gap:0 1.2em;margin-top:.4em">{sides}</div>{end}</div>'
    )


def _side(stack: Stack, other: Stack | None, largest: int) -> str:
    lines = "".join(_row(row, largest) for row in rows(stack, other))
    return (
        f'<div style="{_SIDE}"><strong>{html.escape(head(stack))}</strong>'
        f'<table style="{_TABLE}"><tbody>{lines}</tbody></table></div>'
    )


def _row(row: Row, largest: int) -> str:
    colour = _COLOURS[row.share]
    edge = f"4px solid {colour}" if row.layers else "4px dotted var(--jp-border-color1,#999)"
    share = f"<div>{row.share.value}</div>" if row.share is not Share.NONE else ""
    faint = "" if row.layers else ";opacity:.75"
    step = f'<div style="{_CLAMP}" title="{html.escape(row.text)}">{html.escape(row.text)}</div>'
    return (
        f'<tr style="border-bottom:1px solid var(--jp-border-color2,#ccc){faint}">'
        f'<td style="{_CELL};border-left:{edge};width:60%">{step}</td>'
        f'<td style="{_CELL};width:40%">{weight(row)}{share}{_bar(row, largest, colour)}</td></tr>'
    )


def _bar(row: Row, largest: int, colour: str) -> str:
    if not row.layers:
        return ""
    length = max(100 * row.size / largest if largest else 0, _LEAST)
    return f'<div style="height:8px;border-radius:2px;background:{colour};width:{length:.1f}%"></div>'
