"""Read what an image was made of, step by step, from the engine's history and list of layers; compare two images.

Knows how two generations of builders write an instruction down, and that a history does not say which of its steps left
a layer. How any of it is drawn is `ui.layers`' part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


IMPORTED = "(docker import로 들여온 파일)"
UNTOLD = "(기록이 남지 않은 레이어)"

_CLEANING = (
    (r"\s+", " "),
    (r" # buildkit$", ""),
    (r"^/bin/sh -c #\(nop\) *", ""),
    (r"^(RUN )?(\|\d+ .*?)?/bin/sh -c ", "RUN "),
    (r"^(COPY|ADD) (?:--\S+ )*(?:file|dir|multi):[0-9a-f]{64} in ", r"\1 … "),
    (r"^(COPY|ADD) (.*?)file:[0-9a-f]{64} in ", r"\1 \2… "),
)
_SETTING = re.compile(
    r"(CMD|ENTRYPOINT|ENV|ARG|LABEL|EXPOSE|USER|VOLUME|STOPSIGNAL|HEALTHCHECK|SHELL|ONBUILD|MAINTAINER)\b"
)
_FILES = re.compile(r"(RUN|COPY|ADD|WORKDIR)\b")


@dataclass(frozen=True, kw_only=True)
class HistoryStep:
    """One step of an image's history. `size` is in bytes; `layer` is the layer's diff id, empty where it left none."""

    instruction: str
    size: int = 0
    layer: str = ""


@dataclass(frozen=True, kw_only=True)
class Stack:
    """An image's steps, the oldest first; the first `below` of them are those of `base`, the image it was made from."""

    id: str
    name: str
    steps: tuple[HistoryStep, ...]
    base: str = ""
    below: int = 0

    @property
    def layers(self) -> tuple[str, ...]:
        """Return the layers' diff ids, lowest first."""
        return tuple(step.layer for step in self.steps if step.layer)

    @property
    def size(self) -> int:
        """Return the size of all layers together, in bytes."""
        return sum(step.size for step in self.steps)


class LayerShare(Enum):
    """Whether a row's layers stand in the other image, too; NONE where there is no other, or no layer."""

    NONE = ""
    BOTH = "둘이 함께 씀"
    ONE = "여기에만 있음"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the picture: a step, or all of the base image in one. `layers` counts its layers."""

    text: str
    size: int
    layers: int
    base: bool = False
    share: LayerShare = LayerShare.NONE


@dataclass(frozen=True, kw_only=True)
class Common:
    """What two images have in common, and what each has alone: layers and bytes."""

    layers: int
    size: int
    alone: tuple[tuple[int, int], tuple[int, int]]


def shared(one: Stack, two: Stack) -> int:
    """Count the layers that two images have in common: from below, as long as they are the same."""
    pairs = zip(one.layers, two.layers, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one.layers), len(two.layers)))


def common(one: Stack, two: Stack) -> Common:
    """Sum up what two images share and what each has alone."""
    both = shared(one, two)
    sizes = [[step.size for step in stack.steps if step.layer] for stack in (one, two)]
    first, second = ((len(found) - both, sum(found[both:])) for found in sizes)
    return Common(layers=both, size=sum(sizes[0][:both]), alone=(first, second))


def rows(stack: Stack, other: Stack | None = None) -> tuple[Row, ...]:
    """Return the rows of a stack, the lowest first; beside `other` each says whether it is shared."""
    both = shared(stack, other) if other else 0
    found, under = [], 0
    below, own = stack.steps[: stack.below], stack.steps[stack.below :]
    for steps in ([below] if below else []) + [(step,) for step in own]:
        count = sum(bool(step.layer) for step in steps)
        under += count
        share = LayerShare.NONE if other is None or not count else LayerShare.BOTH if under <= both else LayerShare.ONE
        text = f"FROM {stack.base}" if steps is below else steps[0].instruction
        size = sum(step.size for step in steps)
        found.append(Row(text=text, size=size, layers=count, base=steps is below, share=share))
    return tuple(found)


def instruction(written: str, comment: str = "") -> str:
    """Write a step as it stands in a Dockerfile, from what a builder wrote into the history."""
    text = written.strip()
    for pattern, to in _CLEANING:
        text = re.sub(pattern, to, text)
    if text.startswith("EXPOSE"):
        text = " ".join(("EXPOSE", *re.findall(r"\d+(?:-\d+)?/\w+|(?<= )\d+$", text)))
    if text.startswith(("CMD [", "ENTRYPOINT [")):
        text = text.replace('" "', '", "')
    return text.strip() or (IMPORTED if comment.startswith("Imported from") else UNTOLD)


def steps(history: Sequence[Mapping[str, Any]], layers: Sequence[str], size: int = 0) -> tuple[HistoryStep, ...]:
    """Return the steps, the oldest first, from `GET /images/…/history` (the newest first) and the layers' diff ids.

    `size` is the image's, in bytes: layers that the history does not tell of come first, with what is left of it.
    """
    told = [
        (instruction(e.get("CreatedBy") or "", e.get("Comment") or ""), int(e.get("Size") or 0))
        for e in reversed(history)
    ]
    having = _with_layer(told, len(layers))
    untold = len(layers) - len(having)
    rest = max(size - sum(bytes_ for _, bytes_ in told), 0)
    first = [
        HistoryStep(instruction=UNTOLD, size=0 if at else rest, layer=layer) for at, layer in enumerate(layers[:untold])
    ]
    left = iter(layers[untold:])
    return (
        *first,
        *(
            HistoryStep(instruction=text, size=s, layer=next(left) if at in having else "")
            for at, (text, s) in enumerate(told)
        ),
    )


def _with_layer(told: Sequence[tuple[str, int]], count: int) -> set[int]:
    """Find the steps that left a layer: those that weigh something, then those that write files."""

    def rank(at: int) -> tuple[int, int]:
        text, size = told[at]
        return (0 if size else 1 if _FILES.match(text) else 3 if _SETTING.match(text) else 2, at)

    return set(sorted(range(len(told)), key=rank)[:count])
