"""What the capstone's checks say of a board that is not as it should be, each thing by its own words."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import course
from helpers.course.capstone import logs
from helpers.course.capstone.board_checks import closed, not_set, runs, setting
from helpers.course.capstone.order import order
from helpers.course.capstone.page_checks import asks_store, page_says, serves
from helpers.exercise.model import Learner
from tests.support.worlds import container, fact, image, miss, passes, world

PAGE = "단풍 빵집 알림판\n알림: {notice}\n메뉴: {menu}\n"
BOARD = image("board:1.0")


def served(**found: Any) -> Any:
    """Return the fact of an image that was run as it is."""
    return fact({"said": None, "ended": None, "command": "sh serve.sh", "logs": ""} | found)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ({"ended": 127, "command": "", "logs": "exec: ssh: not found"}, "실행되지 않습니다. 마지막에 남긴 글은 `exec:"),
        ({"ended": 2, "command": "sh /serve.sh"}, "`sh /serve.sh` 명령이 곧바로 종료 코드 2로 끝났습니다"),
        ({"command": "sleep 9"}, "`sleep 9` 명령은 돌지만 8000번 포트에서 아무도"),
        ({"said": " 알림판\n알림: x\n"}, "페이지의 첫 줄은 `알림판`입니다"),
        ({"said": "단풍 빵집 알림판\n알림: 쉬어요\n"}, "페이지의 `알림:` 줄은 `알림: 쉬어요`입니다"),
        ({"said": "단풍 빵집 알림판\n"}, "페이지에 `알림:` 줄이 없습니다. 첫 줄은 `단풍 빵집 알림판`입니다"),
        ({"said": ""}, "페이지가 비어 있습니다"),
    ],
)
def test_what_an_image_does_instead_of_serving(found: dict[str, Any], says: str) -> None:
    """That it could not start, ended, is silent, or serves something else is told apart."""
    check = serves("s", "board:1.0", "단풍 빵집")
    (probe,) = check.probes
    assert says in miss(check, world(BOARD, facts={probe: served(**found)})).observed


def test_a_board_must_know_what_nobody_has_seen() -> None:
    """It shows the notice that it is given, and the menu that the store has."""
    check = serves("s", "board:1.0", "단풍 빵집")
    (probe,) = check.probes
    said = PAGE.format(notice="지금은 가게를 점검하고 있어요", menu="-")
    assert passes(check, world(BOARD, facts={probe: served(said=said)}))
    asks = asks_store("m", "board:1.0", "/board/index.cgi")
    probe, source = asks.probes
    said = PAGE.format(notice="", menu="소금빵 3000원")
    assert (
        "바뀌어도 `메뉴: 소금빵 3000원` 줄을"
        in miss(asks, world(BOARD, facts={probe: served(said=said), source: fact("")})).observed
    )
    said = PAGE.format(notice="", menu="(창고에 닿지 못했음)")
    text = 'elif menu=$(wget -q -T 3 -O - "http://$STORE:8042/menu.txt"); then'
    observed = miss(asks, world(BOARD, facts={probe: served(said=said), source: fact(text)})).observed
    assert "`wget`이 찾는 주소는 `http://$STORE:8042/menu.txt`입니다" in observed
    assert "wget" not in miss(asks, world(BOARD, facts={probe: served(said=said), source: fact("")})).observed


def inspected(command: str = "sh serve.sh", **settings: Any) -> Any:
    """Return the fact of a container that runs a command, with these settings."""
    path, _, rest = command.partition(" ")
    return fact({"Path": path, "Args": rest.split(), "Config": {"Env": settings.pop("env", [])}} | settings)


def test_a_container_runs_what_its_image_is_for() -> None:
    """The image of the start, with its own command, however that is written."""
    check = runs("r", "board", "board:1.0")
    of_container, of_image = check.probes
    own = fact({"Config": {"Entrypoint": ["sh"], "Cmd": ["serve.sh"]}})
    board = container("board", "board:1.0", image_id=BOARD.id)
    for command in ("sh serve.sh", "/bin/sh -c sh serve.sh", "sh /board/serve.sh"):
        facts = {of_container: inspected(command), of_image: own}
        assert passes(check, world(BOARD, board, before=(BOARD,), facts=facts))
    facts = {of_container: inspected("sleep 9"), of_image: own}
    assert "`sleep 9` 명령을 실행합니다" in miss(check, world(BOARD, board, facts=facts)).observed
    before = (image("board:1.0", id="sha256:old"),)
    facts = {of_container: inspected(), of_image: own}
    assert "처음에 있던 이미지가 아니라" in miss(check, world(BOARD, board, before=before, facts=facts)).observed


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ("notice=오늘", "`NOTICE`는 없고 `notice`가 있습니다"),
        ("NOTICE='오늘은 쉬어요'", "따옴표까지 들어갔습니다"),
        ("NOTICE=", "`NOTICE`의 값이 비어 있습니다"),
        ("NOTICE=오늘은", "`NOTICE` 값은 `오늘은`입니다"),
        ("A=b", "환경 변수 `NOTICE`가 없습니다"),
    ],
)
def test_a_setting_that_is_otherwise(env: str, says: str) -> None:
    """The variable's name, its quotes and its value are told apart."""
    check = setting("n", "board", "NOTICE", "오늘은 쉬어요")
    (probe,) = check.probes
    assert says in miss(check, world(container("board"), facts={probe: inspected(env=[env])})).observed


