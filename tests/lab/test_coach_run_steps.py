"""Steps of a build that fail for what beginners leave out, and what is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import assert_told, provoke
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILD = "docker build -t coach-run-steps ."
SCRIPT = "#!/bin/sh{end}echo hi{end}"


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu", "python"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the files that the Dockerfiles below speak of."""
    (tmp_path / "requirements.txt").write_text("flask\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.py").write_text("print()\n")
    (tmp_path / "plain.sh").write_text(SCRIPT.format(end="\n"))
    (tmp_path / "windows.sh").write_text(SCRIPT.format(end="\r\n"), newline="")
    (tmp_path / "windows.sh").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("lines", "rule", "told"),
    [
        ("FROM ubuntu\nRUN apt-get install -y curl", "run-install", ("2번째 줄", "`curl`", "`apt-get update &&`")),
        ("FROM busybox\nRUN apt-get update", "run-install", ("`busybox`", "`apt-get`")),
        ("FROM ubuntu\nRUN apk add curl", "run-install", ("`apk`", "Alpine")),
        (
            "FROM python\nRUN pip install -r requirements.txt\nCOPY . /app",
            "run-file-missing",
            ("`requirements.txt`", "`COPY`가 이 줄보다 아래에"),
        ),
        ("FROM python\nRUN python src/main.py", "run-file-missing", ("src/main.py", "이미지에 넣지 않았어요")),
        (
            "FROM python\nCOPY . .\nRUN pip install -r requirement.txt",
            "run-file-missing",
            ("`requirement.txt`를 찾지 못했어요", "비슷한 `requirements.txt`가"),
        ),
        (
            "FROM python\nCOPY src /app/src\nRUN cd /app/src\nRUN python main.py",
            "run-file-missing",
            ("`RUN cd /app/src`", "`WORKDIR /app/src`"),
        ),
        (
            "FROM ubuntu\nUSER nobody\nRUN echo x > /etc/nothing.conf",
            "run-without-rights",
            ("`nobody` 사용자", "`USER nobody` 줄이 위에"),
        ),
        ("FROM busybox\nCOPY plain.sh /\nRUN /plain.sh", "run-failed", ("`/plain.sh`", "`chmod +x`")),
        ("FROM busybox\nCOPY windows.sh /\nRUN /windows.sh", "run-failed", ("CRLF", "`/windows.sh`")),
        ("FROM ubuntu\nRUN sudo true", "run-failed", ("`sudo`", "이미 root")),
        ("FROM ubuntu\nRUN if [[ -f /none ]]; then true; fi; exit 127", "run-failed", ("`[[`는 bash에만", "`[ … ]`")),
        ("FROM busybox\nRUN nosuchprogram x", "run-failed", ("`nosuchprogram`", "`busybox` 이미지")),
        ("FROM busybox\nRUN echo stopped here; exit 3", "run-failed", ("종료 코드가 0이어야", "3으로")),
    ],
    ids=lambda value: value.replace("\n", "; ") if isinstance(value, str) else "told",
)
def test_a_step_that_fails(folder: Path, lines: str, rule: str, told: tuple[str, ...]) -> None:
    """Its cause is named with the learner's own line."""
    (folder / "Dockerfile").write_text(f"{lines}\n")
    assert_told(BUILD, folder, rule, told)


def test_a_step_of_the_older_builder(folder: Path) -> None:
    """It keeps no words of the step on standard error: only the code is told, no cause."""
    (folder / "Dockerfile").write_text("FROM ubuntu\nRUN apt-get install -y curl\n")
    _, explanation = provoke(BUILD, folder, DOCKER_BUILDKIT="0")
    assert explanation is not None
    assert explanation.id == "run-failed"
    assert "종료 코드 100" in explanation.what
    assert "마지막으로 한 말" not in explanation.why


def test_a_step_that_goes_well_is_left_alone(folder: Path) -> None:
    """Nothing is told of a build that ends well."""
    (folder / "Dockerfile").write_text("FROM busybox\nRUN false || true\n")
    ran, explanation = provoke(BUILD, folder)
    assert (ran.code, explanation) == (0, None)
