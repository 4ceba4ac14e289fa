"""What a container was to run: an option in the program's place, a shell or program that is not there, no container."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, words
from tests.support.staging import docker, free_port, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        yield


@pytest.mark.parametrize("option", ["-d", "--name", "-it"])
def test_an_option_after_the_image(tmp_path: Path, option: str) -> None:
    """What it was read as, and where it belongs."""
    ran, explanation = provoke(f"docker run ubuntu {option} coach-x", tmp_path)
    assert explanation is not None
    assert explanation.id == "option-after"
    assert f"`{option}`" in explanation.what
    assert "`ubuntu` 뒤에" in explanation.what
    assert "이미지 이름 앞으로" in words(explanation)
    told = pasted(ran.words)
    assert told is not None
    assert told.id == "option-after"


def test_an_option_after_the_container(tmp_path: Path) -> None:
    """`docker exec` reads its line the same way, and says it on standard output."""
    docker("docker run -d --name coach-web busybox sleep 300")
    _, explanation = provoke("docker exec coach-web -it sh", tmp_path)
    assert explanation is not None
    assert explanation.id == "option-after"
    assert "컨테이너 이름 앞으로" in words(explanation)


def test_starting_what_was_created_with_an_option(tmp_path: Path) -> None:
    """`docker create` lets it pass; the start fails."""
    docker("docker create --name coach-late busybox -d")
    _, explanation = provoke("docker start coach-late", tmp_path)
    assert explanation is not None
    assert explanation.id == "option-after"
    assert "`busybox` 뒤에" in explanation.what
    _, dormant = provoke("docker exec coach-late ls", tmp_path)
    assert dormant is not None
    assert "프로그램을 찾지 못해 시작되지 못한 채 남은" in dormant.why


@pytest.mark.parametrize("shell", ["bash", "/bin/bash"])
def test_a_shell_that_is_not_there(tmp_path: Path, shell: str) -> None:
    """Which one there is."""
    _, explanation = provoke(f"docker run --rm busybox {shell} -c ls", tmp_path)
    assert explanation is not None
    assert explanation.id == "shell-missing"
    assert "`busybox` 이미지에는" in explanation.what
    assert f"`{shell}`" in explanation.what
    assert "`sh`" in explanation.why
    assert f"`{shell}` 대신 `sh`" in words(explanation)


def test_a_name_that_is_left_behind(tmp_path: Path) -> None:
    """What was made and could not start has the name now: it goes first."""
    _, explanation = provoke("docker run --name coach-left busybox bash", tmp_path)
    assert explanation is not None
    assert explanation.next[0] == "다시 하기 전에 남은 `coach-left`를 `docker rm`으로 지워요."


def test_a_shell_that_is_not_in_the_container(tmp_path: Path) -> None:
    """In a running container the container is looked into."""
    docker("docker run -d --name coach-web busybox sleep 300")
    _, explanation = provoke("docker exec coach-web bash", tmp_path)
    assert explanation is not None
    assert explanation.id == "shell-missing"
    assert "컨테이너 `coach-web`에는" in explanation.what


def test_no_shell_at_all(tmp_path: Path) -> None:
    """None is recommended where there is none."""
    docker("docker pull -q hello-world")
    _, explanation = provoke("docker run --rm hello-world sh", tmp_path)
    assert explanation is not None
    assert explanation.id == "shell-missing"
    assert "하나도 찾지 못했어요" in explanation.why
    assert "대신" not in words(explanation)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    """Neither an option nor a shell."""
    _, explanation = provoke("docker run ubuntu vimm notes.txt", tmp_path)
    assert explanation is not None
    assert explanation.id == "program-missing"
    assert "`ubuntu` 이미지 안에 `vimm`이라는" in explanation.what
    _, line = provoke('docker run ubuntu "ls -l"', tmp_path)
    assert line is not None
    assert line.id == "program-missing"
    assert "따옴표를 빼고" in words(line)


@pytest.mark.parametrize(
    "line",
    [
        "docker run --rm busybox sh -c no-such-program",
        "docker run --rm ubuntu /etc/passwd",
        "docker exec coach-web sh -c 'exit 127'",
        "docker exec coach-web ls /nowhere",
    ],
)
def test_the_program_was_there(tmp_path: Path, line: str) -> None:
    """A shell that does not find something, a file that is no program, a program's own exit code."""
    docker("docker run -d --name coach-web busybox sleep 300")
    ran, explanation = provoke(line, tmp_path)
    assert ran.code != 0
    assert explanation is None


