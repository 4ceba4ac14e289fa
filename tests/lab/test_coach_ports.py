"""Ports: another container has it, a program outside Docker has it, and the container that is left behind."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, told_of, words
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


@pytest.fixture
def port() -> int:
    """A port that is free now."""
    return free_port()


@contextmanager
def listening(port: int, name: str = sys.executable) -> Iterator[subprocess.Popen[str]]:
    """A program outside Docker that has the port; `name` begins its command line."""
    script = f"import socket; s = socket.create_server(('', {port})); print(flush=True); input()"
    with subprocess.Popen(
        [name, "-c", script], executable=sys.executable, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        yield program
        program.terminate()


def test_another_containers_port(tmp_path: Path, port: int) -> None:
    """The holder by name and image, and the container that now stands in the way of the next try."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    ran, explanation = provoke(f"docker run -d --name coach-second -p {port}:80 busybox sleep 300", tmp_path)
    assert ran.code == 125
    assert explanation is not None
    assert explanation.id == "port-taken"
    assert f"{port}번 포트를 컨테이너 `coach-first`가 이미" in explanation.what
    assert "`busybox` 이미지로 만든 컨테이너이고, 지금 실행 중이에요" in explanation.why
    assert "`coach-second`는 시작되지 않은 채(`Created`) 이미" in explanation.why
    assert any("`coach-second`를 `docker rm`" in line for line in explanation.next)
    assert words(pasted(ran.words)) == words(explanation)


def test_the_retry_after_a_clash_fails_by_name(tmp_path: Path, port: int) -> None:
    """The second link of the chain says what the first one left."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    provoke(f"docker run -d --name coach-second -p {port}:80 busybox sleep 300", tmp_path)
    _, explanation = provoke(f"docker run -d --name coach-second -p {free_port()}:80 busybox sleep 300", tmp_path)
    assert explanation is not None
    assert explanation.id == "name-taken"
    assert "포트를 열지 못해 시작되지 못한 채 남은 것이에요" in explanation.why


def test_starting_what_was_left_behind(tmp_path: Path, port: int) -> None:
    """`docker start` names no port: the container's own settings do."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    docker(f"docker create --name coach-second -p {port}:80 busybox sleep 300")
    _, explanation = provoke("docker start coach-second", tmp_path)
    assert explanation is not None
    assert explanation.id == "port-taken"
    assert "`coach-first`" in explanation.what
    assert "이름이 겹쳐서" not in explanation.why


def test_nothing_is_left_behind_with_rm(tmp_path: Path, port: int) -> None:
    """With `--rm` the engine takes the container away itself, and nothing is said of it."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    _, explanation = provoke(f"docker run --rm --name coach-second -p {port}:80 busybox true", tmp_path)
    assert explanation is not None
    assert explanation.id == "port-taken"
    assert "coach-second" not in words(explanation)


def test_a_program_outside_docker(tmp_path: Path, port: int) -> None:
    """No container has the port: the program that does is named."""
    with listening(port) as program:
        _, explanation = provoke(f"docker run -d --name coach-late -p 127.0.0.1:{port}:80 busybox sleep 300", tmp_path)
    assert explanation is not None
    assert explanation.id == "port-outside"
    assert f"{port}번 포트를 도커 밖의" in explanation.what
    assert "create_server" in explanation.why
    assert f"프로세스 번호 {program.pid}" in explanation.why
    assert "`coach-late`는 시작되지 않은 채" in explanation.why


def test_the_screens_own_port(tmp_path: Path, port: int) -> None:
    """Nobody is told to end JupyterLab."""
    with listening(port, "/opt/venv/bin/jupyter-lab"):
        _, explanation = provoke(f"docker run -d -p {port}:80 busybox sleep 300", tmp_path)
    assert explanation is not None
    assert explanation.id == "port-outside"
    assert "JupyterLab이에요" in explanation.why
    assert "끝낸 뒤" not in words(explanation)


@pytest.mark.parametrize(
    "message",
    [
        (
            "Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:{port} -> 0.0.0.0:0: "
            "listen tcp 0.0.0.0:{port}: bind: address already in use."
        ),
        (
            "driver failed programming external connectivity on endpoint web (0a1b): Error starting userland proxy: "
            "listen tcp4 0.0.0.0:{port}: bind: address already in use"
        ),
        (
            "failed to set up container networking: driver failed programming external connectivity on endpoint web: "
            "failed to bind host port for 0.0.0.0:{port}:172.17.0.2:80/tcp: address already in use"
        ),
        (
            "ports are not available: exposing port TCP 0.0.0.0:{port} -> 127.0.0.1:0: listen tcp 0.0.0.0:{port}: "
            "bind: An attempt was made to access a socket in a way forbidden by its access permissions."
        ),
    ],
)
def test_other_engines_words(message: str, port: int) -> None:
    """Of a command, what listens is looked up here and now; a message alone is another computer's."""
    line = f"docker run -d -p {port}:80 busybox"
    with socket.create_server(("", port)):
        explanation = told_of(line, message.format(port=port), code=125)
        alone = pasted(message.format(port=port))
    assert explanation is not None
    assert explanation.id == "port-outside"
    assert "프로세스 번호" in explanation.why
    later = told_of(line, message.format(port=port), code=125)
    assert later is not None
    assert "지금은 아무도 그 포트를 쓰지 않으니" in later.why
    assert alone is not None
    assert alone.id == ("port-reserved" if "forbidden" in message else "port-outside")
    assert "메시지가 나온" in alone.what
    assert f"{port}번 포트를" in alone.what
    assert "프로세스 번호" not in words(alone)
    assert pasted(message.format(port=port)) == alone


def test_the_same_words_and_a_containers_port(port: int) -> None:
    """`address already in use` is not a foreign program's where a container has the port."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    explanation = pasted(f"listen tcp4 0.0.0.0:{port}: bind: address already in use")
    assert explanation is not None
    assert explanation.id == "port-taken"


def test_low_ports_without_rights(tmp_path: Path) -> None:
    """Only a port below 1024, that nobody has, is one for want of rights."""
    message = (
        "driver failed programming external connectivity on endpoint web (0a1b): Error starting userland proxy: "
        "error while calling PortManager.AddPort(): cannot expose privileged port {port}, you can add "
        "'net.ipv4.ip_unprivileged_port_start={port}' to /etc/sysctl.conf, or set CAP_NET_BIND_SERVICE on rootlesskit "
        "binary, or choose a larger port number (>= 1024): listen tcp4 0.0.0.0:{port}: bind: permission denied"
    )
    low = free_port(below=1000)
    explanation = pasted(message.format(port=low))
    assert explanation is not None
    assert explanation.id == "port-privileged"
    assert f"`-p` 왼쪽의 {low}번은 1024보다 작아요" in explanation.why
    assert pasted(message.format(port=4430 + low)) is None
    docker(f"docker run -d --name coach-low -p {low}:80 busybox sleep 300")
    clash = provoke(f"docker run -d -p {low}:80 busybox sleep 300", tmp_path)[1]
    assert clash is not None
    assert clash.id == "port-taken"


def test_a_failure_that_is_no_ports(tmp_path: Path, port: int) -> None:
    """A command that publishes a taken port and fails for another reason is no explanation of ports."""
    docker(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300")
    _, explanation = provoke(f"docker run -d --name coach-first -p {port}:80 busybox sleep 300", tmp_path)
    assert explanation is not None
    assert explanation.id == "name-taken"
    _, other = provoke(f"docker run -d -p {free_port()}:80 busybox no-such-program", tmp_path)
    assert other is None or not other.id.startswith("port-")
