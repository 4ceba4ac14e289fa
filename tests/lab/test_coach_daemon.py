"""What hinders a command before it reaches an engine: none there, a closed socket, no terminal, a typing error."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from helpers.coach import reports
from helpers.coach.diagnosis import diagnose
from helpers.coach.model import FinishedCommand
from helpers.coach.scene import Scene
from tests.support.coaching import DOCKER, provoke, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MINE = os.environ["LAB_ENGINE_HOST"]


def told(line: str, folder: Path, **environment: str) -> str:
    """The id of the explanation, and all that it says."""
    ran, explanation = provoke(line, folder, **environment)
    assert ran.code, f"{line} did not fail"
    return f"{explanation.id}: {words(explanation)}" if explanation else ""


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[str]:
    """An engine's socket that this user may not open."""
    path = tmp_path / "closed.sock"
    with closing(socket.socket(socket.AF_UNIX)) as door:
        door.bind(str(path))
        door.listen()
        path.chmod(0)
        yield f"unix://{path}"


@pytest.fixture
def deserted(tmp_path: Path) -> str:
    """A socket that its engine has left."""
    path = tmp_path / "deserted.sock"
    with closing(socket.socket(socket.AF_UNIX)) as door:
        door.bind(str(path))
    return f"unix://{path}"


def test_a_command_that_went_elsewhere(tmp_path: Path, deserted: str) -> None:
    """The address and what stands there are said, and where this lab's engine is."""
    said = told("docker ps", tmp_path, DOCKER_HOST=f"unix://{tmp_path}/nosuch.sock")
    assert all(part in said for part in ("engine-unreachable", f"`unix://{tmp_path}/nosuch.sock`에는 아무것도", MINE))
    said = told("docker run --rm busybox true", tmp_path, DOCKER_HOST=deserted)
    assert f"`{deserted}`에는 기다리는 도커 엔진이 없어요" in said
    said = told("docker images", tmp_path, DOCKER_HOST="tcp://127.0.0.1:1")
    assert "`tcp://127.0.0.1:1`에는 기다리는 도커 엔진이 없어요" in said


def test_nobody_said_where(tmp_path: Path) -> None:
    """Without DOCKER_HOST the client looks at its usual place, where the lab's engine is; of that place it is told."""
    ran, explanation = provoke("docker ps", tmp_path, DOCKER_HOST="")
    assert (ran.code, explanation) == (0, None)
    said = told("docker ps", tmp_path, DOCKER_HOST=f"unix://{tmp_path}/nosuch.sock")
    assert "둘 다 없으면 `/var/run/docker.sock`을 찾아가요" in said


