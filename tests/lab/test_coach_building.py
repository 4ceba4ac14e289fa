"""Builds that fail: a file that is not there, no Dockerfile, no folder, a word that is no instruction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import pasted, provoke, words
from tests.support.staging import staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILD = "docker build -t coach-build ."


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a program, one folder deeper than the test's own."""
    project = tmp_path / "project"
    (project / "src").mkdir(parents=True)
    (project / "src" / "server.py").write_text("print()\n")
    (project / "app.py").write_text("print()\n")
    return project


def copying(folder: Path, source: str) -> None:
    """A Dockerfile that copies one thing."""
    (folder / "Dockerfile").write_text(f"FROM busybox\nCOPY {source} /app/\n")


@pytest.mark.parametrize("buildkit", ["1", "0"])
def test_misspelt_file(folder: Path, buildkit: str) -> None:
    """The nearest file of the folder is named, by both builders' words."""
    copying(folder, "ap.py")
    ran, explanation = provoke(BUILD, folder, DOCKER_BUILDKIT=buildkit)
    assert explanation is not None
    assert explanation.id == "build-file-missing"
    assert "`ap.py`가 빌드에 넘긴 폴더에 없어요" in explanation.what
    assert f"`{folder}`" in explanation.why
    assert "혹시 `app.py`를" in explanation.why
    assert "`ap.py`가 도커 엔진이 받은 폴더에 없어요" in words(pasted(ran.words))


def test_file_in_another_folder_of_the_context(folder: Path) -> None:
    """Where it really lies."""
    copying(folder, "server.py")
    _, explanation = provoke(BUILD, folder)
    assert "`src/server.py`로 고쳐요" in words(explanation)


def test_file_outside_the_context(folder: Path) -> None:
    """Neither `..` nor a path of the computer leads out of the folder; one that leads into it is written wrongly."""
    (folder.parent / "shared.txt").write_text("x")
    (folder.parent / "more").mkdir()
    for source in ("../shared.txt", "../more/shared.txt", str(folder.parent / "shared.txt")):
        copying(folder, source)
        _, explanation = provoke(BUILD, folder)
        assert f"`{source}`는 빌드에 넘긴 폴더 밖에 있어서" in words(explanation)
    copying(folder, str(folder / "app.py"))
    _, explanation = provoke(BUILD, folder)
    assert "경로를 `app.py`로 고쳐요" in words(explanation)


def test_file_kept_out_by_dockerignore(folder: Path) -> None:
    """The line that does it is named."""
    copying(folder, "app.py")
    (folder / ".dockerignore").write_text("# 코드\n*.txt\n*.py\n!server.py\n")
    _, explanation = provoke(BUILD, folder)
    assert "`app.py`는 폴더에 있지만 `.dockerignore`가" in words(explanation)
    assert "`*.py` 줄에 걸려서" in words(explanation)


def test_a_file_of_another_stage_is_another_matter(folder: Path) -> None:
    """And of a command of the build that finds no file, it is told that the command failed."""
    (folder / "Dockerfile").write_text("FROM busybox AS one\nFROM busybox\nCOPY --from=one /nofile /\n")
    ran, explanation = provoke(BUILD, folder)
    assert (ran.code, explanation) == (1, None)
    (folder / "Dockerfile").write_text("FROM busybox\nRUN cat nofile\n")
    _, explanation = provoke(BUILD, folder)
    assert explanation is not None
    assert explanation.id == "run-failed"
    assert "can't open 'nofile'" in explanation.why


def test_dockerfile_with_another_name(folder: Path) -> None:
    """`Dockerfile.txt` is what an editor makes of it."""
    (folder / "Dockerfile.txt").write_text("FROM busybox\n")
    ran, explanation = provoke(BUILD, folder)
    assert explanation is not None
    assert explanation.id == "dockerfile-missing"
    assert "이름이 비슷한 `Dockerfile.txt`가 있어요" in explanation.why
    assert "`.txt`를 붙였을 수" in explanation.why
    assert "`Dockerfile`이라는 파일이 없어요" in words(pasted(ran.words))


def test_dockerfile_in_another_folder(folder: Path) -> None:
    """It lies deeper; it lies above; the folder itself is misspelt."""
    (folder / "src" / "Dockerfile").write_text("FROM busybox\n")
    assert "Dockerfile은 `src`에 있어요" in words(provoke(BUILD, folder)[1])
    (folder / "src" / "Dockerfile").rename(folder / "Dockerfile")
    assert f"Dockerfile은 `{folder}`에 있어요" in words(provoke(BUILD, folder / "src")[1])
    assert "이름이 비슷한 `src` 폴더가 있어요" in words(provoke("docker build -t coach-build scr", folder)[1])


