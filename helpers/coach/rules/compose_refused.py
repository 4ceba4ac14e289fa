"""Compose that could not read its file, or did not find what the file or the command names.

The stories are those of messages from elsewhere; here the file itself is looked into as well.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.elsewhere import compose
from helpers.coach.evidence import compose_services
from helpers.coach.model import Explanation
from helpers.text.josa import say
from helpers.world.other_computer import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_STORIES = tuple(
    story for story in compose.STORIES if story.id not in ("compose-command", "compose-plugin", "compose-version")
)
_KEYS = (
    "build", "command", "container_name", "depends_on", "entrypoint", "env_file", "environment", "expose",
    "healthcheck", "hostname", "image", "labels", "networks", "ports", "restart", "secrets", "services", "user",
    "volumes", "working_dir",
)  # fmt: skip
"""Names that a Compose file may hold, as far as beginners write them."""
_TABS = re.compile(r"^ *\t", re.MULTILINE)
_NO_TOKEN = re.compile(r"cannot start any token")
_NO_CONTEXT = re.compile(r"unable to prepare context: path \"([^\"\n]+)\" not found")
_NOT_RUNNING = "is not running"
_ODD_VALUE = re.compile(r"^ *(?:- +|[\w.-]+: +)([@`%].*)$", re.MULTILINE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Compose's words say what it missed, and the file whether it is so."""
    if not asked.verb.startswith("compose"):
        return None
    file = _file(ran, scene)
    text = _text(file)
    if _NO_TOKEN.search(ran.words) and not _TABS.search(text):
        return _quote_it(text)
    if said := _NO_CONTEXT.search(ran.words):
        return _no_context(said[1], scene)
    return _of_story(ran, text, file, scene)


def _of_story(ran: FinishedCommand, text: str, file: Place | None, scene: Scene) -> Explanation | None:
    for story in _STORIES:
        values = story.values(ran.words)
        if values is None:
            continue
        if "탭" in story.what and (tab := _TABS.search(text)):
            values = {**values, "line": str(text.count("\n", 0, tab.start()) + 1)}
        told = story.told(values, "linux")
        if story.id == "compose-service" and values.get("service") in compose_services.names(text):
            return _not_running(values["service"]) if _NOT_RUNNING in ran.words else None
        near = _near(story.id, values, text, scene)
        more = (say("혹시 `{near}`{을} 쓰려던 것이 아닌지 철자를 살펴봐요.", near=near),) if near else ()
        if story.id == "compose-file-missing":
            return replace(told, why=f"{told.why}{_lying(scene)}")
        of_file = say(" 읽은 파일은 `{file}`{이에요}.", file=file.name) if file else ""
        return replace(told, why=told.why + of_file, next=(*more, *told.next))
    return None


def _no_context(path: str, scene: Scene) -> Explanation:
    folder = scene.path(path)
    near = phrases.likeliest(folder.name, entries(folder.parent))
    return Explanation(
        id="compose-context",
        what=say("Compose 파일의 `build:`에 적은 폴더 `{name}`{이} 없어요.", name=folder.name),
        why="`build:`에는 Dockerfile이 있는 폴더를, Compose 파일이 있는 폴더에서부터 적어요."
        + (say(" 같은 곳에 이름이 비슷한 `{near}`{이} 있어요.", near=near) if near else ""),
        next=(
            "`ls`로 그 폴더가 있는지, 철자가 맞는지 봐요.",
            "Dockerfile이 Compose 파일과 같은 폴더에 있으면 `build: .`이라고 적어요.",
        ),
    )


def _not_running(service: str) -> Explanation:
    return Explanation(
        id="compose-service",
        what=say("Compose 파일의 서비스 `{service}`{은} 지금 실행 중이 아니에요.", service=service),
        why="`docker compose exec`은 실행 중인 서비스의 컨테이너 안에서만 명령을 실행할 수 있어요.",
        next=(
            say("`docker compose ps -a`로 `{service}`{이} 시작되지 않았는지, 끝났는지 봐요.", service=service),
            say("끝났다면 `docker compose logs {service}`{으로} 이유를 읽고, 아니면 `docker compose up -d`로 시작해요.",
                service=service),
        ),
    )  # fmt: skip


def _quote_it(text: str) -> Explanation | None:
    """Explain a value that begins with a character which YAML keeps for itself; None where none does."""
    found = _ODD_VALUE.search(text)
    if found is None:
        return None
    value = found[1].strip().replace("`", "'")
    return Explanation(
        id="compose-yaml",
        what=say("Compose 파일 {line}번째 줄의 `{value}`{은} YAML이 읽을 수 없는 글자로 시작해요.",
                 line=text.count("\n", 0, found.start(1)) + 1, value=value),
        why="YAML에서 따옴표 없는 값은 `@`, `%`, 역따옴표로 시작할 수 없어요.",
        next=("그 값을 따옴표로 묶어요.", "`docker compose config`를 실행하면 파일만 검사해 볼 수 있어요."),
    )  # fmt: skip


def _file(ran: FinishedCommand, scene: Scene) -> Place | None:
    """Return the Compose file that the command read; None where there is none to be seen."""
    for option, value in zip(ran.argv, ran.argv[1:], strict=False):
        if option in ("-f", "--file") and scene.path(value).is_file():
            return scene.path(value)
    folder = scene.path(".").resolve()
    return next(
        (path for at in (folder, *folder.parents) for name in compose_services.FILES if (path := at / name).is_file()),
        None,
    )


def _text(file: Place | None) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace") if file else ""
    except OSError:
        return ""


def _near(story: str, values: Mapping[str, str], text: str, scene: Scene) -> str:
    """Return what was meant, where something there is named nearly so."""
    if story == "compose-service":
        return phrases.likeliest(values.get("service", ""), compose_services.names(text))
    if story == "compose-key":
        return phrases.likeliest(values.get("key", ""), _KEYS)
    if story == "compose-env-file":
        path = scene.path(values.get("file", ""))
        return phrases.likeliest(path.name, entries(path.parent))
    return (
        phrases.likeliest(values.get("thing", ""), compose_services.names(text)) if story == "compose-depends" else ""
    )


def _lying(scene: Scene) -> str:
    """Say where a Compose file lies nearby, or what has nearly its name."""
    here = entries(scene.path("."))
    below = [f"{name}/{file}" for name, folder in here.items() if folder for file in _found(scene.path(name))]
    alike = [name for name, folder in here.items() if not folder and re.search(r"compose|\.ya?ml", name)]
    if alike:
        return say(" 이 폴더에는 {names}{이} 있어요.", names=phrases.one_of(alike))
    return say(" 아래의 {names}에는 있어요.", names=phrases.one_of(below)) if below else ""


def _found(folder: Place) -> Iterator[str]:
    return (name for name in entries(folder) if name in compose_services.FILES)