@pytest.mark.parametrize("line", ["docker exec {} ls", "docker kill {}", "docker top {}", "docker attach {}"])
def test_a_container_that_has_ended(tmp_path: Path, line: str) -> None:
    """When, with which code, and its last line."""
    docker("docker run --name coach-ended busybox sh -c 'echo first; echo last words; exit 3' || true")
    ran, explanation = provoke(line.format("coach-ended"), tmp_path)
    assert explanation is not None, ran
    assert explanation.id == "not-running"
    assert "`coach-ended`가 실행 중이 아니라서" in explanation.what
    assert "종료 코드 3으로 끝났어요" in explanation.why
    assert "마지막으로 남긴 말은 `last words`" in explanation.why
    assert any("docker logs coach-ended" in step for step in explanation.next)


def test_the_message_alone_names_the_ended_one(tmp_path: Path) -> None:
    """By the id in the message; a container that runs again by now is no explanation."""
    docker("docker create --name coach-web busybox sleep 300")
    ran, _ = provoke("docker exec coach-web ls", tmp_path)
    explanation = pasted(ran.words)
    assert explanation is not None
    assert explanation.id == "not-running"
    assert "만들어지기만 하고 시작되지 않았어요" in explanation.why
    docker("docker start coach-web")
    assert pasted(ran.words) is None


def test_a_container_that_a_port_clash_left(tmp_path: Path) -> None:
    """Why it never started."""
    port = free_port()
    docker(f"docker run -d --name coach-web -p {port}:80 busybox sleep 300")
    provoke(f"docker run -d --name coach-two -p {port}:80 busybox sleep 300", tmp_path)
    _, explanation = provoke("docker exec coach-two ls", tmp_path)
    assert explanation is not None
    assert explanation.id == "not-running"
    assert "포트를 열지 못해" in explanation.why
    assert "docker logs" not in words(explanation)


_LIES = r"""
permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock
Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?
Error response from daemon: No such container: web
Error response from daemon: Conflict. The container name "/web" is already in use by container "0123456789ab".
Error response from daemon: Container 0123456789ab is not running
Error response from daemon: pull access denied for nosuch, repository does not exist or may require docker login
Error response from daemon: invalid reference format: repository name (library/Web) must be lowercase
Bind for 0.0.0.0:8080 failed: port is already allocated
listen tcp 0.0.0.0:80: bind: address already in use
exec: "bash": executable file not found in $PATH
exec: -d: invalid option
exec /bin/sh: exec format error
the input device is not a TTY
toomanyrequests: You have reached your pull rate limit
unknown flag: --nosuch
no space left on device
"docker run" requires at least 1 argument. Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]
flag needs an argument: --name
docker: Invalid containerPort: lies
open lies: no such file or directory
Unable to find image '80' locally
"""


def test_a_programs_words_are_not_dockers(tmp_path: Path) -> None:
    """Whatever a program in a container says, and whichever code it ends with: Docker itself did not fail.

    Of a step of a build it is told that its program failed, and none of what it lies.
    """
    (tmp_path / "lies").write_text(_LIES)
    (tmp_path / "Dockerfile").write_text("FROM busybox AS lies\nCOPY lies /\nFROM lies\nRUN cat lies >&2; exit 1\n")
    docker(f"docker build -q --target lies -t coach-lies {tmp_path}")
    docker("docker run -d --name coach-web coach-lies sleep 300")
    lie = "coach-{} sh -c 'cat lies >&2; exit {}'"
    for line in (
        "docker build .",
        f"docker run --name coach-liar {lie.format('lies', 125)}",
        "docker start -a coach-liar",
        *(f"docker run --rm {lie.format('lies', code)}" for code in (1, 127)),
        *(f"docker exec {lie.format('web', code)}" for code in (1, 126, 127)),
    ):
        ran, explanation = provoke(line, tmp_path)
        assert ran.code
        assert "toomanyrequests" in ran.words, line
        told = explanation.id if explanation else None
        assert told == ("run-failed" if line == "docker build ." else None), line


@pytest.mark.parametrize("verb", ["top", "pause"])
def test_what_needs_control_groups(tmp_path: Path, verb: str) -> None:
    """The command is right; the lab's engine cannot, one's own computer can."""
    docker("docker run -d --name coach-web busybox sleep 300")
    ran, explanation = provoke(f"docker {verb} coach-web", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "no-cgroups"
    assert "여러분의 컴퓨터에서는 돼요" in words(explanation)
    assert "coach-web`" in words(explanation)
    _, absent = provoke(f"docker {verb} coach-nosuch", tmp_path)
    assert absent is None or absent.id != "no-cgroups"
