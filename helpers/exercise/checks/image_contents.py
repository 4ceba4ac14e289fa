"""Check what an image holds and what it was made of: working directory, files, size, history, Dockerfile.

All but the Dockerfile is probed on the real engine. Whether an exercise is passed is never decided by a Dockerfile's
text, since there are many right ones and the learner may keep it anywhere: it only names a near miss.
"""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING, Any, Unpack

from helpers.dockerdata.dockerfile import base as last_base
from helpers.dockerdata.dockerfile import parse
from helpers.dockerdata.history import instruction
from helpers.dockerdata.names import familiar, repository
from helpers.dockerdata.types import Computer
from helpers.dockerdata.units import MIB
from helpers.exercise import probes
from helpers.exercise.checks.base import Miss, Near, Options, assemble, baseline, find_image
from helpers.exercise.checks.images import absent
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.dockerfile import Instruction
    from helpers.dockerdata.types import Fact, Probe, World
    from helpers.exercise.model import Check


MINE = Computer.MINE
_LINE = 100
"""So many characters of a line are said at most."""
_FEW = 4
"""So many names of a folder are said at most."""


def image_workdir(id: str, image: str, path: str, **more: Unpack[Options]) -> Check:
    """Check that the image's working directory is `path`; `RUN cd` in its history gets its own sentence."""
    config, history = probes.image_inspect(image), probes.image_history(image)

    def look(world: World) -> Miss | None:
        if not world.fact(config).found:
            return absent(world, image)
        found = normpath(probes.data(world, config)["Config"].get("WorkingDir") or "/")
        if found == path:
            return None
        if re.search(r"\bcd\s+\S*" + re.escape(path.strip("/")), " ".join(said(world, history))):
            return Miss(
                observed=say("빌드할 때 `cd`로 옮겼지만 이미지의 작업 폴더는 `{found}`입니다.", found=found),
                advice="RUN에서 폴더를 옮긴 것은 그 RUN 한 줄에서만 통합니다. 다음 줄에는 남지 않습니다.",
            )
        return Miss(
            observed=f"`{image}` 이미지의 작업 폴더는 `{found}`입니다.",
            advice="작업 폴더를 정하는 경로를 살펴보세요. `/`로 시작하지 않으면 앞의 작업 폴더에 이어집니다.",
        )

    establishes = f"`{image}` 이미지의 작업 폴더는 `{path}`입니다."
    return assemble(id, establishes, look, probes=(config, history), **more)


