"""Cells that were meant otherwise than Python reads them."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.coach import cell_mistakes, render
from helpers.coach.secrets import sayable


def check(_name: str) -> None:
    """Stand for the course's own."""


def start(_name: str) -> None:
    """Likewise."""


def said(cell: str, **names: object) -> str:
    """Return what is said beneath a cell, after Python's own error where there is one."""
    known: dict[str, Any] = {"check": check, "start": start, **names}
    try:
        exec(compile(cell, "cell", "exec"), dict(known))  # noqa: S102 - as a kernel does
    except Exception as error:  # noqa: BLE001 - whatever the cell raises
        found = cell_mistakes.of_error(cell, error, known)
    else:
        found = cell_mistakes.of_text(cell)
    return render.plain(sayable(found)) if found else ""


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("docker ps", "`docker ps`는 셸 명령인데"),
        ("docker run -d \\\n  -p 8080:80 \\\n  nginx", "`docker run -d`는 셸 명령인데"),
        ("docker", "첫 줄에 `%%bash`를"),
        ("docker --version", "`docker --version`은 셸 명령인데"),
        ("docker exec web cat /etc/hostname", "셸 명령인데"),
        ("docker run -it ubuntu bash", "`터미널`에서"),
        ("x = 1\ndocker ps | grep web", "`docker ps | grep web`은"),
        ("docekr ps", "셸 명령인데"),
        ("$ docker ps", "`$`는 프롬프트예요"),
        ("sudo docker ps", "`sudo`가 필요 없어요"),
        ("애찯ㄱ ps", "한/영 키"),
        ("ｄｏｃｋｅｒ ps", "`docker ps`는"),
        ("lab check start.first-run", "셸 명령인데"),
        ("COPY . /app", "`%%writefile Dockerfile`"),
        ("# 목록\n%%bash\ndocker ps", "설명은 `%%bash` 아래로"),
        ("import os\n%%bash\ndocker ps", "첫 줄이 아니에요"),
        ("%% bash\ndocker ps", "`%%bash`로 적어야"),
        ("%bash\ndocker ps", "`%%bash`로 적어야"),
        ("%%Bash\ndocker ps", "`%%bash`로 적어야"),
        ("%%bash docker ps", "`docker ps`를 다음 줄로"),
        ("%docker ps", "`docker ps`는 셸 명령인데"),
        ("check(start.first-run)", '`check("start.first-run")`처럼'),
        ("check start.first-run", '`check("start.first-run")`처럼'),
        ('check("start.first-run)', "짝이 맞지 않아요"),
        ("check('start.first-run\")", "짝이 맞지 않아요"),
        ("check(“start.first-run”)", "`“`는 키보드로 친 글자와"),
        ('Check("start.first-run")', "모두 소문자예요"),
        ('chekc("start.first-run")', "`check`를 쓰려던"),
        ('ㅊㅗㄷ차("start.first-run")', "한글 자판"),
        ('hint("start.first-run")', "`from helpers import *`"),
    ],
)
def test_an_error_that_is_not_of_the_learners_python(cell: str, part: str) -> None:
    """What the cell was read as, and how it is written."""
    assert part in said(cell)


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("%%bash\ndocker ps\n%%bash\ndocker images", "두 번 적혀"),
        ('%%bash\ncheck("start.first-run")', "파이썬 함수라서"),
        ("%%bash\n!docker ps", "`!`를 붙이지 않아요"),
        ("!cd /tmp", "`!cd /tmp`는 그 한 줄에서만"),
        ("!NAME=web", "새 셸에서"),
    ],
)
def test_a_cell_that_does_not_do_what_it_says(cell: str, part: str) -> None:
    """Said of the text alone: whether the shell ended well tells nothing."""
    found = cell_mistakes.of_text(cell)
    assert found
    assert part in render.plain(sayable(found))


@pytest.mark.parametrize(
    "cell",
    [
        "1/0", "print(x)", "x = [1,2", "import nosuch", "a b", "docker.from_env()", "cat = 5 5", "echo = 1\nprint(echo",
        "for i in range(3)\n  print(i)", "raise ValueError('docker ps')", "board = 3\nboard.x", "hints()[0]",
        "%%bash\ndocker ps\necho a # %%bash", "!cd /tmp && ls", "# docker ps", "!docker ps", "%cd /tmp",
    ],
)  # fmt: skip
def test_what_is_python_s_to_tell(cell: str) -> None:
    """A learner's own mistakes, and cells in which nothing is wrong."""
    own = {"board": 3} if cell.startswith("board") else {}
    found = cell_mistakes.of_text(cell) if cell[0] in "%!" else None
    assert found is None
    assert cell[0] in "%!" or not said(cell, **own)