def test_the_labs_own_engine_is_off(tmp_path: Path, deserted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes back by itself; while its folder is still warm, it is said to be on its way."""
    monkeypatch.setenv("LAB_ENGINE_HOST", deserted)
    asked, _ = provoke("docker ps", tmp_path, DOCKER_HOST=deserted)
    ran = reports.read(json.dumps(asdict(asked)))  # as the witness writes it
    assert ran
    assert ran.host == ""
    explanation = diagnose(ran, Scene.after(ran))
    assert "내 컴퓨터의 도커 엔진이 꺼져 있어요" in words(explanation)
    assert "지금 켜지는 중이에요" in words(explanation)
    os.utime(tmp_path, (0, 0))
    explanation = diagnose(ran, Scene.after(ran))
    assert "켜지는 중" not in words(explanation)
    assert "`./lab start`" in words(explanation)


def test_an_engine_that_has_come_back(tmp_path: Path) -> None:
    """It answers by now: the same command once more."""
    path = tmp_path / "late.sock"
    ran, _ = provoke("docker ps", tmp_path, DOCKER_HOST=f"unix://{path}")
    path.symlink_to(MINE.removeprefix("unix://"))
    explanation = diagnose(ran, Scene.after(ran))
    assert "지금은 대답해요" in words(explanation)


def test_connections_of_others_are_not_the_engines(tmp_path: Path) -> None:
    """A registry or a program in a container that does not answer is no engine that is off."""
    assert "engine-" not in told("docker pull localhost:1/nothing", tmp_path)
    assert "engine-" not in told("docker run --rm busybox wget -q http://127.0.0.1:1/", tmp_path)
    program = "echo 'Cannot connect to the Docker daemon' >&2; exit 1"
    assert "engine-" not in told(f'docker run --rm busybox sh -c "{program}"', tmp_path)


def test_a_socket_that_is_closed_to_us(tmp_path: Path, closed: str) -> None:
    """Whose it is, the group, and the risk of the group."""
    said = told("docker ps", tmp_path, DOCKER_HOST=closed)
    assert all(
        part in said for part in ("engine-forbidden", "learner", closed.removeprefix("unix://"), "`docker` 그룹")
    )
    assert "관리자와 다름없는" in said


def test_other_permissions_are_not_the_sockets(tmp_path: Path) -> None:
    """A file that may not be written, and a program that may not be run, have the same words."""
    subprocess.run([DOCKER, "pull", "-q", "busybox"], check=True, capture_output=True, timeout=120)
    assert "engine-" not in told("docker save -o /root/image.tar busybox", tmp_path)
    assert "engine-" not in told("docker run --rm busybox /etc/passwd", tmp_path)


def test_a_terminal_that_is_not_there(tmp_path: Path) -> None:
    """`-it` in a cell: to the terminal with it, or without `-t`."""
    said = told("docker run --rm -it busybox sh", tmp_path)
    assert all(part in said for part in ("not-a-tty", "`-t`", "`sh`", "터미널에서 실행해요"))


def test_other_failures_with_a_terminal_asked_for(tmp_path: Path) -> None:
    """Where the container or the image is what is missing, the terminal is not blamed."""
    assert "not-a-tty" not in told("docker exec -it coach-nosuch sh", tmp_path)
    assert "not-a-tty" not in told("docker run --rm -t coach-nosuch:1", tmp_path)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("docker rnu", "`run`"), ("docker rnu -d busybox", "`docker run -d busybox`"), ("docker imagse", "`images`"),
        ("docker volume lss", "`docker volume ls`"), ("docker contianer ls", "`container`"),
        ("docker image sl", "`docker image ls`"), ("docker run --nmae web busybox", "`--name`"),
        ("docker run -name web busybox", "`--name`"), ("docker build --tga x .", "`--tag`"),
        ("docker compose upp", "`up`"),
    ],
)  # fmt: skip
def test_a_typing_error(line: str, meant: str, tmp_path: Path) -> None:
    """What was typed and what was meant."""
    ran, explanation = provoke(line, tmp_path)
    if ran.code == 0:  # an old client shows its help and calls that a success
        pytest.fail(f"{line} is a success here")
    assert explanation
    assert explanation.id == "mistyped"
    assert meant in words(explanation)


def test_a_word_like_no_command(tmp_path: Path) -> None:
    """No guess is made."""
    said = told("docker abrakadabra", tmp_path)
    assert "mistyped" in said
    assert "비슷한 것도 없어요" in said


def test_what_is_right_is_not_called_mistyped(tmp_path: Path) -> None:
    """Commands that are hidden from the help, and options of the container's own program."""
    assert "mistyped" not in told("docker service ls", tmp_path)
    assert "mistyped" not in told("docker run --rm busybox ls --nosuch", tmp_path)
    program = "echo 'unknown flag: --nmae' >&2; exit 1"
    assert "mistyped" not in told(f'docker run --rm busybox sh -c "{program}"', tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"), [("docekr ps", "`docker ps`"), ("dockerps", "`docker ps`"), ("dokcer run x", "`docker run x`")]
)
def test_a_program_like_docker(typed: str, meant: str) -> None:
    """As Bash's handler tells of it."""
    ran = FinishedCommand(argv=tuple(typed.split()), code=127)
    assert meant in words(diagnose(ran, Scene.after(ran)))


@pytest.mark.parametrize("typed", ["sl", "dog", "python4", "docker-machine"])
def test_another_program_is_not_dockers(typed: str) -> None:
    """Nothing is said."""
    ran = FinishedCommand(argv=(typed,), code=127)
    assert diagnose(ran, Scene.after(ran)) is None
