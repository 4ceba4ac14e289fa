"""A stack, or two beside each other, as plain text: stable but for sizes, which `masks` knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.history import Share, common, rows
from helpers.dockerdata.units import size
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.history import Row, Stack

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
