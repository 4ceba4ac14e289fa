"""A class on one server: everybody has a whole lab, reaches nobody else's, and loses nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.classes import OpenClass, free_port
from tests.support.clones import copy, docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.together, pytest.mark.long]
TABLE = "아이디,이름\nbora,보라\n20251234,가람\n"
FIRST_PAGE = "강의에서 찾기"
SOLVED = "lab begin start.first-run >/dev/null; docker run hello-world >/dev/null; lab check start.first-run"
ASK = 'timeout 5 bash -c "exec 3<> /dev/tcp/{}/{}" 2>/dev/null'


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenClass]:
    """A class of two and a teacher, whose labs are up before they come."""
    clone = copy(tmp_path_factory.mktemp("class") / "도커 실습실")
    (clone.folder / "반.csv").write_bytes(TABLE.encode("cp949"))
    port = free_port()
    made = OpenClass(clone=clone, port=port)
    try:
        table = str(clone.folder / "반.csv")
        clone.lab(
            "class", "start", "--learners", table, "--teacher", "prof", "--port", str(port), "--open", "--prestart"
        )
        yield made
    finally:
        clone.lab("class", "destroy", "--yes", code=None)
        clone.lab("destroy", "--yes", code=None)


def test_everybody_works_in_a_lab_of_their_own(room: OpenClass) -> None:
    """The first page comes by the door, under TLS, and an exercise is checked on the learner's own engine."""
    assert set(room.passwords) == {"bora", "s20251234", "prof"}
    for name in ("bora", "s20251234"):
        assert FIRST_PAGE in room.person(name).get(f"/user/{name}/course")[1]
        assert "통과" in room.seat(name, SOLVED)
    assert room.seat("bora", "id -u") != room.seat("s20251234", "id -u")


def test_who_is_not_meant_does_not_come_in(room: OpenClass) -> None:
    """A wrong password, another's lab, nobody logged in; told in Korean."""
    person = room.person()
    assert "맞지 않습니다" in person.log_in("bora", "aaaa-bbbb-cccc")
    assert person.get("/user/bora/api/status")[0] == 403
    other = room.person("s20251234")
    status, page = other.get("/user/bora/course")
    assert (status, "여기에는 들어갈 수 없습니다" in page) == (403, True)
    assert other.get("/user/bora/api/contents")[0] == 403
    assert other.get("/hub/api/users")[0] == 403


def test_whoever_comes_makes_an_account_and_gets_a_lab(room: OpenClass) -> None:
    """Where the class is open, the sign-up page makes accounts; not under a name of the list."""
    person = room.person()
    secret = {"signup_password": "oh-so-secret", "signup_password_confirmation": "oh-so-secret"}
    assert "계정을 만들었습니다" in person.send_form("/hub/signup", {"username": "dana", **secret})[1]
    person.log_in("dana", "oh-so-secret")
    assert person.get("/hub/api/user")[0] == 200
    room.person().send_form("/hub/signup", {"username": "bora", **secret})
    assert "맞지 않습니다" in room.person().log_in("bora", "oh-so-secret")


def test_the_class_shares_one_hub_where_everybody_has_a_name(room: OpenClass) -> None:
    """Everybody pushes under their own name only, and pulls what others have pushed."""
    push = "echo $LAB_HUB_PASSWORD | docker login -u $LAB_HUB_USER --password-stdin 2>/dev/null; docker push -q {0}/box"
    room.seat("bora", "docker pull -q busybox && docker tag busybox bora/box && " + push.format("bora"))
    assert "bora/box" in room.seat("s20251234", "docker pull bora/box")
    refused = room.seat("s20251234", "docker tag busybox bora/box; " + push.format("bora"), code=1)
    assert "denied" in refused


@pytest.mark.parametrize("service", ["notebook", "other"])
def test_a_lab_reaches_nothing_but_its_own(room: OpenClass, service: str) -> None:
    """No other learner, no address of the server, neither JupyterHub's nor the door's inner side, no internet."""
    theirs = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.Gateway}} {{end}}"
    hub = docker("inspect", "--format", theirs, room.container("jupyterhub"), room.container("proxy")).split()
    other = docker("inspect", "--format", theirs, room.container("notebook", "bora")).split()
    host = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
    hosts = {*hub, *other, *(one for one in host if ":" not in one), "192.0.2.1"}
    assert len(hosts) > len(host)
    asked = [f"{address} {port}" for address in hosts for port in (22, 8001, 8081, 8888, room.port)]
    asked += ["class.lab 8000", "class.lab 8001", "jupyterhub 8081", f"{room.container('notebook', 'bora')} 8888"]
    command = "; ".join(f"({ASK.format(*one.split())} && echo {one}) &" for one in asked).replace("&;", "&")
    assert room.seat("s20251234", f"{command} wait", code=None, service=service).split("\n") == ["class.lab 8000", ""]


