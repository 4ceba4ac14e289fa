"""The checks of the chapter `transfer`: which file arrived, by which road, and what is said of one that did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from helpers import course
from helpers.dockerdata.types import Computer, Container
from helpers.exercise import probes
from tests.support.worlds import ABSENT, container, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Fact, World
    from helpers.exercise.model import Check

HOME, WHOLE = "/home/learner/", {"kind": "file", "sha256": "whole", "size": 5000, "text": None}


def check(exercise: str, name: str) -> Check:
    """The check of that name."""
    return next(found for found in course.exercise(exercise).checks if found.id == name)


def sent(
    tar: str,
    there: dict[str, Any] | None,
    *,
    mine: dict[str, Any] = WHOLE,
    more: dict[Any, Fact] | None = None,
    **lying: Any,
) -> World:
    """A world in which `there` lies in the other computer's home, with what else lies there by path."""
    facts = {
        probes.file(tar): fact(mine),
        probes.file(f"{tar}.sha256"): fact({"sha256": "sum", "size": 80}),
        probes.file(tar, probes.HOME, Computer.OTHER): fact(there) if there else ABSENT,
        probes.WHEREABOUTS: fact({"files": lying.get("files", {}), "links": lying.get("links", {})}),
        probes.file("other"): ABSENT,
        probes.file(tar, probes.USB): ABSENT,
    }
    seen = world(there=lying.get("things", ()), facts=facts | (more or {}))
    return replace(seen, noted={probes.file(tar): fact(WHOLE), probes.WHEREABOUTS: fact({"files": {}, "links": {}})})


def file(sha256: str, size: int) -> dict[str, Any]:
    """A file that arrived."""
    return {"kind": "file", "sha256": sha256, "size": size, "text": None}


TAR = "postcard-scp.tar"
ARRIVED = check("transfer.scp", "arrived")


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (sent(TAR, file("x", 2000)), "원본은 5,000바이트, 도착한 파일은 2,000바이트입니다"),
        (sent(TAR, file("x", 0)), "빈 파일입니다"),
        (sent(TAR, file("sum", 80)), "`postcard-scp.tar.sha256`의 내용이"),
        (sent(TAR, file("new", 90), mine=file("new", 90)), "처음에 준비된 것과 다릅니다"),
        (sent(TAR, WHOLE, links={HOME + TAR: "x.tar"}), "`x.tar`를 가리키는 링크입니다"),
        (sent(TAR, None, files={f"{HOME}box/{TAR}": "whole"}), f"`~/box/{TAR}`에 있습니다"),
        (sent(TAR, None, files={f"{HOME}card.tar": "whole"}), "이름이 `card.tar`입니다"),
        (sent(TAR, None, files={f"{HOME}{TAR}.sha256": "sum"}), f"`~/{TAR}.sha256`은 있지만"),
        (sent(TAR, None, things=(image("postcard-scp:1.0"),)), "`postcard-scp:1.0` 이미지는 있지만"),
        (sent(TAR, None, more={probes.file("other"): fact(WHOLE)}), "`other`라는 파일이 생겼고"),
    ],
)
def test_arrived(seen: World, says: str) -> None:
    """The very file of the start stands in the other computer's home; anything else is told by what it is."""
    assert passes(ARRIVED, sent(TAR, WHOLE, mine=file("new", 90)))
    found = miss(ARRIVED, seen)
    assert says in found.observed
    assert found.attempted
    assert not miss(ARRIVED, sent(TAR, None)).attempted


FTP = "postcard-ftp.tar"


def uploads(*sizes: int, text: bool = False) -> dict[Any, Fact]:
    """What the FTP server has written down."""
    log = [{"path": HOME + FTP, "bytes": size, "text": text, "whole": True, "time": 1} for size in sizes]
    return {probes.FTP_UPLOADS: fact(log)}


def test_by_ftp() -> None:
    """All of the file went through the server, in one piece or several, and never as text."""
    by_ftp = check("transfer.ftp", "by-ftp")
    assert passes(by_ftp, sent(FTP, WHOLE, more=uploads(5000)))
    assert passes(by_ftp, sent(FTP, WHOLE, more=uploads(2000, 3000)))
    assert "올라온 파일이 없습니다" in miss(by_ftp, sent(FTP, WHOLE, more=uploads())).observed
    assert f"`~/{FTP}` 2,000바이트만" in miss(by_ftp, sent(FTP, WHOLE, more=uploads(2000))).observed
    assert "텍스트 방식으로 올린" in miss(by_ftp, sent(FTP, WHOLE, more=uploads(5000, text=True))).observed


