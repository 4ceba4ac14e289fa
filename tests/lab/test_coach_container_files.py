"""Programs that do not find, may not run or may not write a file in a container, for real."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "#!{shell}{end}echo hi{end}"
DOCKERFILE = """FROM busybox
RUN echo app:x:1000:1000::/:/bin/sh >> /etc/passwd; mkdir -p /srv/logs
COPY *.sh /opt/
{lines}
"""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A folder of the learner's disk, which the engine sees, with scripts and folders."""
    folder = Path.home() / "coach-files"
    (folder / "empty").mkdir(parents=True)
    (folder / "code").mkdir()
    (folder / "code" / "job.txt").write_text("x\n")
    (folder / "note.txt").write_text("x\n")
    for name, shell, end, mode in (
        ("plain.sh", "/bin/sh", "\n", 0o644),
        ("good.sh", "/bin/sh", "\n", 0o755),
        ("windows.sh", "/bin/sh", "\r\n", 0o755),
        ("bashful.sh", "/bin/bash", "\n", 0o755),
        ("env.sh", "/usr/bin/env bash", "\n", 0o755),
    ):
        (folder / name).write_text(SCRIPT.format(shell=shell, end=end), newline="")
        (folder / name).chmod(mode)
    (folder / "steps.sh").write_text("cd /tmp\r\nls\r\n", newline="")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module", autouse=True)
def _stage(home: Path) -> Iterator[None]:
    with staged("busybox"):
        for name, lines in (("coach-files", ""), ("coach-user", "USER app"), ("coach-deep", "WORKDIR /opt")):
            (home / "Dockerfile").write_text(DOCKERFILE.format(lines=lines))
            docker(f"docker build -q -t {name} {home}")
        docker("docker volume create coach-notes")
        docker("docker run -d --name coach-box coach-files sleep 600")
        yield


@pytest.mark.parametrize(
    ("line", "rule", "told"),
    [
        ("docker run --rm coach-files /opt/plain.sh", "not-executable", ("`/opt/plain.sh`", "다시 빌드")),
        ("docker run --name coach-kept coach-files /opt/plain.sh", "not-executable", ("chmod +x",)),
        ("docker run --rm -v {home}:/w busybox /w/plain.sh", "not-executable", ("연결(마운트)", "`plain.sh`")),
        ("docker run --rm coach-files sh -c /opt/plain.sh", "not-executable", ("`sh /opt/plain.sh`",)),
        ("docker exec coach-box /opt/plain.sh", "not-executable", ("실행 권한이 없어서",)),
        ("docker run --rm coach-files /opt", "not-executable", ("`/opt`은 폴더라서",)),
        ("docker run --rm coach-files /opt/windows.sh", "script-unreadable", ("CRLF", "다시 빌드")),
        ("docker run --rm -v {home}:/w busybox /w/windows.sh", "script-unreadable", ("CRLF", "다시 해요")),
        ("docker run --rm coach-files /opt/bashful.sh", "script-unreadable", ("`/bin/bash`", "`#!/bin/sh`로")),
        ("docker run --rm coach-files /opt/env.sh", "script-unreadable", ("`bash`",)),
        ("docker run --rm -v {home}/empty:/opt coach-files /opt/good.sh", "mount-hides", ("`/opt` 폴더를 가려서",)),
        ("docker run --rm -v coach-notes:/opt coach-deep cat good.sh", "", ()),
        ("docker run --rm -v ./empty:/opt coach-deep cat good.sh", "mount-hides", ("`/opt/good.sh`", "./empty")),
        ("docker run --rm -v {home}/note.text:/etc/n.txt busybox cat /etc/n.txt", "file-became-folder", ("note.txt",)),
        ("docker run --rm busybox cat note.txt", "file-outside", ("`note.txt`는 내 컴퓨터에만", "-w /work")),
        ("docker exec coach-box cat note.txt", "file-outside", ("docker cp",)),
        ("docker run --rm busybox note.txt", "program-missing", ("내 컴퓨터의 파일", "`sh note.txt`")),
        ("docker run --rm coach-files cat good.sh", "file-outside", ("이미지의 `/opt/good.sh`", "`WORKDIR /opt`을")),
        ("docker run --rm coach-files sh /opt/steps.sh", "script-unreadable", ("CRLF", "다시 빌드")),
        ("docker run --rm -v {home}:/w busybox sh /w/steps.sh", "script-unreadable", ("CRLF", "다시 해요")),
        ("docker run --rm -v {home}/code:/code busybox cat job.txt", "file-outside", ("`-w /code`",)),
        ("docker run --rm -u 1000 -v coach-notes:/n busybox touch /n/a", "write-denied", ("`1000`", "coach-notes")),
        ("docker run --rm coach-user touch /srv/logs/a", "write-denied", ("주인은 root",)),
        ("docker exec -u app coach-box touch /srv/logs/a", "write-denied", ("`app` 사용자는",)),
        ("docker run --rm -v {home}:/w:ro busybox touch /w/a", "write-denied", ("읽기 전용", "`/w`")),
        ("docker cp note.txt coach-box", "cp-place", ("콜론", "`coach-box:`")),
        ("docker cp coach-box/opt/good.sh .", "cp-place", ("`coach-box` 뒤에 콜론(`:`)이", "`coach-box:/opt/good.sh`")),
        ("docker cp note.txt coach-box:/opt/none/", "cp-place", ("`/opt/none/`", "`/opt`까지만")),
        ("docker cp coach-box:/opt/none.sh .", "cp-place", ("`/opt/none.sh`",)),
        ("docker cp coach-box:/opt/good.sh coach-box:/", "cp-place", ("다른 컨테이너로 바로",)),
    ],
)  # fmt: skip
def test_a_file_in_the_way(home: Path, line: str, rule: str, told: tuple[str, ...]) -> None:
    """What stands in the container, in the image and on the disk says why; else nothing is told."""
    _, explanation = provoke(line.format(home=home), home)
    assert (explanation.id if explanation else "") == rule, words(explanation)
    for part in told:
        assert part in words(explanation)


@pytest.mark.parametrize(
    "line",
    [
        "docker run --rm coach-files cat /etc/none",
        "docker run --rm -u 1000 busybox sh -c 'exit 1'",
        "docker run --rm -v {home}:/w busybox cat /w/none.txt",
        "docker run --rm coach-files sh -c 'echo permission denied >&2; exit 1'",
        "docker run --rm coach-files ls /opt/none",
        "docker exec coach-box cat /opt/none",
    ],
)
def test_a_failure_of_its_own(home: Path, line: str) -> None:
    """Files that are nowhere, and words that are only words."""
    ran, explanation = provoke(line.format(home=home), home)
    assert ran.code
    assert explanation is None, words(explanation)
