"""A program for another processor: the image's, or one program inside an image that fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import build_context, processors
from helpers.coach.evidence.made_containers import image_of
from helpers.coach.model import Explanation
from helpers.dockerdata.names import familiar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_FORMAT = re.compile(r"exec format error", re.IGNORECASE)
_PLATFORM = re.compile(r"image.s platform \(([\w/]+)\) does not match[^\n]*?\(([\w/]+)\)", re.IGNORECASE)
_UNLIKE = re.compile(r"does not match the specified platform: wanted ([\w/]+), actual: ([\w/]+)", re.IGNORECASE)
_PROGRAM = re.compile(r'exec:? "?([^\s":]+)"?: exec format error')


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """An image or a program for one processor met an engine on another."""
    if asked.verb == "":
        said = _PLATFORM.search(ran.said)
        return of_image("", processors.plain(said[1]), processors.plain(said[2])) if said else None
    if said := _UNLIKE.search(ran.words):
        return _not_that(_called(asked, scene), processors.plain(said[1]), processors.plain(said[2]))
    if not _FORMAT.search(ran.said):  # the warning alone stops nothing where the computer has an emulator
        return None
    engine = processors.of_engine(scene)
    if asked.verb == "build":
        return _of_build(asked, scene, engine)
    image = image_of(ran, asked, scene)
    wanted = processors.of_image(scene, image)
    if processors.foreign(wanted, engine):
        return of_image(_called(asked, scene), wanted, engine)
    program = _PROGRAM.search(ran.said)
    inside = processors.of_program(scene.image_file(image, program[1]) or b"") if program and image else ""
    return _of_program(program[1], inside, engine) if program and processors.foreign(inside, engine) else None


def _called(asked: Command, scene: Scene) -> str:
    """Return the image by the name that the container was made by."""
    name = asked.arguments[0]
    found = scene.container(name) if asked.verb not in ("run", "create") else None
    return familiar(str(found["Config"]["Image"]) if found else name)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="other-processor", what=what, why=why, next=do)


def of_image(name: str, wanted: str, engine: str) -> Explanation:
    """Explain an image for another processor; `name` may be empty."""
    which = f"`{name}` 이미지" if name else "이 이미지"
    return _explanation(
        say(
            "{which}{은} `{wanted}` 프로세서용인데, 도커 엔진이 실행되는 컴퓨터는 `{engine}`{이에요}.",
            which=which,
            wanted=wanted,
            engine=engine,
        ),
        "이미지 안의 프로그램은 한 종류의 프로세서에 맞춰 만들어져 있어요. 컨테이너는 컴퓨터의 커널을 같이 쓸 뿐이라서,"
        " 흉내 내는 프로그램(에뮬레이터)이 컴퓨터에 있으면 느리게 실행되고, 없으면 `exec format error`로 끝나요."
        f" {processors.KNOWN}",
        "`docker image inspect`의 `Architecture`에서 이미지가 어느 프로세서용인지 볼 수 있어요.",
        say(
            "같은 이름으로 `{engine}`용이 있으면 `docker pull`에 `--platform linux/{engine}`{을} 붙여 다시 받아요.",
            engine=engine,
        ),
        f"직접 만든 이미지라면 `{engine}`용으로 다시 빌드해요.",
    )


def _not_that(name: str, wanted: str, actual: str) -> Explanation:
    return _explanation(
        say("`{name}` 이미지는 `{actual}`용인데 `--platform`으로 `{wanted}`용을 달라고 했어요.",
            name=name, actual=actual, wanted=wanted),
        say("이 이름으로 받을 수 있는 것은 `{actual}`용뿐이에요.", actual=actual) + f" {processors.KNOWN}",
        say("`--platform`을 빼면 있는 것(`{actual}`용)을 실행해요.", actual=actual),
        say("`{wanted}`용이 꼭 있어야 하면 그 프로세서용으로 나온 이름이나 태그를 찾아봐요.", wanted=wanted),
    )  # fmt: skip


def _of_program(program: str, inside: str, engine: str) -> Explanation:
    return _explanation(
        say("이미지 안의 `{program}`{은} `{inside}` 프로세서용 프로그램이에요.", program=program, inside=inside),
        f"이미지는 이 컴퓨터(`{engine}`)에 맞지만, 안에 넣은 프로그램이 다른 프로세서용이라서 실행할 수 없어요.",
        say(
            "`{engine}`용으로 만든 `{program}`{을} 받거나 다시 컴파일해서 이미지를 다시 만들어요.",
            engine=engine,
            program=program,
        ),
    )


def _of_build(asked: Command, scene: Scene, engine: str) -> Explanation | None:
    """Explain a build for a platform that it was told, by its option or in a FROM line."""
    build = build_context.of(asked, scene)
    lines = build.instructions() if build else ()
    told = [name for item in lines if item.name == "FROM" for name in item.flags.get("platform", ())]
    for name in (asked.option("--platform"), *(name for name in told if "$" not in name)):
        wanted = processors.plain(name)
        if processors.foreign(wanted, engine):
            return _explanation(
                say(
                    "`{wanted}`용으로 빌드하다가 `RUN`에서 멈췄어요. 이 컴퓨터는 `{engine}`{이에요}.",
                    wanted=wanted,
                    engine=engine,
                ),
                "`RUN`은 이미지 안의 프로그램을 정말로 실행해요."
                " 이 컴퓨터에는 그 프로세서를 흉내 내는 프로그램(에뮬레이터)이 없어요.",
                f"꼭 `{wanted}`용이어야 하는 것이 아니면 `--platform`을 빼고 다시 빌드해요.",
            )
    return None
