"""A file that a program in a container was to read: it is on the computer only, or in another folder."""

from __future__ import annotations

import itertools
import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.evidence.container_files import Inside, Mount
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_COPIED = re.compile(
    r"(?:COPY|ADD) (?:--\S+ )*.* (/\S*?)(?: # buildkit)?\s*$|/bin/sh -c #\(nop\) (?:COPY|ADD) .* in (/\S*)"
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The learner wrote the name of a file which stands on the computer, and not where the program looked."""
    written = container_files.missing(ran.said) if asked.verb in ("run", "exec") else ""
    name = posixpath.basename(written)
    if not name:
        return None
    with container_files.of(ran, asked, scene) as inside:
        words = _words((*asked.arguments[1:], *(inside.words if inside else ())))
        word = next((word for word in words if posixpath.basename(word) == name), "")
        if inside is None or not word or inside.entry(inside.absolute(word)):
            return None
        if (found := _mounted(name, word, inside)) is not None:
            return _other_folder(word, found[1], found[0], inside)
        if place := _in_image(name, inside, scene):
            return _copied_elsewhere(word, place, inside)
        file = scene.path(word)
        of_image = asked.verb == "run" and not asked.arguments[1:]
        if of_image and not file.is_file() and not inside.mount_of(inside.absolute(word)):
            return _nowhere(word, inside)
        stands = file.is_file() and (not word.startswith("/") or file.is_relative_to(scene.path("~")))
        return _outside(word, str(file), asked.verb) if stands and not inside.mount_of(inside.absolute(word)) else None


def _words(run: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of what was run, those of a shell's line (`sh -c "python app.py"`) among them."""
    lines = (line for before, line in itertools.pairwise(run) if before == "-c")
    return (*run, *(word.strip("'\"") for line in lines for word in line.split()))


def _mounted(name: str, word: str, inside: Inside) -> tuple[Mount, str] | None:
    """Return the mount that holds a file of that name, and its path there."""
    for mount in inside.mounts:
        for rest in dict.fromkeys((word.lstrip("./"), name)):
            if inside.entry(path := posixpath.join(mount.target, rest)):
                return mount, path
    return None


def _in_image(name: str, inside: Inside, scene: Scene) -> str:
    """Return where a COPY of the image put a file of that name; empty where none did."""
    image = scene.image(inside.image)
    history = scene.engine.get(f"/images/{image['Id']}/history") if image else []
    targets = [said[1] or said[2] for layer in history if (said := _COPIED.match(str(layer.get("CreatedBy", ""))))]
    places = (posixpath.join("/", target, name) for target in targets)
    return next((posixpath.normpath(place) for place in places if inside.entry(place)), "")


def _copied_elsewhere(word: str, place: str, inside: Inside) -> Explanation:
    folder = posixpath.dirname(place)
    return _explanation(
        say("`{word}`{은} 이미지의 `{place}`에 있는데, 프로그램은 다른 폴더에서 찾았어요.", word=word, place=place),
        say("프로그램은 `{workdir}` 폴더에서 실행돼서 `{looked}`{을} 찾았어요.",
            workdir=inside.workdir, looked=inside.absolute(word))
        + " 이미지의 프로그램이 시작하는 폴더는 Dockerfile의 `WORKDIR`로 정하고, 없으면 `/`예요.",
        say("Dockerfile에 `WORKDIR {folder}`{을} 적고 다시 빌드하거나, 명령에 `{place}`처럼 `/`부터 적어요.",
            folder=folder, place=place),
    )  # fmt: skip


def _nowhere(word: str, inside: Inside) -> Explanation:
    return _explanation(
        say("이미지에 `{word}`{이} 없어서 시작한 프로그램이 그 파일을 읽지 못했어요.", word=word),
        say("`{image}` 이미지의 기본 명령은 `{looked}`{을} 찾아요.", image=inside.image, looked=inside.absolute(word))
        + " 그런데 그 자리에 파일을 넣는 `COPY`가 없었거나, 파일 이름이 달라요.",
        say("Dockerfile에 `{word}`{을} 넣는 `COPY`가 있는지, 이름의 철자가 맞는지 봐요.", word=word),
        "고친 다음 이미지를 다시 빌드해요.",
    )


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="file-outside", what=what, why=why, next=do)


def _other_folder(word: str, path: str, mount: Mount, inside: Inside) -> Explanation:
    return _explanation(
        say("`{word}`{은} 컨테이너의 `{path}`에 있는데, 프로그램은 다른 폴더에서 찾았어요.", word=word, path=path),
        say("{shown}{은} `{target}`에 연결(마운트)됐어요.", shown=mount.shown, target=mount.target)
        + say(" 그런데 프로그램은 `{workdir}` 폴더에서 실행돼서 `{looked}`{을} 찾았어요.",
              workdir=inside.workdir, looked=inside.absolute(word)),
        say("`-w {folder}`{을} 이미지 이름 앞에 적어 그 폴더에서 실행하거나, 파일을 `{path}`처럼 `/`부터 적어요.",
            folder=posixpath.dirname(path), path=path),
    )  # fmt: skip


def _outside(word: str, file: str, verb: str) -> Explanation:
    bring = (
        "`docker cp`로 파일을 컨테이너 안에 복사해요."
        if verb == "exec"
        else '한 번 쓸 파일이면 `-v "$PWD":/work -w /work`처럼 지금 폴더를 연결(마운트)해서 실행해요.'
    )
    return _explanation(
        say("`{word}`{은} 내 컴퓨터에만 있고 컨테이너 안에는 없어요.", word=word),
        say("그 파일은 내 컴퓨터의 `{file}`{이에요}.", file=file)
        + " 컨테이너는 자기 파일만 볼 수 있어서, 내 컴퓨터의 폴더를 연결하거나 파일을 복사해 넣어야 해요.",
        bring,
        "늘 함께 있어야 하는 파일이면 Dockerfile의 `COPY`로 이미지에 넣어요.",
    )
