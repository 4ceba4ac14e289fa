"""From the engine's history and list of layers to the steps of a stack.

Knows how two generations of builders write an instruction down, and that a history does not say which of its steps left
a layer. Asks nothing and nobody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.history import Step

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


def instruction(written: str, comment: str = "") -> str:
    """A step as it stands in a Dockerfile, from what a builder wrote into the history."""
    text = written.strip()
    for pattern, to in _CLEANING:
        text = re.sub(pattern, to, text)
    if text.startswith("EXPOSE"):
        text = " ".join(("EXPOSE", *re.findall(r"\d+(?:-\d+)?/\w+|(?<= )\d+$", text)))
    if text.startswith(("CMD [", "ENTRYPOINT [")):
        text = text.replace('" "', '", "')
    return text.strip() or (IMPORTED if comment.startswith("Imported from") else UNTOLD)


def steps(history: Sequence[Mapping[str, Any]], layers: Sequence[str], size: int = 0) -> tuple[Step, ...]:
    """The steps, the oldest first, from `GET /images/…/history` (the newest first) and the layers' diff ids.

    `size` is the image's, in bytes: layers that the history does not tell of come first, with what is left of it.
    """
    told = [
        (instruction(e.get("CreatedBy") or "", e.get("Comment") or ""), int(e.get("Size") or 0))
        for e in reversed(history)
    ]
    having = _with_layer(told, len(layers))
    untold = len(layers) - len(having)
    rest = max(size - sum(bytes_ for _, bytes_ in told), 0)
    first = [Step(instruction=UNTOLD, size=0 if at else rest, layer=layer) for at, layer in enumerate(layers[:untold])]
    left = iter(layers[untold:])
    return (
        *first,
        *(
            Step(instruction=text, size=s, layer=next(left) if at in having else "")
            for at, (text, s) in enumerate(told)
        ),
    )


def _with_layer(told: Sequence[tuple[str, int]], count: int) -> set[int]:
    """Which steps left a layer: those that weigh something, then those whose instruction writes files."""

    def rank(at: int) -> tuple[int, int]:
        text, size = told[at]
        return (0 if size else 1 if _FILES.match(text) else 3 if _SETTING.match(text) else 2, at)

    return set(sorted(range(len(told)), key=rank)[:count])
