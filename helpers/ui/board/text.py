"""Put a board into words: all of it as text, what the last command changed, and what each thing on it is.

The text stands in terminals and in compared outputs: the same content as in the browser, folded where there is much of
it. Ids and sizes are written as Docker writes them, so that the masks of compared outputs know them. A thing is
described in two or three sentences, with the commands that show it: they only look, and stand there as they are typed
at the learner's seat, with the thing's real name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.text.josa import josa, say
from helpers.ui.board import places
from helpers.ui.board.model import TITLES, Change, ItemKind, counts, front
from helpers.ui.board.places import HUB, shared_layers
from helpers.ui.published import LABEL

if TYPE_CHECKING:
    from helpers.dockerdata.types import Container
    from helpers.ui.board.model import Board, Group, Item, Place
    from helpers.ui.board.places import ComputerLook, Look


_WORDS = {Change.NEW: "새로 생김", Change.CHANGED: "바뀜", Change.GONE: "없어짐"}
_VERBS = {Change.NEW: "새로 생겼어요", Change.CHANGED: "바뀌었어요", Change.GONE: "없어졌어요"}
_LISTED_BY = {
    ItemKind.CONTAINER: "docker ps -a",
    ItemKind.IMAGE: "docker images",
    ItemKind.NETWORK: "docker network ls",
    ItemKind.VOLUME: "docker volume ls",
    ItemKind.FILE: "ls /media/usb",
}
_NAMED = 3
"""So many are told by name; more are counted."""


def text(board: Board, address: str = "") -> str:
    """Return all places, one below the other; with the pages that a browser can look at where `address` is known.

    It is JupyterLab's, another for each lab: outputs that are compared are written without.
    """
    return "\n\n".join("\n".join(_place(place, address)) for place in board.places)


def _place(place: Place, address: str) -> list[str]:
    if place.trouble:
        return [f"[{place.title}]", f"  {place.trouble}"]
    lines = [f"[{place.title}]"]
    for group in place.groups:
        lines += _group(group, place, address)
    return lines


def _group(group: Group, place: Place, address: str) -> list[str]:
    usual = ", ".join(item.name for item in group.items if item.usual and not item.mark)
    own, shown = [item for item in group.items if item.mark or not item.usual], front(group.items)
    head = f"  {TITLES[group.kind]}: {counts(group.items) or '없음'}"
    if usual:
        head += f" (처음부터 있는 {usual} 말고)" if own else f" (처음부터 있는 {usual}뿐)"
    lines = [head]
    for item in shown:
        lines.append(f"    {_item(item)}")
        lines += [f"      {LABEL}: {address}{page.path}" for page in item.pages if address]
    if len(shown) < len(own):
        lines.append(f"    … 그 밖에 {len(own) - len(shown)}개{_more(group.kind, place)}")
    return lines


def _item(item: Item) -> str:
    parts = [part for part in (item.state, *item.facts, *item.asides) if part]
    mark = f" [{marked_as(item)}]" if item.mark else ""
    return item.name + (f" · {' · '.join(parts)}" if parts else "") + mark


def marked_as(item: Item) -> str:
    """Return an item's mark as it is read, with what changed: `바뀜: 실행 중 → 끝남`."""
    return f"{_WORDS[item.mark]}: {item.note}" if item.note else _WORDS.get(item.mark, "")


def _more(kind: ItemKind, place: Place) -> str:
    """Name the command that lists what is left out."""
    command = _LISTED_BY.get(kind)
    if not command:
        return ""
    return f" (ssh other {command})" if place.id == "other" else f" ({command})"


def summary(board: Board) -> str:
    """Say what the last command changed; nothing where it changed nothing."""
    changed = [(place, item) for place in board.places for group in place.groups for item in group.items if item.mark]
    if len(changed) <= _NAMED:
        said = [(place.title, _named(item)) for place, item in changed]
    else:
        counted = Counter((place.title, TITLES[item.kind], item.mark) for place, item in changed)
        said = [
            (where, f"{josa(f'{what} {count}개', '가')} {_VERBS[mark]}.")
            for (where, what, mark), count in counted.items()
        ]
    by_place: dict[str, list[str]] = {}
    for where, what in said:
        by_place.setdefault(where, []).append(what)
    return " ".join(f"{where}: {' '.join(sentences)}" for where, sentences in by_place.items())


