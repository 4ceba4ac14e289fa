"""A stack, or two beside each other, as self-contained HTML: tables with bars, readable in light and dark.

Knows JupyterLab's colours and that a notebook which is not trusted keeps only plain markup: without any of the styles
the tables still say everything.

A stack, or two beside each other, as plain text: stable but for sizes, which `masks` knows.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from helpers.dockerdata.history import Share, common, rows
from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.text.markup import marked

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


def as_html(stack: Stack, other: Stack | None = None, *, hint: str = "") -> str:
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


ORDER = "위에서 아래로, Dockerfile에 적은 차례예요. 아래로 갈수록 나중에 쌓은 레이어예요."
SETTING = "설정만"
_WIDTH = 70


def text(stack: Stack, other: Stack | None = None) -> str:
    """Both stacks one below the other, then what they share."""
    lines = [ORDER, "", *_one(stack, other)]
    if other:
        lines += ["", *_one(other, stack), "", *summary(stack, other)]
    return "\n".join(lines)


def head(stack: Stack) -> str:
    """What a stack is called, and how large it is."""
    return f"{stack.name} · 레이어 {len(stack.layers)}개 · 모두 {size(stack.size)}"


def weight(row: Row) -> str:
    """A row's size in words: that of its layers, or that it is only a setting."""
    if not row.layers:
        return SETTING
    return f"{size(row.size)} (레이어 {row.layers}개)" if row.base else size(row.size)


def _one(stack: Stack, other: Stack | None) -> list[str]:
    lines = [head(stack)]
    for row in rows(stack, other):
        parts = [_cut(row.text), weight(row)] + ([row.share.value] if row.share is not Share.NONE else [])
        lines.append("  " + " · ".join(parts))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def summary(one: Stack, two: Stack) -> list[str]:
    """What two images have in common, in sentences."""
    found = common(one, two)
    if one.layers == two.layers:
        return ["두 이미지의 레이어가 모두 같아요. 다른 것이 있다면 설정뿐이에요."]
    said = (
        f"처음부터 같은 레이어 {found.layers}개({size(found.size)})는 둘이 함께 쓰니 한 번만 저장돼요."
        if found.layers
        else "두 이미지가 함께 쓰는 레이어는 없어요."
    )
    alone = [
        say("`{name}`에만 있는 레이어는 {count}개({size})예요.", name=stack.name, count=count, size=size(bytes_))
        if count
        else f"`{stack.name}`에만 있는 레이어는 없어요."
        for stack, (count, bytes_) in zip((one, two), found.alone, strict=True)
    ]
    return [said, *alone]