def image_based_on(id: str, image: str, base: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that the image was made from the public image `base`, by its layers, whatever either is called now.

    `base` is what stood under that name at the start, what was pulled under it since, or what is served under it: to
    give another image that name does not help. Where none of these can be known, nothing is asked.
    """
    probe, file = probes.image_base(image, base, on), probes.file("Dockerfile")

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image, on)
        found = probes.data(world, probe)
        if found["served"] or (not found["public"] and _known_below(world, base, found, on)):
            return None
        return _other_base(world, image, base, found, on)

    establishes = say("`{image}` 이미지는 `{base}`{을} 바탕으로 만들었습니다.", image=image, base=familiar(base))
    return assemble(id, establishes, look, probes=(probe, file), **more)


def _known_below(world: World, base: str, found: dict[str, Any], on: Computer) -> bool:
    """Return whether an image below is the one that stood as `base` at the start, or was pulled under that name."""
    stood = baseline(world, on).images.get(familiar(base))
    now = find_image(world, base, on)
    pulled = now and any(digest.startswith(f"{repository(base)}@") for digest in now.digests)
    known = {stood, now.id if now and pulled else None} - {None}
    return bool(known & set(found["below"])) or (found["served"] is None and not known)


def _other_base(world: World, image: str, base: str, found: dict[str, Any], on: Computer) -> Miss:
    """Say on what the image stands instead: a public image, one that stood here before, or what the Dockerfile says."""
    own, stood = find_image(world, image, on), set(baseline(world, on).images.values())
    here = {one.id: one.tags for one in world.on(on).images if one.id in stood and one is not own}
    named = [*found["public"], *(tag for id in found["below"] for tag in here.get(id, ()))]
    advice = "Dockerfile의 `FROM`에 적은 이미지를 문제와 비교해 보고, 고쳤다면 다시 빌드하세요."
    others = [name for name in named if familiar(name) != familiar(base)]
    if others:
        said = "`{image}` 이미지는 `{base}`{이} 아니라 `{other}`{을} 바탕으로 만들었습니다."
        return Miss(observed=say(said, image=image, base=familiar(base), other=others[0]), advice=advice)
    written = last_base(parse(str(probes.data(world, probes.file("Dockerfile")).get("text") or "")))
    tail = say(" 지금 Dockerfile의 `FROM`에는 `{written}`{이} 적혀 있습니다.", written=written) if written else ""
    said = "`{image}` 이미지의 맨 아래 레이어가 `{base}`의 것이 아닙니다.{tail}"
    return Miss(observed=say(said, image=image, base=familiar(base), tail=tail), advice=advice)


def said(world: World, history: Probe) -> list[str]:
    """List the instructions of an image's history as the engine keeps them, oldest first."""
    entries = probes.data(world, history) or []
    return [str(entry["CreatedBy"]) for entry in reversed(entries)]


def image_file(
    id: str,
    image: str,
    path: str,
    *,
    contains: str = "",
    on: Computer = MINE,
    **more: Unpack[Options],
) -> Check:
    """Check that a file or folder stands in the image at `path`; with `contains`, that its text holds that."""
    probe, folder = probes.image_file(image, path, on), probes.image_file(image, path.rpartition("/")[0] or "/", on)

    def look(world: World) -> Miss | None:
        if find_image(world, probes.named(world, image), on) is None:
            return absent(world, probes.named(world, image), on)
        fact = world.fact(probe)
        if fact.found and contains in fact.text:
            return None
        if fact.found:
            return _other_text(path, contains, fact)
        beside = world.fact(folder)
        names = beside.text.split("\n") if beside.found and beside.text else []
        there = ", ".join(f"`{name}`" for name in names)
        tail = f" 그 폴더에는 {there}만 있습니다." if 0 < len(names) <= _FEW else ""
        return Miss(
            observed=say("이미지 안에 `{path}`{이} 없습니다.{tail}", path=path, tail=tail),
            advice="무엇을 어디로 복사하는지, 그 파일이 빌드 컨텍스트 안에 있는지 확인해 보세요.",
        )

    establishes = say("`{image}` 이미지 안에 `{path}`{이} 있습니다.", image=image, path=path)
    if contains:
        establishes = f"`{image}` 이미지 안의 `{path}` 파일에 `{contains}` 내용이 있습니다."
    return assemble(id, establishes, look, probes=(probe, folder, *probes.user_probe(image)), **more)


def _other_text(path: str, contains: str, fact: Fact) -> Miss:
    """Say what stands in the image under that path instead: a folder, nothing, or how it begins."""
    if fact.code:
        return Miss(
            observed=say("이미지 안의 `{path}`{은} 파일이 아니라 폴더입니다.", path=path),
            advice="복사하는 대상을 `/`로 끝내면 그 이름의 폴더가 생기고, 파일은 그 안에 들어갑니다.",
        )
    first = next((line.strip()[:80] for line in fact.text.splitlines() if line.strip()), "")
    stands = f"첫 줄은 `{first}`입니다." if first else "빈 파일입니다."
    return Miss(
        observed=f"이미지 안의 `{path}` 파일에 `{contains}` 내용이 없습니다. {stands}",
        advice="폴더에 있는 그 파일을 담았는지, 파일을 고친 뒤 이미지를 다시 만들었는지 확인해 보세요.",
    )


def image_lacks(id: str, image: str, path: str, **more: Unpack[Options]) -> Check:
    """Check that nothing stands in the image at `path`. The image itself must stand."""
    probe = probes.image_file(image, path)

    def look(world: World) -> Miss | None:
        if find_image(world, image) is None:
            return absent(world, image)
        if not world.fact(probe).found:
            return None
        return Miss(
            observed=say("이미지 안에 `{path}`{이} 들어 있습니다.", path=path),
            advice="빌드 컨텍스트에서 무엇을 빼야 하는지 살펴보세요.",
        )

    establishes = say("`{image}` 이미지 안에 `{path}`{이} 없습니다.", image=image, path=path)
    return assemble(id, establishes, look, probes=(probe,), **more)


def image_keeps_out(id: str, image: str, *, secret: str, what: str = "비밀", **more: Unpack[Options]) -> Check:
    """Check that a text stands nowhere in an image: in no layer's files, packed or not, nor in its configuration.

    `what` names the secret in sentences. Of an image that the learner makes: looking leaves an event, as saving does.
    """
    probe = probes.image_text(image, secret)

    def look(world: World) -> Miss | None:
        if find_image(world, image) is None:
            return absent(world, image)
        places = probes.data(world, probe)
        return _let_in(image, what, **places[0]) if places else None

    establishes = say("`{image}` 이미지의 레이어와 설정 어디에도 {what}{이} 없습니다.", image=image, what=what)
    return assemble(id, establishes, look, probes=(probe,), **more)


def _let_in(image: str, what: str, *, kind: str, name: str, gone: bool) -> Miss:
    """Say where in an image a secret stands, as `tarfiles.secret_places` found it."""
    if gone:
        return Miss(
            observed=say(
                "`{image}` 이미지에서 `{name}`{은} 보이지 않지만, 앞의 레이어에 {what}{이} 그대로 남아 있습니다.",
                image=image,
                name=name,
                what=what,
            ),
            advice="뒤의 레이어에서 지우거나 덮어써도 앞의 레이어는 그대로라서, 이미지를 받은 사람이 꺼낼 수 있습니다.",
        )
    places = {
        "file": "파일 `{name}`에",
        "env": "환경 변수 `{name}`에",
        "label": "라벨 `{name}`에",
        "history": "빌드 기록(history)의 `{name}` 줄에",
        "config": "설정에",
    }
    place = places[kind].format(name=name[:_LINE])
    advice = {
        "file": "무엇을 복사하는지, 빌드 컨텍스트에서 무엇을 빼야 하는지 살펴보세요.",
        "history": "빌드할 때 건넨 값은 이미지의 빌드 기록에 남습니다.",
    }.get(kind, "이미지의 설정은 이미지를 받은 사람이면 누구나 볼 수 있습니다.")
    return Miss(
        observed=say("`{image}` 이미지의 {place} {what}{이} 들어 있습니다.", image=image, place=place, what=what),
        advice=advice,
    )


def image_smaller(id: str, image: str, limit: int, **more: Unpack[Options]) -> Check:
    """Check that the image is smaller than `limit` bytes; where it is not, say how large it is, and what made it so."""
    history = probes.image_history(image)

    def look(world: World) -> Miss | None:
        found = find_image(world, image)
        if found is None:
            return absent(world, image)
        if found.size < limit:
            return None
        observed = f"`{image}` 이미지가 아직 {limit // MIB} MiB보다 큽니다. 지금은 {found.size / MIB:.0f} MiB입니다."
        return Miss(
            observed=f"{observed}{_largest(probes.data(world, history) or [])}",
            advice="이미지의 레이어를 하나씩 살펴 무엇이 자리를 차지하는지 찾아보세요.",
        )

    establishes = f"`{image}` 이미지가 {limit // MIB} MiB보다 작습니다."
    return assemble(id, establishes, look, probes=(history,), **more)


def _largest(history: list[dict[str, Any]]) -> str:
    """Say which step of a history left the largest layer."""
    sized = [entry for entry in history if entry.get("Size")]
    if not sized:
        return ""
    largest = max(sized, key=lambda entry: int(entry["Size"]))
    if largest is sized[-1]:
        return " 가장 큰 레이어는 맨 아래에 있는 바탕 이미지의 레이어입니다."
    step = instruction(str(largest["CreatedBy"]))
    return say(" 가장 큰 레이어를 만든 것은 `{step}`입니다.", step=step if len(step) <= _LINE else f"{step[:_LINE]}…")


def near_dockerfile(
    when: Callable[[tuple[Instruction, ...]], bool], observed: str, advice: str = "", path: str = "Dockerfile"
) -> Near:
    """Foresee a near miss that shows in the Dockerfile at `path` in the exercise's folder."""
    probe = probes.file(path)

    def holds(world: World) -> bool:
        text = probes.data(world, probe).get("text")
        return bool(text) and when(parse(text))

    return Near(when=holds, observed=observed, advice=advice, probes=(probe,))
