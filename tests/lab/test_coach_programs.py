"""Programs that could not be run as they were written, for real: ENTRYPOINT, quotes, what only a shell knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import assert_told, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSES_ON = '#!/bin/sh\nexec "$@"\n'


@pytest.fixture(scope="module", autouse=True)
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("images")
    (folder / "start.sh").write_text(PASSES_ON)
    (folder / "start.sh").chmod(0o755)
    with staged("busybox"):
        for name, lines in (
            ("coach-cat", 'ENTRYPOINT ["cat"]'),
            ("coach-start", 'COPY start.sh /\nENTRYPOINT ["/start.sh"]'),
            ("coach-quotes", "CMD ['echo', 'hi']"),
            ("coach-brackets", 'CMD ["echo", hi]'),
            ("coach-baker", "USER baker"),
            ("coach-curly", "CMD [“echo”, “hi”]"),
            ("coach-shell", "CMD cd / && nosuchprogram app.py"),
            ("coach-script", "CMD sh -c 'nosuchprogram; exit 3'"),
            ("coach-test", "CMD [ -e /etc/none ]"),
        ):
            (folder / "Dockerfile").write_text(f"FROM busybox\n{lines}\n")
            docker(f"docker build -q -t {name} {folder}")
        docker("docker run -d --name coach-program busybox sleep 600")
        yield


@pytest.mark.parametrize(
    ("line", "rule", "told"),
    [
        ("docker run --rm coach-cat sh", "entrypoint-swallows", ("ENTRYPOINT가 `cat`으로", "`cat sh`")),
        ("docker run --rm coach-cat ls /tmp", "entrypoint-swallows", ("`cat ls /tmp`",)),
        ("docker run --rm coach-quotes", "exec-form-quotes", ("작은따옴표", '`CMD ["echo", "hi"]`로')),
        ("docker run --rm coach-brackets", "exec-form-quotes", ("대괄호", "큰따옴표")),
        ("docker run --rm coach-curly", "exec-form-quotes", ("모양이 다른 따옴표(“)", '`CMD ["echo", "hi"]`로')),
        ("docker run --rm coach-shell", "program-missing", ("`coach-shell` 이미지 안에 `nosuchprogram`이라는",)),
        ("docker run --rm busybox -c 'echo hi'", "option-after", ("셸의 이름이 빠졌어요", "`sh -c 'echo hi'`처럼")),
        ("docker run --rm -u baker busybox id", "user-missing", ("`baker`라는 사용자가", "`-u`에 적은")),
        ("docker run --rm coach-baker", "user-missing", ("`baker`라는 사용자가", "`USER`보다 위에서")),
        ("docker run --rm --entrypoint 'ls -l' busybox", "program-missing", ("`--entrypoint ls`", "이미지 이름 뒤")),
        ("docker run --rm busybox 'ls -l'", "program-missing", ("따옴표로 묶은 `ls -l`",)),
        ("docker run --rm busybox cd /tmp", "program-missing", ("셸이 스스로", "sh -c 'cd", "-w")),
        ("docker exec coach-program export A=1", "program-missing", ("셸이 스스로", "`-e 이름=값`")),
    ],
)  # fmt: skip
def test_a_program_as_it_was_written(tmp_path: Path, line: str, rule: str, told: tuple[str, ...]) -> None:
    """The line itself is shown, and what became of it."""
    assert_told(line, tmp_path, rule, told)


@pytest.mark.parametrize(
    "line",
    [
        "docker run --rm coach-cat /etc/none",
        "docker run --rm coach-start ls /none",
        "docker run --rm coach-test",
        "docker run --rm coach-script",
        "docker run --rm --entrypoint sh coach-cat -c 'echo sh >&2; exit 3'",
    ],
)
def test_a_failure_of_its_own(tmp_path: Path, line: str) -> None:
    """A program that got to run as was meant, and failed."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert explanation is None, words(explanation)
