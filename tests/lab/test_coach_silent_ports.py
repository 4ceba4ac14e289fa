"""`-p` that leads nowhere: the server listens elsewhere, to itself alone, or there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import in_time, later, provoke
from tests.support.staging import docker, free_port, staged
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.coach.model import FinishedCommand


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "python", "nginx"):
        yield


@pytest.fixture
def port() -> Iterator[int]:
    """A free port; the container is gone afterwards."""
    yield free_port()
    docker("docker rm -f coach-web")


def run(port: int, inside: int, rest: str, folder: Path) -> FinishedCommand:
    """Start a container in the background; what is told at once is nothing."""
    ran, explanation = provoke(f"docker run -d --name coach-web -p {port}:{inside} {rest}", folder)
    assert (ran.code, explanation) == (0, None)
    return ran


def serving(inside: int, address: str = "0.0.0.0") -> str:  # noqa: S104 - in a container
    """A server of the python image."""
    return f"python python3 -m http.server {inside} --bind {address}"


def test_server_that_listens_to_itself_alone(port: int, tmp_path: Path) -> None:
    """127.0.0.1 in the container is not the computer's."""
    line = f"docker run -d --name coach-web -p {port}:8000 {serving(8000, '127.0.0.1')}"
    ran, at_once = provoke(line, tmp_path)  # the first look of a process is slow: the server may listen by then
    explanation = at_once or in_time(ran)
    assert explanation is not None
    assert explanation.id == "nobody-listens"
    assert f"`coach-web`은 실행 중이지만, 컴퓨터의 {port}번 포트로" in explanation.what
    assert "`127.0.0.1`의 8000번 포트에서만 연결을 기다려요" in explanation.why


@pytest.mark.parametrize(
    ("options", "told"), [("", True), ("-p {port}:8000", False), ("-P", False), ("--network coach-net", False)]
)
def test_a_port_that_is_only_exposed(port: int, tmp_path: Path, options: str, told: bool) -> None:  # noqa: FBT001
    """A server of one's own whose port nothing leads to; published ports and networks of one's own do."""
    docker("docker network inspect coach-net > /dev/null 2>&1 || docker network create coach-net")
    (tmp_path / "Dockerfile").write_text("FROM python\nEXPOSE 8000\nCMD python3 -m http.server 8000\n")
    docker(f"docker build -q -t coach-exposed {tmp_path}")
    ran, at_once = provoke(f"docker run -d --name coach-web {options.format(port=port)} coach-exposed", tmp_path)
    assert ran.code == 0
    listens = "docker exec coach-web python3 -c 'import socket; socket.create_connection((\"localhost\", 8000))'"
    docker(f"for i in $(seq 100); do {listens} 2> /dev/null && exit; sleep 0.1; done; exit 1")
    explanation = at_once or later(ran, 2)
    assert (explanation is not None) == told
    if explanation:
        assert explanation.id == "exposed-only"
        assert "`EXPOSE 8000`" in explanation.why


def test_server_on_another_port(port: int, tmp_path: Path) -> None:
    """The port that is listened on, by a program of the learner's and by an image's own."""
    explanation = in_time(run(port, 80, serving(8000), tmp_path))
    assert explanation is not None
    assert "기다리는 곳은 `8000`번 포트예요" in explanation.why
    docker("docker rm -f coach-web")
    explanation = in_time(run(port, 8080, "nginx", tmp_path))
    assert explanation is not None
    assert "기다리는 곳은 `80`번 포트예요" in explanation.why


def test_no_server_at_all(port: int, tmp_path: Path) -> None:
    """Said only after a while: it might still be getting ready. Looked at from another image: its own has no `cat`."""
    text = 'FROM scratch\nCOPY --from=busybox /bin/busybox /sleep\nCMD ["/sleep", "300"]\n'
    (tmp_path / "Dockerfile").write_text(text)
    docker(f"docker build -q -t coach-bare {tmp_path}")
    ran = run(port, 80, "coach-bare", tmp_path)
    assert later(ran, 1) is None
    explanation = later(ran, 4)
    assert explanation is not None
    assert "기다리는 프로그램이 하나도 없어요" in explanation.why


@pytest.mark.parametrize(("inside", "rest"), [(8000, serving(8000)), (8000, serving(8000, "::")), (80, "nginx")])
def test_server_that_answers(port: int, tmp_path: Path, inside: int, rest: str) -> None:
    """On all addresses, by IPv4 or IPv6: no word, now or later; and the look left no trace."""
    ran = run(port, inside, rest, tmp_path)
    eventually(lambda: answers(f"http://127.0.0.1:{port}/"))
    before = docker("docker ps -aq")
    assert later(ran, 10) is None
    assert docker("docker ps -aq") == before


def test_port_that_nobody_published(tmp_path: Path, port: int) -> None:
    """Without `-p` it is nobody's business who listens."""
    ran, _ = provoke(f"docker run -d --name coach-web -e PORT={port} busybox sleep 300", tmp_path)
    assert later(ran, 10) is None
