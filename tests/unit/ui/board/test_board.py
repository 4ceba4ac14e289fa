"""The board as data: what it shows of two computers, the Hub and the USB drive, and what it marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.authoring.outputs import masked
from helpers.dockerdata.types import Computer
from helpers.ui.board.changes import QUIET, Moment, marked
from helpers.ui.board.model import FEW, Change, ItemKind, as_json, front
from helpers.ui.board.places import ComputerLook, Look, UsbFile, board, shared_layers
from helpers.ui.board.text import Description, describe, marked_as, summary, text
from tests.support.boards import CHAINS, DB, IMAGES, WEB, item, many, mine, seen
from tests.support.worlds import container, state


def described(looked: Look, name: str, before: Look | None = None) -> Description:
    """The description of a thing on 내 컴퓨터."""
    now = marked(board(before), board(looked)) if before else board(looked)
    told = describe(item(now, name).key, now, looked)
    assert told is not None
    return told


def test_every_place_stands_on_the_board_in_its_order() -> None:
    """Both computers, the Hub, the USB drive; outside the lab only one's own computer."""
    assert [place.title for place in board(seen()).places] == ["내 컴퓨터", "다른 컴퓨터", "Docker Hub", "USB 드라이브"]
    assert [place.id for place in board(Look(computers=(mine(),))).places] == ["mine"]


def test_container_says_state_image_and_ports() -> None:
    """A published port with both numbers, an exit code with its number, and a closed port as closed."""
    found = board(seen(WEB, DB, container("shut", "nginx", ports={"80/tcp": None}), *IMAGES))
    assert (item(found, "web").state, item(found, "web").facts) == ("실행 중", ("nginx:latest", "포트 8080→80"))
    assert (item(found, "db").state, item(found, "db").tone) == ("끝남(종료 코드 1)", "bad")
    assert item(found, "shut").facts == ("nginx:latest", "포트 80(컨테이너 안에서만)")


@pytest.mark.parametrize("status", ["created", "running", "paused", "restarting", "removing", "exited", "dead"])
def test_every_state_has_its_word(status: str) -> None:
    """In Korean, and so does its description."""
    looked = seen(container("web", status=status))
    assert not item(board(looked), "web").state.isascii()
    assert "지금 상태는" not in " ".join(described(looked, "web").sentences)


def test_container_of_a_renamed_image_has_its_new_name() -> None:
    """The engine gives only an id where the name has moved on; a nameless image stays nameless."""
    moved = container("web", "0a" * 6, image_id="sha256:app:1")
    lost = container("old", "0a" * 6, image_id="sha256:" + "0a" * 32)
    found = board(seen(moved, lost, *IMAGES))
    assert item(found, "web").facts == ("app:1",)
    assert masked(item(found, "old").facts[0]) == "<none> ID"


def test_layers_are_shared_from_below() -> None:
    """Only as long as they are the same; the smallest image is named first."""
    kin = shared_layers(IMAGES, CHAINS)
    shared = {id.removeprefix("sha256:"): (found.shared, found.of, found.names) for id, found in kin.items()}
    assert shared["app:1"] == (1, 3, ("busybox:latest",))
    assert shared["busybox:latest"] == (1, 1, ("app:1",))
    assert shared["nginx:latest"] == (0, 2, ())
    assert item(board(seen(*IMAGES)), "app:1").layers == (True, False, False)


def test_same_layer_above_another_is_not_shared() -> None:
    """A layer belongs to what lies below it."""
    chains = {"sha256:app:1": ("a", "z"), "sha256:nginx:latest": ("x", "z")}
    assert all(not found.shared for found in shared_layers(IMAGES, chains).values())


def test_networks_and_volumes_say_who_uses_them() -> None:
    """Those that every Docker has come last and are folded away."""
    found = board(seen(WEB, DB))
    assert (item(found, "net").facts, item(found, "data").facts) == (("db",), ("db",))
    assert (item(found, "bridge").usual, item(found, "bridge").facts) == (True, ())


