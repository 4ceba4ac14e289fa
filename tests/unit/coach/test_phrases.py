"""How the coach says what a thing is, and finds names in a message."""

from __future__ import annotations

import pytest

from helpers.coach import phrases
from helpers.dockerdata.types import Container, DockerState
from helpers.dockerdata.units import nanoseconds

ENDED = "2026-11-24T22:02:21.5705328Z"
NOW = nanoseconds(ENDED) / 1e9 + 200


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-1, "방금"), (9, "방금"), (10, "10초 전에"), (200, "3분 전에"), (7300, "2시간 전에"), (90000, "1일 전에")],
)
def test_ages(seconds: float, said: str) -> None:
    """Rounded down, in the largest unit."""
    assert phrases.when(seconds) == said


def test_a_moment_that_never_was() -> None:
    """The engine's zero is no age."""
    assert phrases.since("0001-01-01T00:00:00Z", NOW) == ""
    assert phrases.since(ENDED, NOW) == "3분 전에"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"Status": "running"}, "지금 실행 중이에요"),
        ({"Status": "created"}, "만들어지기만 하고 시작되지 않았어요"),
        ({"Status": "exited", "FinishedAt": ENDED, "ExitCode": 137}, "3분 전에 종료 코드 137로 끝났어요"),
        ({"Status": "dead", "FinishedAt": "0001-01-01T00:00:00Z", "ExitCode": 3}, "종료 코드 3으로 끝났어요"),
    ],
)
def test_states(state: dict[str, object], said: str) -> None:
    """The end of a sentence, whatever the container does."""
    assert phrases.condition(state, NOW) == said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("driver failed programming external connectivity on endpoint web", "포트를 열지 못해"),
        ('exec: "bash": executable file not found in $PATH', "프로그램을 찾지 못해"),
        ("something else", "시작하다 실패해서"),
        ("", ""),
    ],
)
def test_why_a_container_never_ran(error: str, said: str) -> None:
    """The engine's note on the container, only where it never ran."""
    assert said in phrases.why_not_started({"State": {"Status": "created", "Error": error}})
    assert phrases.why_not_started({"State": {"Status": "exited", "Error": error}}) == ""


@pytest.mark.parametrize(
    ("name", "near"),
    [("ngnix", "nginx"), ("web", "my-web"), ("NGINX", "nginx"), ("zzz", ""), ("hana/nginx", "nginx")],
)
def test_the_name_that_was_meant(name: str, near: str) -> None:
    """By spelling, else by a part of the name."""
    assert phrases.likeliest(name, ["nginx", "my-web", "python"]) == near


def test_a_container_in_a_message() -> None:
    """By id, short or whole, or by name in quotes with the engine's slash."""
    web = Container(id="0a1b2c3d4e5f" * 5, name="web", image="", image_id="", command="", status="exited", created=0)
    state = DockerState(containers=(web,))
    for words in ("container 0a1b2c3d4e5f is not running", 'container "/web": is running', f"container {web.id}"):
        assert phrases.mentioned(words, state) is web
    assert phrases.mentioned("container web is not running", state) is None