def _named(item: Item) -> str:
    name, note = item.name.split(", ")[0], f"({item.note})" if item.note else ""
    return say("{what} {name}{이} {verb}", what=TITLES[item.kind], name=name, verb=_VERBS[item.mark]) + f"{note}."


Told = tuple[tuple[str, ...], tuple[str, ...]]
"""Sentences and commands."""

_GONE_FROM = {
    ItemKind.CONTAINER: "docker ps -a",
    ItemKind.IMAGE: "docker images -a",
    ItemKind.NETWORK: "docker network ls",
    ItemKind.VOLUME: "docker volume ls",
}
"""The lists from which a thing went."""
_USUAL = {
    "bridge": (
        "네트워크를 따로 정하지 않으면 컨테이너가 들어가는 기본 네트워크예요.",
        "여기에서는 컨테이너끼리 이름으로 부르지 못해요.",
    ),
    "host": ("컨테이너가 컴퓨터의 네트워크를 그대로 쓰게 하는 네트워크예요.",),
    "none": ("컨테이너를 어디에도 잇지 않는 네트워크예요.",),
}


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a thing is: the sentences, with names in backticks, and the commands, the plainest first."""

    title: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()


def describe(key: str, board: Board, look: Look) -> Description | None:
    """Describe the thing of that key on a (marked) board; None where it stands there no more."""
    item = next((found for found in board.items() if found.key == key), None)
    if item is None:
        return None
    if item.mark is Change.GONE:
        sentences, commands = _gone(item)
    elif item.place == HUB:
        sentences, commands = _tag(item)
    elif item.kind is ItemKind.FILE:
        sentences, commands = _file(item, look)
    else:
        computer = look.computer(item.place)
        if computer is None:
            return None
        sentences, commands = _ON_A_COMPUTER[item.kind](item, computer)
    if item.place == "other":
        commands = tuple(f"ssh other {command}" for command in commands)
    return Description(title=f"{TITLES[item.kind]} {item.name}", sentences=sentences, commands=commands)


def _gone(item: Item) -> Told:
    what = TITLES[item.kind]
    said = say("{what} `{name}`{은} 방금 없어졌어요. 이제 목록에 보이지 않아요.", what=what, name=item.name)
    more = {
        ItemKind.CONTAINER: "안에 있던 파일과 로그도 함께 없어졌어요. 컨테이너를 만들 때 쓴 이미지는 그대로예요.",
        ItemKind.IMAGE: "다른 이미지와 함께 쓰던 레이어는 남아 있어요.",
        ItemKind.VOLUME: "안에 있던 데이터도 함께 없어졌어요.",
    }.get(item.kind)
    return (said, more) if more else (said,), tuple(filter(None, (_GONE_FROM.get(item.kind),)))


def _tag(item: Item) -> Told:
    said = (
        say("`{name}`{은} 여러분의 계정으로 Docker Hub에 올라가 있는 이미지예요.", name=item.name),
        "어느 컴퓨터에서든 이 이름으로 내려받을 수 있어요. 내 컴퓨터에서 지워도 여기에는 남아요.",
    )
    return said, (f"docker manifest inspect {item.name}",)


def _file(item: Item, look: Look) -> Told:
    folder = look.usb.folder if look.usb else ""
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


def _container(item: Item, computer: ComputerLook) -> Told:
    found = next(container for container in computer.state.containers if container.id == item.id)
    image = places.image_name(found, computer)
    what = say("`{name}`{은} `{image}` 이미지로 만든 컨테이너예요.", name=found.name, image=image)
    commands = ("docker ps" if found.running else "docker ps -a", f"docker inspect {found.name}")
    logs = () if found.status == "created" else (f"docker logs {found.name}",)
    return (what, _doing(found), *_ports(found, computer)), (*commands, *logs)


def _doing(found: Container) -> str:
    code = found.exit_code
    return {
        "created": "만들기만 하고 아직 한 번도 시작하지 않았어요.",
        "running": "지금 실행 중이고, 안에서 프로세스가 일하고 있어요.",
        "paused": "프로세스가 잠시 멈춰 있어요. 끝난 것은 아니에요.",
        "restarting": "프로세스가 끝날 때마다 도커 엔진이 다시 시작하고 있어요. 로그에 이유가 있을 거예요.",
        "removing": "도커 엔진이 지우는 중이에요.",
        "exited": _ended(code or 0),
        "dead": "도커 엔진이 지우려다 끝내지 못한 컨테이너예요.",
    }.get(found.status, f"지금 상태는 {found.status}예요.")


def _ended(code: int) -> str:
    if not code:
        return "안의 프로세스가 잘 끝나서 컨테이너도 끝났어요(종료 코드 0). 지우기 전까지 파일과 로그는 남아 있어요."
    if code in places.SIGNALLED:
        return f"안의 프로세스가 끝내라는 신호를 받고 끝났어요(종료 코드 {code}). `docker stop`도 그런 신호를 보내요."
    return say(
        "안의 프로세스가 종료 코드 {code}{으로} 끝났어요. 0이 아니면 무언가 잘못된 거예요. 로그를 보세요.", code=code
    )


def _ports(found: Container, computer: ComputerLook) -> tuple[str, ...]:
    open_ = [(outside, inside.removesuffix("/tcp")) for inside, outside in found.ports.items() if outside]
    if open_:
        outside, inside = open_[0]
        return (f"{computer.state.computer}의 {outside}번 포트로 온 요청을 컨테이너의 {inside}번 포트가 받아요.",)
    if found.running and found.ports:
        return ("포트를 밖으로 열지 않아서 이 컴퓨터의 포트로는 들어갈 수 없어요.",)
    return ()


def _image(item: Item, computer: ComputerLook) -> Told:
    found = next(image for image in computer.state.images if image.id == item.id)
    layers = shared_layers(computer.state.images, computer.layers).get(found.id)
    made = [container.name for container in computer.state.containers if container.image_id == found.id]
    if found.tags:
        name = found.tags[0]
        said = [say("`{name}`{은} 컨테이너를 만들 때 쓰는 이미지예요.", name=name)]
        if len(found.tags) > 1:
            said[0] += f" 이름이 {len(found.tags)}개지만 이미지는 하나예요."
    else:
        name = places.short(found.id)
        said = [
            "이름 없는 이미지예요. 같은 이름으로 다시 빌드하면 이름은 새 이미지로 옮겨 가고 앞의 것은 이렇게 남아요."
        ]
    if layers and layers.shared:
        shared = f"{layers.of}개 가운데 {layers.shared}개를 {places.together(layers)}"
        said.append(f"레이어 {shared} 함께 쓰니, 그만큼은 한 번만 저장돼요.")
    elif layers:
        said.append(f"레이어 {layers.of}개를 차례로 쌓은 것이고, 다른 이미지와 함께 쓰는 레이어는 없어요.")
    said.append(
        say("이 이미지로 만든 컨테이너는 {made}{이에요}.", made=_names(made))
        if made
        else "이 이미지로 만든 컨테이너는 아직 없어요."
    )
    return tuple(said), ("docker images", f"docker history {name}", f"docker image inspect {name}")


def _network(item: Item, computer: ComputerLook) -> Told:
    found = next(network for network in computer.state.networks if network.id == item.id)
    joined = places.members(found, computer)
    said = _USUAL.get(found.name) or (
        say("`{name}`{은} 컨테이너끼리 잇는 네트워크예요. 안에서는 서로 이름으로 부를 수 있어요.", name=found.name),
    )
    who = (
        say("지금 {who}{이} 들어 있어요.", who=_names(list(joined))) if joined else "지금 들어 있는 컨테이너는 없어요."
    )
    return (*said, who), ("docker network ls", f"docker network inspect {found.name}")


def _volume(item: Item, computer: ComputerLook) -> Told:
    found = next(volume for volume in computer.state.volumes if volume.name == item.id)
    using = places.users(found, computer)
    what = say("`{name}`{은} 컨테이너가 없어져도 남는 데이터를 두는 볼륨이에요.", name=item.name)
    if item.name != found.name:
        what += " 이름을 정하지 않아서 도커 엔진이 긴 이름을 붙였어요."
    who = say("{who}{이} 쓰고 있어요.", who=_names(list(using))) if using else "지금 쓰는 컨테이너는 없어요."
    return (what, who), ("docker volume ls", f"docker volume inspect {found.name}")


def _names(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(f"`{name}`" for name in names)
    return f"`{names[0]}` 등 {len(names)}개"


_ON_A_COMPUTER = {
    ItemKind.CONTAINER: _container,
    ItemKind.IMAGE: _image,
    ItemKind.NETWORK: _network,
    ItemKind.VOLUME: _volume,
}
