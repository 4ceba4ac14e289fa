"""Checks and near misses that several exercises of this chapter share: builds, misquoted commands, an image's history.

Knows how BuildKit writes an instruction into the history of an image; asks nothing.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.dockerfile import INSTRUCTIONS, Instruction, parse, within
from helpers.dockerdata.history import instruction
from helpers.exercise import checks, probes
from helpers.exercise.checks import Miss, Near
from helpers.exercise.checks.base import find_image, touched
from helpers.exercise.checks.image_contents import said
from helpers.exercise.model import Finding
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.dockerfile import Instruction
    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check

_FILE, _FOLDER = probes.file("Dockerfile"), probes.file("")


def built(
    image: str,
    given: str = "",
    *,
    near: tuple[Near, ...] = (),
    unbuilt: tuple[Near, ...] = (),
    requires: tuple[str, ...] = (),
) -> Check:
    """Check that an image of that name was built since the start. `given` is the Dockerfile that was laid for the learner.

    `unbuilt` are near misses that are only told where nothing was built. A build that fails leaves no trace on the
    engine; the Dockerfile, the folder and what the witness saw say why. What was made of a container or of an archive
    was not built, by the events.
    """
    asked = checks.image_new("built", image, near=near, requires=requires)

    def test(world: World, answer: str | None) -> Finding | None:
        finding = asked.test(world, answer)
        if finding is None:
            return _not_built(world, image, asked.establishes)
        if find_image(world, image) or any(one.when(world) for one in near) or _made(world):
            return finding
        miss = _unbuilt(world, image, given, unbuilt)
        if miss is None:
            return finding
        return Finding(expected=asked.establishes, observed=miss.observed, advice=miss.advice)

    more = (_FILE, _FOLDER, *(probe for one in unbuilt for probe in one.probes))
    return replace(asked, test=test, probes=tuple(dict.fromkeys((*asked.probes, *more))))


def _made(world: World) -> bool:
    """Return whether an image was made since the start, whatever its name and on whichever computer."""
    return any(
        image.id not in before.images.values() and not image.digests
        for state, before in ((world.mine, world.baseline), (world.other, world.other_baseline))
        for image in state.images
    )


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


def _unbuilt(world: World, image: str, given: str, near: tuple[Near, ...]) -> Miss | None:
    """Say why nothing was built, as far as it can be seen; None where nothing was tried."""
    text = probes.data(world, _FILE).get("text")
    failed = [tried for tried in world.tried if "build" in tried.command.split()]
    if not failed and text in (None, given) and not touched(world):
        return None
    for foreseen in near:
        if foreseen.when(world):
            return Miss(observed=foreseen.says(world), advice=foreseen.advice)
    read = _misread(world, image, text)
    if read:
        return read
    observed = f"새로 만든 `{image}` 이미지가 없습니다."
    if text not in (None, given):
        observed = f"Dockerfile은 썼지만, {observed}"
    if failed:
        words = f": `{failed[-1].said}`" if failed[-1].said else "."
        observed += f" 마지막으로 실행한 `{failed[-1].command}` 명령은 오류로 끝났습니다{words}"
    advice = (
        "빌드를 했는지, 빌드가 끝까지 되었는지 확인해 보세요. 오류가 났다면 몇째 줄이 왜 안 되는지 그 글에 나옵니다."
    )
    return Miss(observed=observed, advice=advice)


def _misread(world: World, image: str, text: str | None) -> Miss | None:
    """Find in the folder what no build can get over: no Dockerfile, an unknown instruction, a source that is not there."""
    entries = probes.data(world, _FOLDER).get("entries") or []
    if text is None:
        others = [name for name in entries if "dockerfile" in name.lower()]
        said = "`{image}` 이미지가 없습니다. 폴더에는 `Dockerfile`이 없고 `{name}`{이} 있습니다."
        advice = "파일의 이름이 정확히 `Dockerfile`이어야 저절로 찾습니다."
        return Miss(observed=say(said, image=image, name=others[0]), advice=advice) if others else None
    found = parse(text)
    unknown = [item.name for item in found if item.name not in INSTRUCTIONS]
    if unknown:
        said = "`{image}` 이미지가 없습니다. Dockerfile에 `{name}`{이라는} 명령어가 있는데, 그런 명령어는 없습니다."
        advice = "빌드할 때 나오는 오류를 읽어 보세요. 줄 번호와 단어를 알려 줍니다."
        return Miss(observed=say(said, image=image, name=unknown[0]), advice=advice)
    for item in found:
        for source in item.copies()[0] if item.name in ("COPY", "ADD") else ():
            if not re.search(r"[*?\[$]", source) and within(source).partition("/")[0] not in (".", *entries):
                said = "`{image}` 이미지가 없습니다. `{name}`{이} 원본으로 적은 `{source}`{은} 이 폴더에 없습니다."
                advice = "원본은 빌드 컨텍스트를 기준으로 찾습니다. 폴더에 있는 파일의 이름과 한 글자씩 비교해 보세요."
                return Miss(observed=say(said, image=image, name=item.name, source=source), advice=advice)
    return None


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


def instructions(world: World, image: str) -> list[str]:
    """List the instructions of an image's history as they stand in a Dockerfile, oldest first, whatever built it."""
    return [instruction(line) for line in said(world, probes.image_history(image))]


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


