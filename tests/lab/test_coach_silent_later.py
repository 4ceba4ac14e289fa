"""Commands that go well and are wrong all the same: signals that nobody heeds, ports, logs that are gone, variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import in_time, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.coach.model import Explanation

BUILD = "docker build -t coach-late ."


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


def built(folder: Path, lines: str) -> Explanation | None:
    """Build an image of these lines, and return what is told of that."""
    (folder / "Dockerfile").write_text(f"FROM busybox\n{lines}\n")
    ran, explanation = provoke(BUILD, folder)
    assert ran.code == 0, ran.said
    return explanation


def test_a_stop_that_waits_in_vain(tmp_path: Path) -> None:
    """Both signals are in the engine's events."""
    built(tmp_path, "CMD sleep 600; echo done")
    docker("docker run -d --name coach-deaf coach-late")
    ran, explanation = provoke("docker stop coach-deaf", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "slow-stop"
    assert "10초" in explanation.what
    assert "대괄호" in words(explanation)


def test_stops_that_are_no_mistake(tmp_path: Path) -> None:
    """One that heeds the signal, one that was not to be waited for, and a program of the learner's choice."""
    built(tmp_path, "CMD trap exit TERM; while true; do sleep 0.1; done")
    docker("docker run -d --name coach-polite coach-late")
    docker("docker run -d --name coach-idle busybox sleep 600")
    for line in ("docker stop coach-polite", "docker stop -t 0 coach-idle"):
        ran, explanation = provoke(line, tmp_path)
        assert ran.code == 0
        assert explanation is None


def test_a_port_that_docker_draws(tmp_path: Path) -> None:
    """The port that it drew is told; where both are written there is nothing to tell."""
    serve = "busybox httpd -f -p 80"
    ran, _ = provoke(f"docker run -d --name coach-drawn -p 80 {serve}", tmp_path)
    explanation = in_time(ran)
    drawn = docker("docker port coach-drawn 80").splitlines()[0].rpartition(":")[2]
    assert explanation is not None
    assert explanation.id == "port-drawn"
    assert f"{drawn}번으로 골랐어요" in words(explanation)
    ran, explanation = provoke(f"docker run -d -P {serve}", tmp_path)
    assert ran.code == 0
    assert explanation is None


def test_words_that_went_with_their_container(tmp_path: Path) -> None:
    """It failed, and `--rm` removed it."""
    ran, _ = provoke("docker run -d --rm --name coach-brief busybox sh -c 'exit 3'", tmp_path)
    explanation = in_time(ran)
    assert explanation is not None
    assert explanation.id == "removed-with-words"
    assert "종료 코드 3으로" in words(explanation)
    ran, _ = provoke("docker run -d --rm --name coach-brief busybox true", tmp_path)
    assert in_time(ran, 2) is None


def test_a_container_that_is_unhealthy(tmp_path: Path) -> None:
    """What its own check ran and said is told, after a while or in the list."""
    built(tmp_path, "HEALTHCHECK --interval=1s --retries=1 CMD echo lost; exit 1\nCMD sleep 600")
    ran, _ = provoke("docker run -d --name coach-ill coach-late", tmp_path)
    explanation = in_time(ran)
    assert explanation is not None
    assert explanation.id == "unhealthy"
    assert "`lost`예요" in words(explanation)
    _, explanation = provoke("docker ps -a", tmp_path)
    assert explanation is not None
    assert explanation.id == "unhealthy"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('ENV NAME=x\nCMD ["echo", "hello $NAME"]', ("`$NAME`이 값으로 바뀌지 않고", "셸")),
        ("ARG NAME=x\nCMD echo $NAME", ("`ARG`는 빌드하는 동안에만", "`ENV NAME=$NAME`")),
        ("ARG NAME=x\nENV NAME=$NAME\nCMD echo $NAME", ()),
        ("ARG NAME=x\nRUN echo $NAME", ()),
        ('ENV NAME=x\nCMD ["sh", "-c", "echo $NAME"]', ()),
        ('CMD ["echo", "$5"]', ()),
    ],
)
def test_variables_of_a_dockerfile(tmp_path: Path, lines: str, told: tuple[str, ...]) -> None:
    """Those that nobody fills in when the container runs."""
    explanation = built(tmp_path, lines)
    assert (explanation.id if explanation else "") == ("cmd-variable" if told else "")
    for part in told:
        assert part in words(explanation)


def test_a_variable_after_the_image(tmp_path: Path) -> None:
    """The program gets the letters; a shell would fill them in."""
    ran, explanation = provoke("docker run --rm -e NAME=x busybox echo '$NAME'", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "cmd-variable"
    for line in ("sh -c 'echo $NAME'", "echo '$OTHER'"):
        assert provoke(f"docker run --rm -e NAME=x busybox {line}", tmp_path)[1] is None


def test_a_large_file_that_is_copied_along(tmp_path: Path) -> None:
    """It is named with its size, until .dockerignore leaves it out."""
    with (tmp_path / "dump.bin").open("wb") as file:
        file.truncate(120_000_000)
    explanation = built(tmp_path, "COPY . /app")
    assert explanation is not None
    assert explanation.id == "big-context"
    assert "`dump.bin`(약 120MB)" in words(explanation)
    (tmp_path / ".dockerignore").write_text("*.bin\n")
    assert built(tmp_path, "COPY . /app") is None
