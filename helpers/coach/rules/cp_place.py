"""`docker cp` without the colon of a container, between two containers, or to a folder that is not there."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence.container_files import names_in, stands
from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_NOT_THERE = re.compile(r"could not find the file|no such (?:file or )?directory|not a directory", re.IGNORECASE)
_TWO = 2


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Which of the two words is a container's, and whether the folder stands there."""
    if asked.verb != "cp" or len(asked.arguments) != _TWO:
        return None
    parts = [_container(word) for word in asked.arguments]
    if not any(parts):
        named = next((word for word in asked.arguments if scene.container(word.partition("/")[0])), "")
        return _no_colon(named, asked) if named else None
    if all(parts):
        return _both() if "between containers" in ran.words else None
    name, path = next(part for part in parts if part)
    if not _NOT_THERE.search(ran.words) or scene.container(name) is None:
        return None
    folder = path if parts[0] else posixpath.dirname(path.rstrip("/")) if not path.endswith("/") else path
    return None if stands(scene, name, folder or "/") else _missing(name, folder, scene, source=bool(parts[0]))


def _container(word: str) -> tuple[str, str] | None:
    """Return the container and the path of a word; None where it is the computer's."""
    name, colon, path = word.partition(":")
    return (name, path) if colon and "/" not in name and name not in ("", ".", "..") else None


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="cp-place", what=what, why=why, next=do)


def _no_colon(word: str, asked: Command) -> Explanation:
    side = "복사할 것" if asked.arguments[0] == word else "놓을 곳"
    name, _, path = word.partition("/")
    return _explanation(
        say("`{name}` 뒤에 콜론(`:`){lacks} 빠졌어요.", name=name, lacks="이" if path else "과 컨테이너 안의 경로가"),
        "`docker cp`는 콜론이 있는 쪽을 컨테이너로 읽어요."
        + say(" 콜론이 없어서 {side}인 `{word}`{을} 내 컴퓨터의 파일 이름으로 읽었어요.", side=side, word=word),
        say("`{name}:` 뒤에 컨테이너 안의 경로를 `/`부터 적어요. 예: `{name}:/{path}`", name=name, path=path or "tmp/"),
    )


def _both() -> Explanation:
    return _explanation(
        "`docker cp`는 컨테이너에서 다른 컨테이너로 바로 복사하지 못해요.",
        "양쪽에 모두 콜론(`:`)이 있어서 둘 다 컨테이너로 읽었어요.",
        "먼저 내 컴퓨터로 꺼낸 다음, 다른 컨테이너로 다시 복사해요.",
    )


def _missing(name: str, folder: str, scene: Scene, *, source: bool) -> Explanation:
    above = folder.rstrip("/") or "/"
    while above != "/" and not stands(scene, name, above):
        above = posixpath.dirname(above) or "/"
    kind = "파일이나 폴더" if source else "폴더"
    lost = posixpath.relpath(folder, above).partition("/")[0]
    near = likeliest(lost, list(names_in(scene, name, above)))
    return _explanation(
        say("컨테이너 `{name}`에 `{folder}`{이라는} {kind}가 없어요.", name=name, folder=folder, kind=kind),
        say("그 컨테이너에는 `{above}`까지만 있어요.", above=above)
        + (say(" 거기에 이름이 비슷한 `{near}`{이} 있어요.", near=near) if near else "")
        + ("" if source else " `docker cp`는 없는 폴더를 만들어 주지 않아요."),
        say("`docker exec {name} ls {above}`{으로} 무엇이 있는지 보고 경로를 고쳐요.", name=name, above=above),
        *(() if source else (say("새 폴더에 넣으려면 `docker exec {name} mkdir -p`로 먼저 만들어요.", name=name),)),
    )
