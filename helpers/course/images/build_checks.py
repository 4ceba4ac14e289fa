"""Checks and near misses that several exercises of this chapter share: builds, misquoted commands, an image's history.

Knows how BuildKit writes an instruction into the history of an image; asks nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.exercise import checks, probes
from helpers.exercise.checks import Near
from helpers.exercise.checks.image_contents import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check, Finding


def built(image: str, given: str = "", *, near: tuple[Near, ...] = (), requires: tuple[str, ...] = ()) -> Check:
    """Check that an image of that name was built since the start. `given` is the Dockerfile that was laid for the learner.

    A build that fails leaves no trace on the engine; that the Dockerfile was worked on shows that it was tried.
    """
    asked, file = checks.image_new("built", image, near=near, requires=requires), probes.file("Dockerfile")

    def test(world: World, answer: str | None) -> Finding | None:
        finding = asked.test(world, answer)
        if finding is None or finding.attempted or probes.data(world, file).get("text") in (None, given):
            return finding
        return replace(
            finding,
            observed=f"Dockerfile은 썼지만, 새로 만든 `{image}` 이미지가 없습니다.",
            advice="빌드를 했는지, 빌드가 끝까지 되었는지 확인해 보세요. 오류가 났다면 몇째 줄이 왜 안 되는지 그 글에 나옵니다.",
            attempted=True,
        )

    return replace(asked, test=test, probes=tuple(dict.fromkeys((*asked.probes, file))))


def says_history(image: str, pattern: str) -> tuple[Callable[[World], bool], tuple[Probe, ...]]:
    """Return whether an instruction in the image's history matches `pattern`, and the probe to know it."""
    probe = probes.image_history(image)
    return lambda world: any(re.search(pattern, line) for line in said(world, probe)), (probe,)


def near_history(image: str, pattern: str, observed: str, advice: str) -> Near:
    """Foresee a near miss that shows in the image's history."""
    when, history = says_history(image, pattern)
    return Near(when=when, observed=observed, advice=advice, probes=history)


def misquoted(image: str) -> Near:
    """Foresee a CMD whose list was not written with double quotes, and so became a line for the shell."""
    probe = probes.image_inspect(image)

    def when(world: World) -> bool:
        if not world.fact(probe).found:
            return False
        command = probes.data(world, probe)["Config"].get("Cmd") or []
        return command[:2] == ["/bin/sh", "-c"] and command[-1].lstrip().startswith("[")

    return Near(
        when=when,
        observed="`CMD`의 대괄호가 목록으로 읽히지 않고 통째로 셸에 넘어갔습니다.",
        advice="대괄호 안의 따옴표가 모두 큰따옴표인지, 쉼표가 빠지지 않았는지 살펴보세요.",
        probes=(probe,),
    )