def test_changed_on_its_way() -> None:
    """The server's log is the evidence for text mode and for pieces one after another."""
    arrived = check("transfer.ftp", "arrived")
    assert "텍스트(ASCII) 방식" in miss(arrived, sent(FTP, file("x", 4990), more=uploads(5000, text=True))).observed
    assert (
        "2,000바이트 뒤에 5,000바이트가" in miss(arrived, sent(FTP, file("x", 7000), more=uploads(2000, 5000))).observed
    )
    assert "도착한 파일은 2,000바이트" in miss(arrived, sent(FTP, file("x", 2000), more=uploads(2000))).observed


def test_by_stick() -> None:
    """Something on the drive has changed since the start."""
    by_stick, stick = check("transfer.usb", "by-stick"), probes.file(".", probes.USB)
    seen = sent("postcard-usb.tar", WHOLE, more={stick: fact({"changed": 2})})
    assert passes(by_stick, replace(seen, noted={stick: fact({"changed": 1})}))
    same = miss(by_stick, replace(seen, noted={stick: fact({"changed": 2})}))
    assert "아무것도 담은 적이 없습니다" in same.observed


def board(now: Container | None, log: str = "", *beside: Any) -> World:
    """A world with that board on the other computer, version 2.0 on the Hub."""
    things = (
        *((now,) if now else ()),
        image("learner/postcard-update:2.0", id="sha256:two", digests=("x@y",)),
        *beside,
    )
    facts = {
        probes.hub_manifest("{user}/postcard-update:2.0"): fact({"image": "sha256:two", "tags": ["1.0", "2.0"]}),
        probes.container_logs("postcard-board", Computer.OTHER): fact(log),
        probes.HUB_USER: fact("learner"),
    }
    return world(there=things, before=(image("learner/postcard-update:1.0", id="sha256:one"),), facts=facts)


def of(image_id: str, name: str = "postcard-board", command: str = "sh /board.sh") -> Container:
    """A container of that image."""
    return container(name, image_id=image_id, command=command)


def test_board() -> None:
    """The board is made from what the Hub holds, runs, and has shown the second text."""
    runs, shows = check("transfer.update", "board"), check("transfer.update", "shows")
    assert passes(runs, board(of("sha256:two")))
    assert "`postcard-two`입니다" in miss(runs, board(of("sha256:one"), "", of("sha256:two", "postcard-two"))).observed
    assert "지금 Docker Hub에 있는" in miss(runs, board(of("sha256:three"))).observed
    assert passes(shows, board(of("sha256:two"), "둘째 날: 오늘은 작가와 이야기하는 날입니다!\n"))
    assert "글은 `첫째 날`입니다" in miss(shows, board(of("sha256:two"), "첫째 날\n")).observed
    asleep = miss(shows, board(of("sha256:two", command="sleep 9"))).observed
    assert "로그가 비어 있습니다. 실행 중인 명령은 `sleep 9`입니다" in asleep


LOAD = "postcard-load:1.0"


def loaded(*things: Any, files: dict[str, str] | None = None, unpacked: Fact = ABSENT) -> World:
    """A world in which these images stand on the other computer, and the tar held the image `sha256:card`."""
    facts = {
        probes.WHEREABOUTS: fact({"files": files or {}, "links": {}}),
        probes.image_file(LOAD, "/manifest.json", Computer.OTHER): unpacked,
    }
    held = {
        probes.tar("postcard-load.tar"): fact({"images": ["sha256:card"]}),
        probes.WHEREABOUTS: fact({"files": {}}),
    }
    return replace(world(there=things, facts=facts), noted=held)


