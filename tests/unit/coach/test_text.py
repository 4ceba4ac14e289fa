"""How the coach reads names, ports and messages, and how it says ages and states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.coach import phrases
from helpers.coach.evidence import images, published_ports
from helpers.coach.evidence.published_ports import Port
from helpers.dockerdata.command_line import Command, read
from helpers.dockerdata.types import Container, DockerState
from helpers.dockerdata.units import nanoseconds
from helpers.text import keyboard

if TYPE_CHECKING:
    from pathlib import Path

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
        ({"Status": "running"}, "지금 돌고 있어요"),
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


@pytest.mark.parametrize(
    ("spec", "numbers"),
    [
        ("8080:80", [8080]), ("127.0.0.1:8080:80", [8080]), ("[::1]:8080:80/tcp", [8080]), ("80", []),
        ("127.0.0.1::80", []), ("8000-8002:80-82", [8000, 8001, 8002]), ("published=81,target=80", [81]),
    ],
)  # fmt: skip
def test_published_ports(spec: str, numbers: list[int]) -> None:
    """As `-p` may be written; a port that Docker draws is no wish."""
    assert [port.number for port in published_ports.published([spec])] == numbers


def test_protocols() -> None:
    """TCP where nothing is said."""
    assert published_ports.published(["53:53/udp", "53:53"]) == (Port(number=53, protocol="udp"), Port(number=53))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Bind for 0.0.0.0:8080 failed: port is already allocated", 8080),
        ("Bind for :::8081 failed: port is already allocated", 8081),
        ("listen tcp6 [::]:8082: bind: address already in use", 8082),
        ("failed to bind host port for 0.0.0.0:8083:172.17.0.2:80/tcp: address already in use", 8083),
        ("exposing port TCP 0.0.0.0:8084 -> 0.0.0.0:0: listen tcp 0.0.0.0:8084: bind: address already in use", 8084),
        ("cannot expose privileged port 80, you can add", 80),
    ],
)
def test_the_port_in_a_message(words: str, number: int) -> None:
    """The first one: the others are the container's."""
    assert published_ports.said(words) == Port(number=number)


@pytest.mark.parametrize(
    ("line", "words", "image"),
    [
        ("docker run -d ubunut true", "", "ubunut:latest"),
        ("docker push x", "", None),
        ("docker build .", "failed to resolve source metadata for docker.io/library/pyton:latest: x", "pyton:latest"),
        ("", "pull access denied for ubunut, repository does not exist", "ubunut:latest"),
        ("", "manifest for nginx:9 not found: manifest unknown", "nginx:9"),
        ("", "The push refers to repository [docker.io/hana/web]", None),
    ],
)
def test_the_image_that_was_wanted(line: str, words: str, image: str | None) -> None:
    """From the command, else from the message; a push wants none."""
    asked = read(line.split()) if line else Command()
    found = images.wanted(asked, words)
    assert (found and found.familiar) == image


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("애찯ㄱ", "docker"), ("ㅇㅐㅊㅏㄷㄱ", "docker"), ("겨ㅜ", "run"), ("-ㅁ", "-a"), ("ㅑㅡㅁㅎㄷㄴ", "images"),
        ("값까쫘", "rkqtRkWhk"), ("ㄳ", "rt"), ("ps", "ps"),
    ],
)  # fmt: skip
def test_hangul_by_its_keys(typed: str, right: str) -> None:
    """Syllables and single letters, as the two-set keyboard has them."""
    assert keyboard.english(typed) == right


@pytest.mark.parametrize(
    ("written", "letter", "right"),
    [
        ("–d", "–", "-d"), ("“web”", "“", '"web"'), ("80：80", "：", "80:80"), ("ps\u00a0-a", "\u00a0", "ps -a"),
        ("a\u200bb", "\u200b", "ab"), ("이름", "", "이름"), ("-d", "", "-d"),
    ],
)  # fmt: skip
def test_characters_that_only_look_plain(written: str, letter: str, right: str) -> None:
    """Which one it is, and what was meant; Hangul is what it looks like."""
    assert (keyboard.odd(written), keyboard.plain(written)) == (letter, right)


def test_who_listens(tmp_path: Path) -> None:
    """From the kernel's table to the process that holds the socket."""
    (tmp_path / "net").mkdir()
    row = "   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1\n"
    (tmp_path / "net" / "tcp").write_text("header\n" + row)
    assert published_ports.listener(8080, proc=tmp_path) == published_ports.Listener()
    held = tmp_path / "77" / "fd"
    held.mkdir(parents=True)
    (held / "3").symlink_to("socket:[4242]")
    (tmp_path / "77" / "cmdline").write_bytes(b"/usr/bin/python3\0-m\0http.server\0")
    assert published_ports.listener(8080, proc=tmp_path) == published_ports.Listener(
        program="python3 -m http.server", pid=77
    )
    assert published_ports.listener(8081, proc=tmp_path) is None
    assert published_ports.listener(8080, "udp", proc=tmp_path) is None
