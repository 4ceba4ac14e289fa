"""The board on the real lab: what happens there appears by itself, marked."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.dockerdata.types import Computer
from helpers.ui.board import TextBoard
from helpers.ui.board.model import Board, Change, Item
from helpers.ui.board.places import Looker
from helpers.ui.widgets.board import LiveBoard
from helpers.world import environment, hub
from helpers.world.computers import Computers
from helpers.world.engine import Engine
from helpers.world.engine_events import Watch
from tests.support.relay import Relay
from tests.support.tiny import bash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "lab-board"
CLEAN = f"""
docker ps -aq --filter name={NAME} | xargs -r docker rm -fv
docker images -q --filter reference='{NAME}*' | sort -u | xargs -r docker rmi -f
docker image prune -f
docker network ls -q --filter name={NAME} | xargs -r docker network rm
docker volume ls -q --filter name={NAME} | xargs -r docker volume rm
"""


@pytest.fixture
def clean(tmp_path: Path) -> Iterator[Path]:
    """A folder, busybox, and nothing of ours afterwards on either computer."""
    bash("docker pull -q busybox", tmp_path)
    yield tmp_path
    for variable in ("LAB_ENGINE_HOST", "LAB_OTHER_HOST"):
        bash(f"export DOCKER_HOST={os.environ[variable]}\n{CLEAN}", tmp_path)


@contextmanager
def live(computers: Computers) -> Iterator[LiveBoard]:
    """A board that keeps itself up to date."""
    found = LiveBoard(Looker(computers), Watch(computers), lambda _board: None)
    try:
        yield found
    finally:
        found.end()


def items(board: Board, name: str, place: str) -> list[Item]:
    """The items of that name, marked or not."""
    return [item for item in board.items() if item.place == place and name in item.name]


def until(found: LiveBoard, true: Callable[[Board], bool], seconds: float = 30) -> None:
    """Wait for a board; fail with the last one at the deadline."""
    end = time.monotonic() + seconds
    while not true(board := found.board):
        assert time.monotonic() < end, board
        time.sleep(0.02)  # between two looks, until the deadline


def becomes(
    found: LiveBoard, name: str, mark: Change, *, note: str = "", place: str = "mine", kind: str = "container"
) -> None:
    """Wait until a thing of that kind and name carries a mark."""

    def is_there(board: Board) -> bool:
        seen = [item for item in items(board, name, place) if item.kind == kind]
        return any(item.mark is mark and note in item.note for item in seen)

    until(found, is_there)


def quiet(found: LiveBoard) -> None:
    """Let the marks grow old: after a quiet moment the next change is another command's."""
    with found._lock:
        found._moment = type(found._moment)(base=found._moment.now, now=found._moment.now, at=0.0)


def test_a_container_lives_on_the_board(clean: Path, computers: Computers) -> None:
    """New with its port, changed when it stops, gone when it is removed."""
    with live(computers) as found:
        bash(f"docker run -d --name {NAME}-web -p 127.0.0.1::80 busybox sleep 1000", clean)
        becomes(found, f"{NAME}-web", Change.NEW)
        until(found, lambda board: "→80" in items(board, f"{NAME}-web", "mine")[0].facts[-1])
        (web,) = items(found.board, f"{NAME}-web", "mine")
        assert (web.state, web.facts[0]) == ("실행 중", "busybox:latest")
        quiet(found)
        bash(f"docker kill {NAME}-web", clean)
        becomes(found, f"{NAME}-web", Change.CHANGED, note="실행 중 → 끝남")
        quiet(found)
        bash(f"docker rm {NAME}-web", clean)
        becomes(found, f"{NAME}-web", Change.GONE)


def test_network_and_volume_say_who_came(clean: Path, computers: Computers) -> None:
    """They appear, and a container in them is a change."""
    with live(computers) as found:
        bash(f"docker network create {NAME}-net && docker volume create {NAME}-data", clean)
        becomes(found, f"{NAME}-net", Change.NEW, kind="network")
        becomes(found, f"{NAME}-data", Change.NEW, kind="volume")
        quiet(found)
        bash(f"docker create --name {NAME}-db --network {NAME}-net -v {NAME}-data:/data busybox true", clean)
        becomes(found, f"{NAME}-net", Change.CHANGED, note=f"+ {NAME}-db", kind="network")
        becomes(found, f"{NAME}-data", Change.CHANGED, note=f"+ {NAME}-db", kind="volume")


def test_a_rebuilt_image_leaves_a_nameless_one(clean: Path, computers: Computers) -> None:
    """Its name goes to the new one; both share their first layers with the base image."""
    (clean / "Dockerfile").write_text("FROM busybox\nWORKDIR /app\nCOPY a.txt /app\n")
    build = f"docker build -q -t {NAME}:1.0 ."
    with live(computers) as found:
        bash(f"echo 1 > a.txt && {build}", clean)
        becomes(found, f"{NAME}:1.0", Change.NEW, kind="image")
        quiet(found)
        bash(f"echo 2 > a.txt && {build}", clean)
        becomes(found, "<none>", Change.CHANGED, note=f"− {NAME}:1.0", kind="image")
        becomes(found, f"{NAME}:1.0", Change.NEW, kind="image")
        (image,) = items(found.board, f"{NAME}:1.0", "mine")
        assert image.layers == (True, True, False)


