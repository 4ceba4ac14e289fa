"""Ask an engine what an image is made of, by its name, its id, or `<none>` for the one that lost its name.

Knows whom a name means and what to say where it means nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.history import Stack, shared, steps
from helpers.dockerdata.names import familiar, of_repository, similar
from helpers.text.josa import say
from helpers.ui.board.places import NAMELESS, short
from helpers.world.errors import EngineRefused, Trouble

if TYPE_CHECKING:
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