def test_dockerfile_named_from_the_folder_that_is_built(folder: Path) -> None:
    """`-f` is read from where one stands, whether the folder before the file is there or not."""
    for file in ("Dockerfile.dev", "docker/Dockerfile.dev"):
        path = folder / "app" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("FROM busybox\n")
        _, explanation = provoke(f"docker build -f {file} app", folder)
        assert explanation is not None
        assert explanation.id == "dockerfile-missing"
        assert f"`app/{file}`" in words(explanation)


def test_dockerfile_of_lower_case_is_found(folder: Path) -> None:
    """Docker takes it, and a fault in it is told as that fault."""
    (folder / "dockerfile").write_text("FROM busybox\nCPOY a b\n")
    assert "2번째 줄의 `CPOY`를 `COPY`로" in words(provoke(BUILD, folder)[1])


def test_forgotten_dot(folder: Path) -> None:
    """The folder is missing, or stands where the name should."""
    copying(folder, "app.py")
    ran, explanation = provoke("docker build -t coach-build", folder)
    assert explanation is not None
    assert explanation.id == "build-without-folder"
    assert "지금 있는 폴더에는 Dockerfile이 있어요" in explanation.why
    assert "폴더가 빠졌어요" in words(pasted(ran.words))
    assert "`.`이 폴더가 아니라 이름으로 읽혔어요" in words(provoke("docker build -t .", folder)[1])


def test_too_many_folders_are_no_forgotten_dot(folder: Path) -> None:
    """A space in the name makes two words of it; an unknown option is no matter of folders."""
    copying(folder, "app.py")
    _, explanation = provoke("docker build -t coach build .", folder)
    assert "`build`, `.`예요" in words(explanation)
    assert "빠졌어요" not in words(explanation)
    _, explanation = provoke("docker build --nosuch", folder)
    assert explanation is not None
    assert explanation.id != "build-without-folder"


def test_word_that_is_no_instruction(folder: Path) -> None:
    """The line, the word and the nearest instruction; a line that only lacks the one above it."""
    (folder / "Dockerfile").write_text("FRM busybox\n")
    ran, explanation = provoke(BUILD, folder)
    assert explanation is not None
    assert explanation.id == "dockerfile-word"
    assert "Dockerfile 1번째 줄의 첫 단어 `FRM`은" in explanation.what
    assert "지금 `FRM busybox`예요" in explanation.why
    assert "`FRM`을 `FROM`으로 고쳐요" in explanation.next[0]
    assert "`FRM`을 `FROM`으로" in words(pasted(ran.words))
    (folder / "Dockerfile").write_text("FROM busybox\nRUN echo one\n    && echo two\n")
    assert "2번째 줄의 끝에 한 칸 띄우고 `\\`를" in words(provoke(BUILD, folder)[1])


def test_a_variable_without_a_value(folder: Path) -> None:
    """The line, and how a variable is given one."""
    (folder / "Dockerfile").write_text("FROM busybox\nENV NAME\n")
    _, explanation = provoke("docker build .", folder)
    assert explanation is not None
    assert explanation.id == "dockerfile-word"
    assert "2번째 줄의 `ENV`" in explanation.what
    assert "`이름=값`" in explanation.why


def test_dockerfile_without_from(folder: Path) -> None:
    """What comes first instead; or nothing at all."""
    (folder / "Dockerfile").write_text("# 설명\nRUN true\n")
    assert "`RUN` 줄이 먼저 나와요" in words(provoke(BUILD, folder)[1])
    (folder / "Dockerfile").write_text("")
    assert "Dockerfile이 비어 있어요" in words(provoke(BUILD, folder)[1])
    (folder / "Dockerfile").write_text("FROM busybox\nCOPY app.py\n")
    assert "2번째 줄의 `COPY` 뒤에" in words(provoke(BUILD, folder)[1])


def test_failing_command_of_a_good_dockerfile(folder: Path) -> None:
    """Its every word is an instruction: what is told is that the program is not in the image."""
    (folder / "Dockerfile").write_text("FROM busybox\nRUN nosuch\n")
    _, explanation = provoke(BUILD, folder)
    assert explanation is not None
    assert explanation.id == "run-failed"
    assert "2번째 줄의 `RUN`에서 실행할 `nosuch`" in explanation.what