def test_new_changed_and_gone_are_marked() -> None:
    """And nothing else; what changed is said in a few signs."""
    after = seen(replace(WEB, status="exited", exit_code=0, ports={}), container("new"), *IMAGES)
    found = marked(board(seen(WEB, DB, *IMAGES)), board(after))
    marks = {item.name: item.mark for item in found.items() if item.mark}
    assert marks == {
        "web": Change.CHANGED, "new": Change.NEW, "db": Change.GONE, "net": Change.CHANGED, "data": Change.CHANGED,
    }  # fmt: skip
    assert marked_as(item(found, "web")) == "바뀜: 실행 중 → 끝남(종료 코드 0)"
    assert marked_as(item(found, "net")) == "바뀜: − db"


def test_name_given_to_an_image_is_one_more() -> None:
    """A tag more or less is no other image."""
    two = replace(IMAGES[0], tags=("aaa:1", "busybox:latest"))
    found = marked(board(seen(*IMAGES)), board(seen(two, *IMAGES[1:])))
    assert [(item.name, item.note) for item in found.items() if item.mark] == [("aaa:1, busybox:latest", "+ aaa:1")]
    lost = marked(board(seen(two)), board(seen(replace(two, tags=()))))
    assert [item.note for item in lost.items() if item.mark] == ["− aaa:1, − busybox:latest"]


def test_renamed_container_is_the_same() -> None:
    """By its id."""
    found = marked(board(seen(WEB)), board(seen(replace(WEB, name="site"))))
    assert item(found, "site").note == "web → site"


def test_hub_and_usb_are_marked_too() -> None:
    """A push and a copied file are changes like any other."""
    after = seen(files=(UsbFile(name="app.tar", size=10),), names=("kim/app:1",))
    marks = [(item.place, item.name) for item in marked(board(seen()), board(after)).items() if item.mark is Change.NEW]
    assert marks == [("hub", "kim/app:1"), ("usb", "app.tar")]


def test_place_out_of_reach_says_so_and_comes_back_unmarked() -> None:
    """What happened meanwhile nobody saw."""
    gone = Look(computers=(mine(trouble="꺼져 있습니다."),))
    assert "꺼져 있습니다." in text(board(gone))
    assert not any(item.mark for item in marked(board(gone), board(Look(computers=(mine(WEB),)))).items())


def test_place_that_came_back_is_watched_from_then_on() -> None:
    """What changes right after its return is marked."""
    gone, back, later = (Look(computers=(computer,)) for computer in (mine(trouble="꺼짐"), mine(WEB), mine(WEB, DB)))
    moment = Moment(base=board(gone), now=board(gone), at=0.0).then(board(back), 10.0)
    assert not any(item.mark for item in moment.shown().items())
    assert item(moment.then(board(later), 10.1).shown(), "db").mark is Change.NEW


def test_changes_of_one_command_stay_together() -> None:
    """Until a quiet moment: then the next change begins anew. A look that shows nothing new is no change."""
    empty, one, two = board(seen()), board(seen(WEB)), board(seen(WEB, DB))
    moment = Moment(base=empty, now=empty, at=0.0).then(one, 10.0).then(one, 10.0 + QUIET - 0.1)
    together = moment.then(two, 10.0 + QUIET - 0.1)
    assert {item(together.shown(), name).mark for name in ("web", "db")} == {Change.NEW}
    apart = moment.then(two, 10.1 + QUIET)
    assert [item(apart.shown(), name).mark for name in ("web", "db")] == [Change.NONE, Change.NEW]


def test_summary_names_few_and_counts_many() -> None:
    """By place, once each."""
    few = marked(board(seen()), board(seen(WEB, container("db"))))
    assert summary(few) == "내 컴퓨터: 컨테이너 db가 새로 생겼어요. 컨테이너 web이 새로 생겼어요."
    assert summary(marked(board(seen()), board(seen(*many(150))))) == "내 컴퓨터: 컨테이너 150개가 새로 생겼어요."
    assert summary(board(seen(WEB))) == ""


def test_much_is_folded() -> None:
    """What changed and what runs is shown first; the rest is counted, with the command that lists it."""
    before, after = seen(*many(150)), seen(*many(150), WEB, container("zzz", status="exited"))
    found = marked(
        board(before), board(replace(after, computers=(mine(*many(150), WEB, container("zzz")), after.computers[1])))
    )
    (group,) = (g for p in found.places for g in p.groups if g.kind is ItemKind.CONTAINER and p.id == "mine")
    shown = [item.name for item in front(group.items)]
    assert len(shown) == FEW
    assert shown[:3] == ["web", "zzz", "many-000"]
    assert "… 그 밖에 140개 (docker ps -a)" in text(found)
    listed = as_json(found.places[0])["groups"][0]
    assert listed["count"] == "152개 (만들어짐 150, 실행 중 2)"
    assert [item["name"] for item in listed["items"] if "first" in item] == shown
    assert [item["name"] for item in listed["items"][:FEW]] == shown


