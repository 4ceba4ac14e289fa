"""Words in the wrong order or the wrong place: swapped names, comments, templates, variables, files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers.coach.diagnosis import diagnose
from helpers.coach.scene import Scene
from tests.support.coaching import provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "nginx"):
        docker("docker network create coach-net")
        docker("docker run -d --name coach-here busybox sleep 600")
        yield
        docker("docker rm -f coach-here")
        docker("docker network rm coach-net")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker tag kim/shop:1.0 busybox", "지금 있는 이미지는 `busybox`예요"),
        ("docker rename coach-new coach-here", "지금 있는 컨테이너는 `coach-here`예요"),
        ("docker network connect coach-here coach-net", "지금 있는 네트워크는 `coach-net`이에요"),
        ("docker network disconnect coach-here coach-net", "지금 있는 네트워크는 `coach-net`이에요"),
        ("docker exec ls coach-here", "지금 있는 컨테이너는 `coach-here`예요"),
        ("docker run --rm echo busybox", "지금 있는 이미지는 `busybox`예요"),
    ],
)
def test_two_names_the_wrong_way_round(tmp_path: Path, line: str, told: str) -> None:
    """The second name is of the kind that the first one should be."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "swapped"
    assert told in explanation.what


@pytest.mark.parametrize(
    "line", ["docker tag nobody busybux", "docker exec nobody ls", "docker rename nobody somebody"]
)
def test_names_of_which_neither_stands(tmp_path: Path, line: str) -> None:
    """Then nothing says that they are swapped."""
    _, explanation = provoke(line, tmp_path)
    assert explanation is None or explanation.id != "swapped"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FROM busybox  # base\nRUN true\n", 1),
        ("FROM busybox\nEXPOSE 80 # web\n", 2),
        ("FROM busybox\nENV NAME=kim # who\n", 2),
        ("FROM busybox\nCOPY menu.txt /app # menu\n", 2),
    ],
)
def test_comments_behind_an_instruction(tmp_path: Path, text: str, line: int) -> None:
    """They are read as values."""
    (tmp_path / "menu.txt").write_text("bread\n")
    (tmp_path / "Dockerfile").write_text(text)
    ran, explanation = provoke("docker build -t coach-comment .", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "comment-behind"
    assert f"Dockerfile {line}번째 줄" in explanation.what


@pytest.mark.parametrize(
    ("lines", "variable"),
    [
        ("ARG FILE=menu.txt\nFROM busybox\nRUN echo bread > /tmp/$FILE\n", "FILE"),
        ("FROM busybox\nRUN export PLACE=/tmp\nRUN ls $PLACE/none-there\n", "PLACE"),
    ],
)
def test_a_step_whose_variable_is_empty(tmp_path: Path, lines: str, variable: str) -> None:
    """The line that failed uses it, and another line gave it in vain."""
    (tmp_path / "Dockerfile").write_text(lines)
    ran, explanation = provoke("docker build -t coach-empty .", tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == "run-variable-empty"
    assert f"`${variable}`" in explanation.what


@pytest.mark.parametrize(
    "line", ["docker ps --format {{.Names}} {{.Image}}", "docker inspect --format {{.Name}} {{.Id}} coach-here"]
)
def test_a_template_that_a_blank_split(tmp_path: Path, line: str) -> None:
    """The rest of it stands among the arguments."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code or explanation
    assert explanation is not None
    assert explanation.id == "template-split"
    assert "작은따옴표" in words(explanation)


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("docker context use coach-far", "context-missing"),
        ("docker --context coach-far ps", "context-missing"),
        ("docker run -d --rm --restart always --name coach-x busybox true", "options-conflict"),
        ("docker run -d --network container:coach-here -p 8107:80 busybox true", "options-conflict"),
        ("docker run --rm --env-file spaces.env busybox env", "env-file-refused"),
        ("docker run --rm --env-file export.env busybox env", "env-file-refused"),
        ("docker run --rm --mount type=bind, source=/tmp, target=/data busybox ls /data", "split-word"),
    ],
)
def test_what_docker_refuses(tmp_path: Path, line: str, id: str) -> None:
    """A context that nobody made, options that exclude each other, a file of variables with blanks."""
    (tmp_path / "spaces.env").write_text("DB_HOST = db\n")
    (tmp_path / "export.env").write_text("export DB_HOST=db\n")
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is not None
    assert explanation.id == id


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker run --rm -e NAME=kim busybox echo", "`-e`로 준 `NAME`"),
        ('docker run --rm -e MENU=bread busybox sh -c "echo today: "', "`echo today:`"),
        ("docker run --rm -e MENU=bread busybox sh -c 'echo today: $MENU'", ""),
        ("docker run --rm -e MENU=bread busybox env", ""),
        ("docker run --rm -e MENU=bread busybox echo bread", ""),
        ("docker run --rm busybox echo hello", ""),
    ],
)
def test_a_variable_that_the_own_shell_took(tmp_path: Path, line: str, told: str) -> None:
    """It was given, and what ran in the container is an `echo` without it."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code == 0
    assert (explanation.id if explanation else "") == ("variable-here" if told else "")
    assert told in words(explanation)


def test_a_folder_that_became_a_volume(tmp_path: Path) -> None:
    """The folder stands right here and is not empty; the second run mounts a volume that was meant."""
    (tmp_path / "coach-html").mkdir()
    (tmp_path / "coach-html" / "index.html").write_text("x")
    line = "docker run --rm -v coach-html:/usr/share/nginx/html nginx true"
    ran, explanation = provoke(line, tmp_path)
    try:
        assert ran.code == 0
        assert explanation is not None
        assert explanation.id == "folder-as-volume"
        assert "`./`" in words(explanation)
    finally:
        docker("docker volume rm coach-html")
    assert provoke("docker run --rm -v coach-other:/data busybox true", tmp_path)[1] is None
    docker("docker volume rm coach-other")


@pytest.mark.parametrize(
    ("line", "file", "told"),
    [
        ("docker exec coach-here echo hello", "index.html", True),
        ("docker exec coach-here echo hello", "", False),
        ("docker exec coach-here cat /etc/passwd", "users.txt", False),
    ],
)
def test_a_file_that_was_to_be_in_the_container(tmp_path: Path, line: str, file: str, told: bool) -> None:  # noqa: FBT001
    """What `cat` writes may be wanted here; what `echo` writes needs no container."""
    ran, _ = provoke(line, tmp_path)
    ran = replace(ran, output=str(tmp_path / file) if file else "")
    explanation = diagnose(ran, Scene.after(ran))
    assert (explanation.id if explanation else "") == ("output-kept-here" if told else "")
    assert not told or "`index.html`은" in words(explanation)