def test_a_setting_of_the_start_is_old() -> None:
    """A container that was there before is named as such, with the one that is new."""
    check = setting("n", "board", "NOTICE", "오늘은 쉬어요")
    (probe,) = check.probes
    old = container("board")
    observed = miss(check, world(old, container("board2"), before=(old,), facts={probe: inspected()})).observed
    assert observed.startswith("처음부터 있던 `board` 컨테이너에")
    assert "`board2`" in observed


def test_what_must_not_be() -> None:
    """A variable that was given in vain, a port that is open."""
    check = not_set("s", "board", "STORE", "왜")
    (probe,) = check.probes
    assert passes(check, world(container("board"), facts={probe: inspected(env=["STORE="])}))
    assert (
        "값은 `x`입니다" in miss(check, world(container("board"), facts={probe: inspected(env=["STORE=x"])})).observed
    )
    check = closed("c", "store")
    (probe,) = check.probes
    assert passes(check, world(container("store"), facts={probe: inspected()}))
    opened = container("store", ports={"8000/tcp": 8000})
    assert "바깥의 8000번 포트" in miss(check, world(opened, facts={probe: inspected()})).observed


def test_a_page_with_another_line() -> None:
    """The line that stands there is told, and an error is no page."""
    check = page_says("p", "http://localhost:9100/", "메뉴: 소금빵")
    (probe,) = check.probes
    page = PAGE.format(notice="-", menu="(창고에 닿지 못했음)")
    observed = miss(check, world(facts={probe: fact(page, code=200)})).observed
    assert "페이지의 `메뉴:` 줄은 `메뉴: (창고에 닿지 못했음)`입니다" in observed
    assert "오류(HTTP 502)" in miss(check, world(facts={probe: fact("x", code=502)})).observed


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("8000번", "창고가 기다리고 있는 포트를"),
        ("7654", "`7654`번은 알림판의 로그에도 창고의 로그에도 나오지 않는 번호입니다. 알림판의 로그에는 아직"),
        ("31", "로그에 나오지만"),
        ("{wrong} 8000", "번호를 여럿"),
        ("maple", "포트 번호가 아닌 값을"),
    ],
)
def test_another_port_in_the_logs(answer: str, says: str) -> None:
    """What was answered instead is told, by the logs where they tell it."""
    learner = Learner(name="student-one")
    (check,) = course.exercise(logs.ID, learner).checks
    asked = order(learner)
    seen = world(facts={probe: fact("창고가 31초 뒤 열립니다") for probe in check.probes})
    finding = check.test(seen, answer.format(wrong=asked.wrong))
    assert finding
    assert says in finding.observed
    assert check.test(seen, f"{asked.wrong}번 포트") is None