def test_text_tells_everything_and_is_stable() -> None:
    """Under the masks of compared outputs, with nothing but one item a line."""
    looked = seen(WEB, DB, *IMAGES, files=(UsbFile(name="app.tar", size=2_020_000),), names=("kim/app:1",))
    assert masked(text(board(looked))) == (
        "[내 컴퓨터]\n"
        "  컨테이너: 2개 (끝남 1, 실행 중 1)\n"
        "    db · 끝남(종료 코드 1) · busybox:latest\n"
        "    web · 실행 중 · nginx:latest · 포트 8080→80\n"
        "  이미지: 3개\n"
        "    app:1 · SIZE · 레이어 3개 중 1개를 busybox:latest와 함께 씀\n"
        "    busybox:latest · SIZE · 레이어 1개 중 1개를 app:1과 함께 씀\n"
        "    nginx:latest · SIZE · 레이어 2개\n"
        "  네트워크: 1개 (처음부터 있는 bridge 말고)\n"
        "    net · db\n"
        "  볼륨: 1개\n"
        "    data · db\n"
        "\n[다른 컴퓨터]\n  컨테이너: 없음\n  이미지: 없음\n  네트워크: 없음 (처음부터 있는 bridge뿐)\n  볼륨: 없음\n"
        "\n[Docker Hub]\n  올라간 이미지: 1개\n    kim/app:1\n"
        "\n[USB 드라이브]\n  파일: 1개\n    app.tar · SIZE"
    )


def test_description_says_what_it_is_and_which_command_shows_it() -> None:
    """With the real names."""
    looked = seen(WEB, DB, *IMAGES)
    web = described(looked, "web")
    assert web.commands == ("docker ps", "docker inspect web", "docker logs web")
    assert "8080번 포트" in " ".join(web.sentences)
    assert described(looked, "db").commands[0] == "docker ps -a"
    assert "docker history app:1" in described(looked, "app:1").commands
    assert "docker network inspect net" in described(looked, "net").commands
    assert "`db`" in " ".join(described(looked, "data").sentences)
    assert "기본 네트워크" in " ".join(described(looked, "bridge").sentences)


@pytest.mark.parametrize(
    ("code", "said", "tone"), [(0, "잘 끝나서", "off"), (1, "종료 코드 1로", "bad"), (137, "신호를 받고", "off")]
)
def test_end_of_a_container_is_told_by_its_code(code: int, said: str, tone: str) -> None:
    """Ended well, ended with a fault, and told to end."""
    looked = seen(container("web", status="exited", exit_code=code))
    assert said in " ".join(described(looked, "web").sentences)
    assert item(board(looked), "web").tone == tone


def test_description_of_what_is_gone() -> None:
    """It is told, too; a thing that nobody knows has none."""
    told = described(seen(), "web", before=seen(WEB))
    assert "없어졌어요" in told.sentences[0]
    assert describe("mine/container/nothing", board(seen()), seen()) is None


def test_other_computer_is_asked_over_ssh() -> None:
    """Its commands are typed here."""
    there = ComputerLook(state=state(container("web"), on=Computer.OTHER))
    looked = Look(computers=(there,))
    told = describe("other/container/c-web", board(looked), looked)
    assert told is not None
    assert told.commands[0] == "ssh other docker ps"


def test_descriptions_are_two_or_three_sentences() -> None:
    """Of every kind of thing."""
    files = (UsbFile(name="app.tar", size=1), UsbFile(name="d", size=None))
    looked = seen(WEB, DB, *IMAGES, files=files, names=("kim/a:1",))
    found = board(looked)
    for thing in found.items():
        told = describe(thing.key, found, looked)
        assert told is not None
        assert 2 <= sum(sentence.count("요.") for sentence in told.sentences) <= 4, told
        assert told.commands
