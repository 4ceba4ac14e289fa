"""Draw a stack of layers, or two beside each other: as plain text, and as HTML with a bar for each layer.

The text is stable but for sizes, which the masks of compared outputs know. The HTML reads in light and dark, in
JupyterLab's colours; a notebook that is not trusted keeps only plain markup, and its tables still say everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.history import LayerShare, common, rows
from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.ui import display

if TYPE_CHECKING:
    from helpers.dockerdata.history import Row, Stack

ORDER = "위에서 아래로, Dockerfile에 적은 차례예요. 아래로 갈수록 나중에 쌓은 레이어예요."
SETTING = "설정만"
_WIDTH = 70
_COLOURS = {
    LayerShare.NONE: "var(--jp-brand-color1,#1976d2)",
    LayerShare.BOTH: "var(--jp-success-color1,#388e3c)",
    LayerShare.ONE: "var(--jp-warn-color1,#f57c00)",
}
_LEAST = 1.5
"""A layer's bar is at least so long, in per cent: nothing that has a layer looks as if it had none."""


def text(stack: Stack, other: Stack | None = None) -> str:
    """Return both stacks one below the other, then what they share."""
    lines = [ORDER, "", *_text(stack, other)]
    if other:
        lines += ["", *_text(other, stack), "", *_summary(stack, other)]
    return "\n".join(lines)


def _text(stack: Stack, other: Stack | None) -> list[str]:
    lines = [_head(stack)]
    for row in rows(stack, other):
        parts = [_cut(row.text), _weight(row)] + ([row.share.value] if row.share is not LayerShare.NONE else [])
        lines.append("  " + " · ".join(parts))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def as_html(stack: Stack, other: Stack | None = None, *, hint: str = "") -> str:
    """Return the drawing of one image, or of two beside each other; `hint` stands below it."""
    sides = [(stack, rows(stack, other)), *([(other, rows(other, stack))] if other else [])]
    largest = max((row.size for _, lines in sides for row in lines), default=0)
    below = [*(_summary(stack, other) if other else ()), *([hint] if hint else ())]
    return display.fill(
        "layers",
        sides=sides,
        below=below,
        order=ORDER,
        head=_head,
        weight=_weight,
        length=lambda row: f"{max(100 * row.size / largest if largest else 0, _LEAST):.1f}",
        colours=_COLOURS,
        LayerShare=LayerShare,
    )


def _head(stack: Stack) -> str:
    """Return what a stack is called, and how large it is."""
    return f"{stack.name} · 레이어 {len(stack.layers)}개 · 모두 {size(stack.size)}"


def _weight(row: Row) -> str:
    """Return a row's size in words: that of its layers, or that it is only a setting."""
    if not row.layers:
        return SETTING
    return f"{size(row.size)} (레이어 {row.layers}개)" if row.base else size(row.size)


def _summary(one: Stack, two: Stack) -> list[str]:
    """Say what two images have in common."""
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