def copied_otherwise(image: str, path: str) -> Near:
    """Foresee a file that is not at `path` in the image because what was copied went elsewhere."""
    file, history = probes.image_file(image, path), probes.image_history(image)

    def copies(world: World) -> list[str]:
        if world.fact(file).found or not world.fact(history).found:
            return []
        return [f"{step.name} {step.argument}" for step in own_steps(world, history) if step.name in ("COPY", "ADD")]

    return Near(
        when=lambda world: bool(copies(world)),
        observed=lambda world: say(
            "이미지 안에 `{path}`{이} 없습니다. 이미지를 만들 때 복사한 것은 `{line}`입니다.",
            path=path,
            line=copies(world)[-1],
        ),
        advice="복사하는 명령어의 뒷자리, 곧 이미지 안의 어디에 둘지를 살펴보세요.",
        probes=(file, history),
    )


def not_rebuilt(image: str) -> Near:
    """Foresee a Dockerfile that was mended and not built again: its WORKDIR or CMD is not in the image's history."""
    history = probes.image_history(image)

    def ahead(world: World) -> list[str]:
        if not world.fact(history).found:
            return []
        text = str(probes.data(world, _FILE).get("text") or "")
        made = {_plain(item) for line in instructions(world, image) for item in parse(line)}
        found = (item for item in _last_stage(text) if _plain(item) not in {"", *made})
        return [f"{item.name} {item.argument}" for item in found]

    return Near(
        when=lambda world: bool(ahead(world)),
        observed=lambda world: say(
            "지금 Dockerfile에 적힌 `{line}`{이} `{image}` 이미지에는 없습니다.", line=ahead(world)[0], image=image
        ),
        advice="Dockerfile을 고친 다음에는 다시 빌드해야 이미지에 담깁니다.",
        probes=(_FILE, history),
    )


def _last_stage(text: str) -> tuple[Instruction, ...]:
    found = parse(text)
    begins = [at for at, item in enumerate(found) if item.name == "FROM"]
    return found[begins[-1] :] if begins else ()


def _plain(item: Instruction) -> str:
    """Return what an instruction comes to where the history says it in the same words, empty where it may not."""
    if item.name in ("CMD", "ENTRYPOINT") and item.exec_form:
        return f"{item.name} {list(item.exec_form)}"
    if item.name == "WORKDIR" and item.argument.startswith("/") and "$" not in item.argument:
        return f"WORKDIR {posixpath.normpath(item.argument)}"
    return ""
