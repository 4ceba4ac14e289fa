"""Checks about what is inside an image: its settings, its files, its layers, and what it writes when it runs.

Knows how an image's configuration shows what a Dockerfile said, for better or worse. All of it is probed on the real
engine; nothing here reads what the learner typed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Unpack

from helpers import facts
from helpers.images import absent
from helpers.near import Miss, Options, assemble, find_image
from helpers.particles import say
from helpers.state import Computer

if TYPE_CHECKING:
    from helpers.model import Check
    from helpers.state import Probe, World

MINE = Computer.MINE


def image_cmd(id: str, image: str, command: tuple[str, ...], **more: Unpack[Options]) -> Check:
    """What a container of the image runs by default is `command`, in the form of a list (exec form)."""
    probe = facts.image_inspect(image)
    wanted = json.dumps(list(command), ensure_ascii=False)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        config = facts.data(world, probe)["Config"]
        found = [*(config.get("Entrypoint") or []), *(config.get("Cmd") or [])]
        return None if found == list(command) else cmd_miss(found)

    establishes = say("`{image}` 이미지의 기본 명령은 `{wanted}`입니다.", image=image, wanted=wanted)
    return assemble(id, establishes, look, probes=(probe,), **more)


def cmd_miss(found: list[str]) -> Miss:
    """What is wrong with a default command: quotes that made it a shell line, the base image's own, or another."""
    said = json.dumps(found, ensure_ascii=False)
    if found[:2] == ["/bin/sh", "-c"]:
        line = " ".join(found[2:])
        if line.startswith("["):
            return Miss(
                observed=say("기본 명령이 목록이 아니라 셸 한 줄 `{line}`{으로} 들어 있습니다.", line=line),
                advice="대괄호 안의 따옴표를 살펴보세요. 목록에는 큰따옴표만 쓰고, 어긋나면 셸 명령으로 읽힙니다.",
            )
        return Miss(
            observed=say("기본 명령이 셸 형식 `{line}`{으로} 들어 있습니다.", line=line),
            advice="대괄호와 큰따옴표로 적는 목록 형식을 살펴보세요.",
        )
    if found in ([], ["/bin/bash"], ["bash"], ["sh"], ["/bin/sh"], ["python3"]):
        own = f"바탕 이미지의 `{said}` 그대로입니다." if found else "정해져 있지 않습니다."
        return Miss(
            observed=f"기본 명령이 {own}",
            advice="컨테이너가 시작될 때 무엇을 실행할지는 어느 명령어가 정하는지 살펴보세요.",
        )
    return Miss(
        observed=f"기본 명령이 `{said}`입니다.", advice="무엇을 어떤 순서로 적어야 하는지 문제와 견주어 보세요."
    )


def image_workdir(id: str, image: str, path: str, **more: Unpack[Options]) -> Check:
    """The image's working directory is `path`; `RUN cd` in its history gets its own sentence."""
    config, history = facts.image_inspect(image), facts.image_history(image)

    def look(world: World) -> Miss | None:
        if not world.fact(config).found:
            return absent(world, image)
        found = facts.data(world, config)["Config"].get("WorkingDir") or "/"
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


def said(world: World, history: Probe) -> list[str]:
    """The instructions of an image's history as the engine keeps them, oldest first."""
    entries = facts.data(world, history) or []
    return [str(entry["CreatedBy"]) for entry in reversed(entries)]


def image_config(id: str, image: str, key: str, value: object, *, what: str, **more: Unpack[Options]) -> Check:
    """One entry of the image's `Config` is `value` (for a list or table: holds it); `what` is its Korean name."""
    probe = facts.image_inspect(image)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, image)
        found = facts.data(world, probe)["Config"].get(key)
        if found == value or (isinstance(found, list | dict) and value in found):
            return None
        shown = "정해져 있지 않습니다." if not found else f"`{json.dumps(found, ensure_ascii=False)}`입니다."
        return Miss(observed=say("`{image}` 이미지의 {what}{이} {shown}", image=image, what=what, shown=shown))

    establishes = say("`{image}` 이미지의 {what}{은} `{value}`입니다.", image=image, what=what, value=value)
    return assemble(id, establishes, look, probes=(probe,), **more)


def image_file(
    id: str,
    image: str,
    path: str,
    *,
    contains: str = "",
    on: Computer = MINE,
    **more: Unpack[Options],
) -> Check:
    """A file (or folder) stands in the image at `path`; with `contains`, its text holds that."""
    probe, folder = facts.image_file(image, path, on), facts.image_file(image, path.rpartition("/")[0] or "/", on)

    def look(world: World) -> Miss | None:
        if find_image(world, facts.named(world, image), on) is None:
            return absent(world, facts.named(world, image), on)
        fact = world.fact(probe)
        if fact.found and contains in fact.text:
            return None
        if fact.found:
            return Miss(
                observed=f"이미지 안의 `{path}` 파일에 `{contains}` 내용이 없습니다.",
                advice="파일을 고친 뒤 이미지를 다시 만들었는지 확인해 보세요.",
            )
        beside = world.fact(folder)
        there = ", ".join(f"`{name}`" for name in beside.text.split("\n")[:5]) if beside.found and beside.text else ""
        tail = f" 그 폴더에는 {there}만 있습니다." if there and len(beside.text.split("\n")) < 5 else ""  # noqa: PLR2004
        return Miss(
            observed=say("이미지 안에 `{path}`{이} 없습니다.{tail}", path=path, tail=tail),
            advice="무엇을 어디로 복사하는지, 그 파일이 빌드 컨텍스트 안에 있는지 확인해 보세요.",
        )

    establishes = say("`{image}` 이미지 안에 `{path}`{이} 있습니다.", image=image, path=path)
    if contains:
        establishes = f"`{image}` 이미지 안의 `{path}` 파일에 `{contains}` 내용이 있습니다."
    probes = (probe, folder, *facts.user_probe(image))
    return assemble(id, establishes, look, probes=probes, **more)


def image_lacks(id: str, image: str, path: str, **more: Unpack[Options]) -> Check:
    """Nothing stands in the image at `path`. The image itself must stand."""
    probe = facts.image_file(image, path)

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
