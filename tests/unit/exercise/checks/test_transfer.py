"""Checks of tar files and of logins: what passes, and what each near miss is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from helpers.dockerdata.types import Computer
from helpers.exercise import checks, probes
from tests.support.worlds import ABSENT, event, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Fact, World

FIRST = image("first:1.0", id="sha256:f")
TAR, FOLDER, AT_HOME = probes.tar("first.tar"), probes.file("."), probes.file("first.tar", probes.HOME)
HOLDS = checks.tar_holds("t", TAR, "first:1.0")


def tar(kind: str = "save", names: dict[str, str] | None = None, **more: Any) -> Fact:
    """What a tar file was found to be."""
    found = {"kind": kind, "names": names or {}, "images": list((names or {}).values()), "link": ""}
    return fact(found | more)


def carried(found: Fact = ABSENT, *things: Any, entries: tuple[str, ...] = (), at_home: Fact = ABSENT) -> World:
    """A world with that tar, other files in the folder and on the computer."""
    facts = {TAR: found, FOLDER: fact({"entries": list(entries)}), AT_HOME: at_home}
    there = tuple(things)
    seen = world(there=there, before=(FIRST,), facts=facts)
    return replace(seen, noted={FOLDER: fact({"entries": []}), AT_HOME: fact("old")})


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (tar("export"), "컨테이너의 파일들이"),
        (tar("empty"), "비어 있습니다"),
        (tar("other"), "온전한 tar 파일이 아닙니다"),
        (tar("folder"), "파일이 아니라 폴더입니다"),
        (tar("damaged"), "설정과 맞지 않습니다"),
        (tar("files", first="card.txt"), "`card.txt` 같은 파일이"),
        (tar("text", first="hello"), "첫 줄은 `hello`입니다"),
        (tar(images=["sha256:f"]), "이름이 없습니다"),
        (tar(names={"other:1": "sha256:f"}), "`other:1` 이미지가 들어 있습니다"),
        (tar(names={"first:1.0": "sha256:other"}), "준비되어 있던 이미지와 ID가 다릅니다"),
        (tar(names={"first:1.0": "sha256:f"}, link="../x.tar"), "`../x.tar`를 가리키는 링크입니다"),
    ],
)
def test_tar(found: Fact, says: str) -> None:
    """A tar holds the very image under its name; other kinds of tar are told apart."""
    assert passes(HOLDS, carried(tar(names={"first:1.0": "sha256:f", "first:2.0": "sha256:f"})))
    assert says in miss(HOLDS, carried(found)).observed


def test_tar_elsewhere() -> None:
    """A file with another name, in another folder, on the other computer, or none."""
    assert "`first_.tar`는 있지만" in miss(HOLDS, carried(entries=("notes", "first_.tar"))).observed
    assert "`~/first.tar`에 있습니다" in miss(HOLDS, carried(at_home=fact("new"))).observed
    assert "다른 컴퓨터에서 이미지를 저장했고" in miss(HOLDS, carried(ABSENT, event("save", kind="image"))).observed
    assert not miss(HOLDS, carried(at_home=fact("old"))).attempted


HERE, THERE, COPIES = probes.hub_login(), probes.hub_login(Computer.OTHER), probes.login_copies()


def kept(
    *, accepted: bool | None = None, servers: tuple[str, ...] = (), copies: tuple[str, ...] = (), changed: int = 1
) -> World:
    """A world with such a login on one's own computer."""
    data = {
        "servers": servers,
        "user": "learner",
        "kept": accepted is not None,
        "accepted": accepted,
        "changed": changed,
    }
    listed = fact(list(copies), found=bool(copies))
    seen = world(facts={HERE: fact(data, found=accepted is not None), THERE: ABSENT, COPIES: listed})
    return replace(seen, noted={HERE: fact({"changed": 1})})


def test_login() -> None:
    """A login counts where the Hub lets it in."""
    check = checks.logged_in("i")
    assert passes(check, kept(accepted=True))
    assert "(사용자명 `learner`)를 Docker Hub가 받아들이지 않습니다" in miss(check, kept(accepted=False)).observed
    assert "`hub.docker.com`이라는 레지스트리에" in miss(check, kept(servers=("hub.docker.com",))).observed
    assert "`~/cfg/config.json`에 저장되어" in miss(check, kept(copies=("cfg/config.json",))).observed
    assert "바뀌었지만" in miss(check, kept(changed=2)).observed
    assert not miss(check, kept()).attempted


def test_logout() -> None:
    """No login is left in Docker's file, nor in any other."""
    check = checks.logged_out("o")
    assert passes(check, kept())
    assert "남아 있습니다" in miss(check, kept(accepted=True)).observed
    assert "`~/.docker/old`" in miss(check, kept(copies=(".docker/old",))).observed
