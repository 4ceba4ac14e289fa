"""Draw an image as the stack of layers that it is: one image, or two beside each other.

An engine is asked what an image is made of, by its name, its id, or `<none>` for the one that lost its name
(`dockerdata.history` reads the answers). The text is stable but for sizes, which the masks of compared outputs know.
The HTML reads in light and dark, in JupyterLab's colours; a notebook that is not trusted keeps only plain markup, and
its tables still say everything.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.history import LayerShare, Stack, common, rows, shared, steps
from helpers.dockerdata.names import familiar, of_repository, similar
from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.text.message import Note, boxed
from helpers.ui import display
from helpers.ui.board.places import NAMELESS, short
from helpers.world.computers import Computers
from helpers.world.errors import EngineRefused, Trouble

if TYPE_CHECKING:
    from helpers.dockerdata.history import Row
    from helpers.dockerdata.types import Image
    from helpers.world.engine import Engine


_LIST = "`docker images`로 이름과 태그를 확인해 보세요."
_GONE = 404


class Library:
    """The images of one engine, as they stand when it is made. Raises `Trouble` where the engine is gone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._images = engine.snapshot().images
        self._seen: dict[str, Stack] = {}

    def one(self, name: str) -> Stack:
        """Return the stack of the image that `name` means. Raises `Trouble` for an unknown one."""
        return self._on_base(self._image(name))

    def two(self, name: str, other: str) -> tuple[Stack, Stack]:
        """Return two images' stacks; `<none>` as the second is the nameless one that shares most with the first."""
        first = self._image(name)
        return self._on_base(first), self._on_base(self._image(other, first))

    def forgotten(self, stack: Stack) -> bool:
        """Return whether a nameless image stands there that shares more with this one than its base image."""
        base = sum(bool(step.layer) for step in stack.steps[: stack.below])
        nameless = [image for image in self._images if not image.tags and image.id != stack.id]
        return any(shared(self._plain(image), stack) > base for image in nameless)

    def _image(self, name: str, beside: Image | None = None) -> Image:
        return self._nameless(beside) if name.strip() == NAMELESS else self._find(name.strip())

    def _find(self, name: str) -> Image:
        bare = name.removeprefix("sha256:")
        for image in self._images:
            if familiar(name) in image.tags or name in image.digests:
                return image
        if re.fullmatch(r"[0-9a-f]{4,64}", bare):
            found = [image for image in self._images if image.id.removeprefix("sha256:").startswith(bare)]
            if len(found) == 1:
                return found[0]
        raise Trouble(_unknown(name, [tag for image in self._images for tag in image.tags]))

    def _nameless(self, beside: Image | None) -> Image:
        found = [image for image in self._images if not image.tags and (beside is None or image.id != beside.id)]
        if not found:
            raise Trouble(
                "이름 없는 이미지(`<none>`)가 없습니다. 같은 이름으로 다시 빌드하면 앞의 이미지가 그렇게 남습니다."
            )
        like = self._plain(beside) if beside else None
        return max(found, key=lambda image: (shared(self._plain(image), like) if like else 0, image.created))

    def _plain(self, image: Image) -> Stack:
        """Return a stack without its base image."""
        if image.id not in self._seen:
            try:
                found = self._engine.get(f"/images/{image.id}/json")
                history: list[dict[str, Any]] = self._engine.get(f"/images/{image.id}/history") or []
            except EngineRefused as refusal:
                if refusal.status != _GONE:
                    raise
                found, history = {}, []
            layers: list[str] = (found.get("RootFS") or {}).get("Layers") or []
            name = ", ".join(image.tags) or f"{NAMELESS} {short(image.id)}"
            self._seen[image.id] = Stack(id=image.id, name=name, steps=steps(history, layers, image.size))
        return self._seen[image.id]

    def _on_base(self, image: Image) -> Stack:
        plain = self._plain(image)
        found = [
            (len(under.steps), other.tags[0])
            for other in self._images
            if other.tags and _under(under := self._plain(other), plain)
        ]
        below, base = max(found, default=(0, ""))
        return replace(plain, base=base, below=below)


def _under(base: Stack, stack: Stack) -> bool:
    """Return whether an image was made from another: all of the other's steps are its first ones."""
    return bool(base.layers) and len(base.steps) < len(stack.steps) and stack.steps[: len(base.steps)] == base.steps


def _unknown(name: str, tags: list[str]) -> str:
    wanted = familiar(name) if name else ""
    others = sorted(of_repository(wanted, tags))
    if others:
        found = say("`{wanted}` 이미지는 없고, 태그가 다른 `{tag}`{이} 있습니다.", wanted=wanted, tag=others[0])
        return f"{found} 태그를 적지 않으면 latest가 붙습니다."
    near = similar(wanted, tags)
    if near:
        return say("`{wanted}` 이미지는 없고, 이름이 비슷한 `{near}`{이} 있습니다. ", wanted=wanted, near=near) + _LIST
    return f"`{name}` 이미지가 없습니다. {_LIST}"


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


HINT = (
    "이름을 새 이미지에 넘겨준 앞의 이미지가 남아 있어요. "
    '`layers("{name}", "<none>")`이라고 하면 둘을 비교해 볼 수 있어요.'
)


def layers(image: object, other: object = None) -> None:
    """이미지가 어떤 레이어로 쌓였는지 보여 줍니다. 이미지를 둘 주면 함께 쓰는 레이어를 알려 줍니다."""
    try:
        plain, rich = draw_layers(Computers.here().mine, str(image), None if other is None else str(other))
    except Trouble as trouble:
        plain, rich = str(trouble), boxed(Note(kind="refused", text=str(trouble)))
    display.show(display.Shown(plain, rich))


def layers_text(image: str, other: str | None) -> str:
    """Return the layers as a terminal shows them. Raises `Trouble`."""
    return draw_layers(Computers.here().mine, image, other)[0]


def draw_layers(engine: Engine, image: str, other: str | None) -> tuple[str, str]:
    """Return one image's layers, or two images' beside each other, as text and as HTML. Raises `Trouble`."""
    library = Library(engine)
    if other is not None:
        pair = library.two(image, other)
        return text(*pair), as_html(*pair)
    one = library.one(image)
    hint = HINT.format(name=image) if library.forgotten(one) else ""
    return text(one) + (f"\n\n{hint}" if hint else ""), as_html(one, hint=hint)