def test_loaded() -> None:
    """The very image of the tar stands there under its name; made anew, renamed or unpacked it does not."""
    there, whole = check("transfer.load", "there"), check("transfer.load", "whole")
    assert passes(there, loaded(image(LOAD, id="sha256:x")))
    assert passes(whole, loaded(image(LOAD, id="sha256:card")))
    assert "`busybox:latest`와 같은" in miss(whole, loaded(image("busybox:latest", LOAD, id="sha256:x"))).observed
    assert "목록(`manifest.json`)이" in miss(whole, loaded(image(LOAD, id="sha256:x"), unpacked=fact("[]"))).observed
    assert "아니라 `card:1`입니다" in miss(there, loaded(image("card:1", id="sha256:card"))).observed
    assert "파일만 꺼냈고" in miss(there, loaded(files={f"{HOME}u/manifest.json": "x"})).observed
    assert not miss(there, loaded()).attempted


TAG, USER = "postcard-tag:1.0", {probes.HUB_USER: fact("learner")}


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("postcard-tag:hub", "사용자명이 없습니다"),
        ("learner-postcard-tag:1.0", "빗금(`/`)이 아니라 `-`이"),
        ("someone/postcard-tag:1.0", "아니라 `someone`입니다"),
        ("hub.docker.com/learner/postcard-tag:1.0", "`hub.docker.com`으로 시작하고"),
        ("learner/postcard-tag:1", "새로 붙인 이름은 `learner/postcard-tag:1`이고"),
    ],
)
def test_named(tag: str, says: str) -> None:
    """The Hub's name stands here; what is wrong with another name is told by its part."""
    named, card = check("transfer.tag", "named"), image(TAG, id="sha256:card")
    assert passes(named, world(image(TAG, f"learner/{TAG}", id="sha256:card"), before=(card,), facts=USER))
    assert says in miss(named, world(image(TAG, tag, id="sha256:card"), before=(card,), facts=USER)).observed
    assert not miss(named, world(card, before=(card,), facts=USER)).attempted


PUSHED = "learner/postcard-push:1.0"


def hub(found: Fact, *listed: str, login: dict[str, Any] | None = None, there: tuple[Any, ...] = ()) -> World:
    """A world with that image on the Hub, these names beside it, and such a login."""
    kept = {"kept": login is not None, "accepted": None, "servers": [], "user": None} | (login or {})
    facts = {
        probes.hub_manifest("{user}/postcard-push:1.0"): found,
        probes.HUB_PUSHED: fact(list(listed)),
        probes.hub_login(): fact(kept, found=login is not None),
    }
    seen = world(there=there, before=(image(PUSHED, id="sha256:card"),), facts=facts | USER)
    return replace(seen, noted={probes.HUB_PUSHED: fact(["learner/old:1"])})


def test_pushed() -> None:
    """The very image of the start stands on the Hub; where it does not, what was pushed or refused is told."""
    pushed, same = check("transfer.push", "pushed"), check("transfer.push", "same")
    none = fact({"tags": []}, found=False)
    assert passes(pushed, hub(fact({"image": "sha256:card"})))
    assert passes(same, hub(fact({"image": "sha256:card"})))
    assert "다른 이미지입니다" in miss(same, hub(fact({"image": "sha256:x"}))).observed
    assert "`learner/card:1`이 올라갔고" in miss(pushed, hub(none, "learner/old:1", "learner/card:1")).observed
    assert "받아들이지 않고" in miss(pushed, hub(none, login={"accepted": False})).observed
    assert "로그인은 했지만" in miss(pushed, hub(none, login={"accepted": True})).observed
    assert "다른 컴퓨터에 있지만" in miss(pushed, hub(none, there=(image(PUSHED),))).observed
    assert not miss(pushed, hub(none, "learner/old:1")).attempted


PULLED = "learner/postcard-pull:1.0"


def test_pulled() -> None:
    """The Hub's image stands there with the digest that only a registry gives."""
    pulled, noted = check("transfer.pull-there", "pulled"), probes.hub_manifest("{user}/postcard-pull:1.0")

    def there(*images: Any) -> World:
        return replace(world(there=images, facts=USER), noted={noted: fact({"image": "sha256:card"})})

    digests = ("learner/postcard-pull@sha256:d",)
    assert passes(pulled, there(image(PULLED, id="sha256:card", digests=digests)))
    assert "파일에서 불러온" in miss(pulled, there(image(PULLED, id="sha256:card"))).observed
    other = image("busybox:latest", PULLED, id="sha256:x", digests=("busybox@sha256:d",))
    assert "`busybox:latest`와 같은 이미지입니다" in miss(pulled, there(other)).observed
    assert not miss(pulled, there()).attempted
