"""What a thing on the board is, in two or three sentences, and which commands show it, with its real name.

Pure. Commands only look; none of them changes anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.text.josa import say
from helpers.ui.board.model import TITLES, Kind, Mark
from helpers.ui.board.places import HUB
from helpers.ui.board.things import STORIES

if TYPE_CHECKING:
    from helpers.ui.board.looking import Seen
    from helpers.ui.board.model import Board, Item
    from helpers.ui.board.things import Told


@dataclass(frozen=True, kw_only=True)
class Story:
    """A thing's story: the sentences, with names in backticks, and the commands, the plainest first."""

    title: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()


def tell(key: str, board: Board, seen: Seen) -> Story | None:
    """The story of the thing of that key on a (marked) board; None where it stands there no more."""
    item = next((found for found in board.items() if found.key == key), None)
    if item is None:
        return None
    title = f"{TITLES[item.kind]} {item.name}"
    if item.mark is Mark.GONE:
        sentences, commands = _gone(item)
    elif item.place == HUB:
        sentences, commands = _tag(item)
    elif item.kind is Kind.FILE:
        sentences, commands = _file(item, seen)
    else:
        side = seen.side(item.place)
        if side is None:
            return None
        sentences, commands = STORIES[item.kind](item, side)
    return Story(title=title, sentences=sentences, commands=tuple(_there(item, command) for command in commands))


def _there(item: Item, command: str) -> str:
    return f"ssh other {command}" if item.place == "other" else command


def _tag(item: Item) -> Told:
    said = (
        say("`{name}`{은} 여러분의 계정으로 Docker Hub에 올라가 있는 이미지예요.", name=item.name),
        "어느 컴퓨터에서든 이 이름으로 내려받을 수 있어요. 내 컴퓨터에서 지워도 여기에는 남아요.",
    )
    return said, (f"docker manifest inspect {item.name}",)


def _file(item: Item, seen: Seen) -> Told:
    folder = seen.usb.folder if seen.usb else ""
    path = f"{folder}/{item.name}"
    what = "폴더" if item.facts == ("폴더",) else "파일"
    said: tuple[str, ...] = (
        say("`{path}`{은} USB 드라이브에 있는 {what}{이에요}.", path=path, what=what),
        "USB 드라이브는 두 컴퓨터에서 모두 보여요.",
    )
    if item.name.endswith(".tar"):
        said = (*said, "이미지를 담은 tar 파일이라면 그 안에 `manifest.json`이 있어요.")
        return said, (f"ls -lh {folder}", f"tar -tf {path}")
    return said, (f"ls -lh {folder}",)


_LISTS = {
    Kind.CONTAINER: "docker ps -a",
    Kind.IMAGE: "docker images -a",
    Kind.NETWORK: "docker network ls",
    Kind.VOLUME: "docker volume ls",
}


def _gone(item: Item) -> Told:
    what = TITLES[item.kind]
    said = say("{what} `{name}`{은} 방금 없어졌어요. 이제 목록에 보이지 않아요.", what=what, name=item.name)
    more = {
        Kind.CONTAINER: "안에 있던 파일과 로그도 함께 없어졌어요. 컨테이너를 만들 때 쓴 이미지는 그대로예요.",
        Kind.IMAGE: "다른 이미지와 함께 쓰던 레이어는 남아 있어요.",
        Kind.VOLUME: "안에 있던 데이터도 함께 없어졌어요.",
    }.get(item.kind)
    return (said, more) if more else (said,), tuple(filter(None, (_LISTS.get(item.kind),)))
