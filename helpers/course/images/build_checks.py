"""Checks and near misses that several exercises of this chapter share: builds, misquoted commands, an image's history.

Knows how BuildKit writes an instruction into the history of an image; asks nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.dockerfile import Instruction, parse
from helpers.dockerdata.history import instruction
from helpers.exercise import checks, probes
from helpers.exercise.checks import Near
from helpers.exercise.checks.base import find_image
from helpers.exercise.checks.image_contents import said
from helpers.exercise.model import Finding
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check


def built(image: str, given: str = "", *, near: tuple[Near, ...] = (), requires: tuple[str, ...] = ()) -> Check:
    """Check that an image of that name was built since the start. `given` is the Dockerfile that was laid for the learner.

    A build that fails leaves no trace on the engine; that the Dockerfile was worked on shows that it was tried. What was
    made of a container or of an archive was not built, by the events.
    """
    asked, file = checks.image_new("built", image, near=near, requires=requires), probes.file("Dockerfile")

    def test(world: World, answer: str | None) -> Finding | None:
        finding = asked.test(world, answer)
        if finding is None:
            return _not_built(world, image, asked.establishes)
        if finding.attempted or probes.data(world, file).get("text") in (None, given):
            return finding
        return replace(
            finding,
            observed=f"Dockerfile은 썼지만, 새로 만든 `{image}` 이미지가 없습니다.",
            advice="빌드를 했는지, 빌드가 끝까지 되었는지 확인해 보세요. 오류가 났다면 몇째 줄이 왜 안 되는지 그 글에 나옵니다.",
            attempted=True,
        )

    return replace(asked, test=test, probes=tuple(dict.fromkeys((*asked.probes, file))))


def _not_built(world: World, image: str, expected: str) -> Finding | None:
    """Say by which other command the image was made: `commit` names it in its event, `import` is told of it itself."""
    found = find_image(world, image)
    made = {
        event.attributes.get("imageID") or event.id: event.action
        for event in world.mine.events
        if event.action in ("commit", "import")
    }
    by = made.get(found.id) if found else None
    if by is None:
        return None
    return Finding(
        expected=expected,
        observed=say(
            "`{image}` 이미지를 Dockerfile로 빌드하지 않고 `docker {by}`{으로} 만들었습니다.", image=image, by=by
        ),
        advice="Dockerfile로 빌드하면 누구나 같은 이미지를 다시 만들 수 있습니다.",
    )


def own_steps(world: World, history: Probe) -> tuple[Instruction, ...]:
    """Return the instructions that an image's history tells of above its lowest layer, oldest first.

    The lowest layer is the base image's. The older builder writes `…` for what a COPY took from the context.
    """
    entries = list(reversed(probes.data(world, history) or []))
    lowest = next((at for at, entry in enumerate(entries) if entry.get("Size")), -1)
    written = (instruction(str(entry["CreatedBy"])) for entry in entries[lowest + 1 :])
    return tuple(step for line in written for step in parse(line)[:1])


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