def test_others_do_not_notice_what_ends(room: OpenClass) -> None:
    """JupyterHub started anew, and one learner's engine killed: who works goes on."""
    person = room.person("bora")
    docker("restart", room.container("jupyterhub"))
    assert person.get("/user/bora/api/status")[0] == 200
    docker("kill", room.container("engine", "s20251234"))
    assert "통과" in room.seat("bora", "docker rm -f $(docker ps -aq) >/dev/null 2>&1; " + SOLVED)
    eventually(lambda: person.get("/hub/api/user")[0] == 200)
    assert room.person("bora").get("/user/bora/api/status")[0] == 200
    docker("start", room.container("engine", "s20251234"))
    eventually(lambda: "통과" in room.seat("s20251234", SOLVED, code=None))


def test_a_class_closes_and_opens_again_with_all_that_was(room: OpenClass) -> None:
    """Files, images and containers are there after stop and start, and the same passwords hold."""
    cards = room.passwords
    room.seat("bora", "echo 메모 > ~/work/memo.txt; docker run -d --name web nginx >/dev/null")
    room.run("stop")
    running = docker("ps", "--quiet", "--filter", f"name={room.project}")
    assert running == ""
    room.run("start", "--prestart")
    assert room.passwords == cards
    assert FIRST_PAGE in room.person("bora").get("/user/bora/course")[1]
    assert "메모" in room.seat("bora", "cat ~/work/memo.txt; docker ps -a --format '{{.Names}}'")
    assert "web" in room.seat("bora", "docker ps -a --format '{{.Names}}'")


def test_the_teacher_adds_gives_and_collects(room: OpenClass) -> None:
    """Names join at once, a file reaches everybody and covers nobody's own, notebooks lie where they are graded."""
    assert "s777," in room.run("add", "777")
    assert room.person("s777").get("/hub/api/user")[0] == 200
    room.seat("bora", "echo 내것 > ~/work/안내.txt")
    (room.clone.folder / "안내.txt").write_text("모두에게\n")
    assert "그대로 둔 사람: bora" in room.run("give", str(room.clone.folder / "안내.txt"))
    assert room.seat("bora", "cat ~/work/안내.txt") == "내것\n"
    assert room.seat("s20251234", "cat ~/work/안내.txt && rm ~/work/안내.txt") == "모두에게\n"
    room.seat("bora", "ln -s /etc/shadow ~/work/exercises/start/link.ipynb")
    room.run("collect", "start")
    handed = room.clone.folder / "work" / "grading" / "submitted"
    assert sorted(one.name for one in (handed / "bora" / "start").iterdir()) == ["0-시작하기-연습.ipynb"]
    assert (handed / "s20251234" / "start").is_dir()


def test_one_learner_begins_afresh(room: OpenClass) -> None:
    """What they had in Docker is gone, their files are there, and nobody else's lab is touched."""
    room.seat(
        "s20251234",
        "docker rm -f rest >/dev/null 2>&1; docker run -d --name rest busybox >/dev/null; echo 나 > ~/work/mine",
    )
    room.run("reset", "s20251234")
    person = room.person("s20251234")
    person.get("/hub/spawn")
    eventually(lambda: FIRST_PAGE in person.get("/user/s20251234/course")[1])
    assert room.seat("s20251234", "cat ~/work/mine; docker ps -aq") == "나\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "보라"], "아이디로 쓸 수 없습니다: 보라"),
        (["reset", "nobody"], "이 반에 nobody의 실습실이 없습니다"),
        (["collect", "nothing"], "그런 장이 없습니다"),
        (["give", "없는.txt"], "있어야 할 파일이나 폴더가 없습니다"),
        (["start", "--learners", "없는.csv"], "있어야 할 파일이나 폴더가 없습니다"),
    ],
)
def test_what_cannot_be_done_is_told(room: OpenClass, words: list[str], said: str) -> None:
    """Cause and remedy, in Korean."""
    done = room.clone.lab("class", *words, code=None)
    assert done.returncode != 0
    assert said in done.stderr
    assert "→" in done.stderr


def test_nothing_is_left_of_a_class(room: OpenClass) -> None:
    """No container, volume or network of the class or of anybody in it; last, as there is no class afterwards."""
    project = room.project
    room.run("destroy", "--yes")
    for kind in (["ps", "--all"], ["volume", "ls"], ["network", "ls"]):
        assert docker(*kind, "--quiet", "--filter", f"name={project}") == ""
    assert "열어 둔 반이 없습니다" in room.clone.lab("class", "status", code=None).stderr