def test_the_other_computer_is_watched_too(clean: Path, computers: Computers) -> None:
    """What happens there appears there."""
    with live(computers) as found:
        bash(f"ssh other docker volume create {NAME}-there", clean)
        becomes(found, f"{NAME}-there", Change.NEW, place="other", kind="volume")
        assert not items(found.board, f"{NAME}-there", "mine")


def test_a_push_appears_on_the_hub(clean: Path, computers: Computers, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its account and tag."""
    monkeypatch.setenv("DOCKER_CONFIG", str(clean / "config"))
    name = f"{environment.hub_account()}/{NAME}:1.0"
    try:
        with live(computers) as found:
            bash(
                'docker login -u "$LAB_HUB_USER" --password-stdin <<< "$LAB_HUB_PASSWORD"'
                f" && docker tag busybox {name}",
                clean,
            )
            bash(f"docker push -q {name} && docker rmi {name}", clean)
            becomes(found, name, Change.NEW, place="hub", kind="tag")
    finally:
        hub.remove(name)


def test_a_file_on_the_usb_drive_appears(computers: Computers) -> None:
    """Without any event of an engine; and goes again."""
    path = Path(os.environ.get("LAB_USB", "/media/usb")) / f"{NAME}.tar"
    with live(computers) as found:
        path.write_text("x")
        becomes(found, path.name, Change.NEW, place="usb", kind="file")
        quiet(found)
        path.unlink()
        becomes(found, path.name, Change.GONE, place="usb", kind="file")


def test_the_other_computer_goes_and_comes_back(clean: Path, computers: Computers) -> None:
    """Its place says so; the rest goes on; what stood there is no news when it is back."""
    road = Relay(clean / "other.sock", os.environ["LAB_OTHER_HOST"])
    road.cut()
    both = Computers(mine=computers.mine, other=Engine(road.host, Computer.OTHER))

    def trouble(board: Board) -> str:
        return board.places[1].trouble

    bash(f"ssh other docker volume create {NAME}-kept", clean)
    with live(both) as found:
        assert "꺼져 있습니다" in trouble(found.board)
        road.mend()
        until(found, lambda board: bool(items(board, f"{NAME}-kept", "other")))
        bash(f"ssh other docker volume create {NAME}-heard", clean)
        becomes(found, f"{NAME}-heard", Change.NEW, place="other", kind="volume")
        road.cut()
        until(found, lambda board: "꺼져 있습니다" in trouble(board))
        bash(f"docker volume create {NAME}-here", clean)
        becomes(found, f"{NAME}-here", Change.NEW, kind="volume")
        road.mend()
        until(found, lambda board: not trouble(board))
        assert [item.mark for item in items(found.board, f"{NAME}-kept", "other")] == [Change.NONE]
        bash(f"ssh other docker volume create {NAME}-there", clean)
        becomes(found, f"{NAME}-there", Change.NEW, place="other", kind="volume")
    road.cut()


def test_the_hub_goes_and_comes_back(computers: Computers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place says so, and the board asks again by itself."""
    with live(computers) as found, monkeypatch.context() as patched:
        patched.setattr(hub, "_TOKENS", "https://127.0.0.1:9/token")
        found.refresh()
        until(found, lambda board: "대답하지 않습니다" in board.places[2].trouble)
        patched.undo()
        until(found, lambda board: not board.places[2].trouble)


@pytest.mark.usefixtures("clean")
def test_layers_are_asked_once(computers: Computers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look takes four calls, however many images stand there; the events are another connection's."""
    looker = Looker(computers)
    first = looker.computer(Computer.MINE)
    asked: list[str] = []
    fetch = computers.mine.fetch

    def noted(path: str, /, **query: Any) -> Any:
        asked.append(path)
        return fetch(path, **query)

    monkeypatch.setattr(computers.mine, "fetch", noted)
    assert looker.computer(Computer.MINE).layers == first.layers
    assert asked == ["/containers/json", "/images/json", "/networks", "/volumes"]


def test_the_terminal_shows_the_same(clean: Path) -> None:
    """`lab board`, as text, with what changed since the last time."""
    bash("lab board", clean)
    bash(f"docker create --name {NAME}-one busybox true", clean)
    said = bash("lab board", clean)
    assert f"{NAME}-one · 만들어짐 · busybox:latest [새로 생김]" in said
    assert [line for line in said.splitlines() if line.startswith("[")] == [
        "[내 컴퓨터]", "[다른 컴퓨터]", "[Docker Hub]", "[USB 드라이브]",
    ]  # fmt: skip


def test_text_marks_what_changed_since_the_last(clean: Path) -> None:
    """Where no browser looks, `board()` compares with the call before."""
    looks = TextBoard()
    assert "[새로 생김]" not in looks.text()
    bash(f"docker create --name {NAME}-two busybox true", clean)
    assert f"{NAME}-two · 만들어짐 · busybox:latest [새로 생김]" in looks.text()
    assert "[새로 생김]" not in looks.text()
