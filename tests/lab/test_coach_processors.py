"""Images and programs for another processor, and a script that only looks like one.

What must fail is for Itanium, which nothing emulates: many computers (Docker Desktop's, too) run amd64 on arm64 and
the other way round.
"""

from __future__ import annotations

import platform
import struct
from typing import TYPE_CHECKING

import pytest

from helpers.authoring.proving import nothing_kept
from helpers.coach.secrets import sayable
from helpers.lesson.lesson import Lesson
from tests.support.coaching import in_time, pasted, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
FAR = {"amd64": "arm64", "arm64": "amd64"}[HERE]
ALIEN = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 2, 50, 1) + bytes(100)
"""The head of a program for Itanium."""


@pytest.fixture(scope="module", autouse=True)
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with staged("busybox", "hello-world"):
        folder = tmp_path_factory.mktemp("alien")
        alien(folder / "tool")
        build(folder, 'FROM scratch\nCOPY tool /tool\nCMD ["/tool"]\n', "--platform linux/ia64 -t coach-far")
        try:
            yield
        finally:
            docker("docker pull -q hello-world")


def build(folder: Path, text: str, options: str = "-t coach-built") -> None:
    """An image from a Dockerfile."""
    (folder / "Dockerfile").write_text(text)
    docker(f"docker build -q {options} {folder}")


def alien(file: Path) -> None:
    """A program for Itanium."""
    file.write_bytes(ALIEN)
    file.chmod(0o755)


def test_image_for_another_processor(tmp_path: Path) -> None:
    """Both processors, by `run` and by `start -a` of what `run` left."""
    ran, explanation = provoke("docker run --name coach-alien coach-far", tmp_path)
    assert ran.code != 0
    assert explanation is not None
    assert explanation.id == "other-processor"
    assert "`coach-far:latest` 이미지는 `ia64` 프로세서용인데" in explanation.what
    assert f"컴퓨터는 `{HERE}`예요" in explanation.what
    assert "`linux/ia64` 프로세서용인데, 메시지가 나온 컴퓨터는" in words(pasted(ran.words))
    assert words(provoke("docker start -a coach-alien", tmp_path)[1]) == words(explanation)


def test_what_an_exercise_asks_is_not_told(tmp_path: Path) -> None:
    """Of the image whose processor is asked for, neither the processor nor the reason."""
    lesson = Lesson()
    assert lesson.start("virtualization.other-os").kind == "done"
    try:
        ran, explanation = provoke("docker run --rm itanium-ticket:1.0", tmp_path)
        assert explanation
        told = sayable(explanation, ran)
    finally:
        with nothing_kept(lesson.exercise("virtualization.other-os")):
            lesson.reset("virtualization.other-os")
    assert told.id == "other-processor"
    assert "프로세서" not in words(told)
    assert "ia64" not in words(told)


def test_program_for_another_processor_in_a_fitting_image(tmp_path: Path) -> None:
    """The program is blamed, not the image."""
    alien(tmp_path / "tool")
    build(tmp_path, 'FROM busybox\nCOPY tool /bin/tool\nCMD ["/bin/tool"]\n')
    _, explanation = provoke("docker run --rm coach-built", tmp_path)
    assert explanation is not None
    assert explanation.what == "이미지 안의 `/bin/tool`은 `ia64` 프로세서용 프로그램이에요."


def test_script_without_its_first_line(tmp_path: Path) -> None:
    """The same words, and the processor has nothing to do with it; found in the image, or beside a failed build."""
    (tmp_path / "run.sh").write_text("echo hi\n")
    (tmp_path / "run.sh").chmod(0o755)
    build(tmp_path, 'FROM busybox\nCOPY run.sh /run.sh\nCMD ["/run.sh"]\n')
    _, explanation = provoke("docker run --rm coach-built", tmp_path)
    assert explanation is not None
    assert explanation.id == "script-without-interpreter"
    assert "`/run.sh`는 스크립트인데" in explanation.what
    assert "첫 줄이 `echo hi`예요" in explanation.why
    (tmp_path / "Dockerfile").write_text('FROM busybox\nCOPY run.sh /run.sh\nRUN ["/run.sh"]\n')
    _, explanation = provoke("docker build -t coach-built .", tmp_path)
    assert "첫 줄이 `echo hi`예요" in words(explanation)


def test_script_whose_shell_is_not_there(tmp_path: Path) -> None:
    """`#!/bin/bash` in busybox is neither of the two."""
    (tmp_path / "run.sh").write_text("#!/bin/bash\necho hi\n")
    (tmp_path / "run.sh").chmod(0o755)
    build(tmp_path, 'FROM busybox\nCOPY run.sh /run.sh\nCMD ["/run.sh"]\n')
    ran, explanation = provoke("docker run --rm coach-built", tmp_path)
    assert ran.code != 0
    assert explanation is None or explanation.id not in ("other-processor", "script-without-interpreter")


def test_build_for_another_processor(tmp_path: Path) -> None:
    """A RUN cannot run there; without one the image is made, and that it is for another is told all the same."""
    text = "FROM --platform=linux/ia64 coach-far\n%s\n"
    (tmp_path / "Dockerfile").write_text(text % 'RUN ["/tool"]')
    ran, explanation = provoke("docker build -t coach-built .", tmp_path)
    assert ran.code != 0
    assert "`ia64`용으로 빌드하다가 `RUN`에서 멈췄어요" in words(explanation)
    (tmp_path / "Dockerfile").write_text(text % "LABEL a=b")
    ran, explanation = provoke("docker build -t coach-built .", tmp_path)
    assert (ran.code, explanation and explanation.id) == (0, "other-processor-pulled")
    assert "방금 만든 `coach-built:latest` 이미지는" in words(explanation)


def test_pull_of_another_processor(tmp_path: Path) -> None:
    """Exit code 0, and told; the fitting one stays without a word."""
    ran, explanation = provoke(f"docker pull --platform linux/{FAR} hello-world", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "other-processor-pulled"
    assert f"방금 받은 `hello-world:latest` 이미지는 `{FAR}` 프로세서용이에요" in explanation.what
    assert "`--platform`대로예요" in explanation.why
    ran, explanation = provoke(f"docker pull --platform linux/{HERE} hello-world", tmp_path)
    assert (ran.code, explanation) == (0, None)


def test_background_run_of_another_processor(tmp_path: Path) -> None:
    """It ends at once, because of the processor and of nothing else."""
    ran, _ = provoke("docker run -d --name coach-alien-d coach-far", tmp_path)
    assert ran.code == 0
    explanation = in_time(ran)
    assert explanation is not None
    assert explanation.id == "other-processor-pulled"
