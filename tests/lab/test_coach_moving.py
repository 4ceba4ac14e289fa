"""Images on the move: load of an export, import of a save, save by id and the nameless image that arrives."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers.coach.model import FinishedCommand
from tests.support.coaching import DOCKER, later, pasted, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def tars(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with `exported.tar`, `saved.tar` and `own.tar`, the learner's own files."""
    folder = tmp_path_factory.mktemp("tars")
    with staged("busybox"):
        docker(f"docker create --name coach-box busybox && docker export -o {folder}/exported.tar coach-box")
        docker("docker tag busybox coach-moved:1 && docker rm coach-box")
        docker(f"docker save -o {folder}/saved.tar coach-moved:1")
        docker(f"mkdir {folder}/src && echo hi > {folder}/src/a && tar -C {folder} -cf {folder}/own.tar src")
        yield folder


def test_load_of_an_export(tars: Path) -> None:
    """The file by its name; from a pipe by the engine's words alone."""
    ran, explanation = provoke("docker load -i exported.tar", tars)
    assert ran.code == 1
    assert explanation is not None
    assert explanation.id == "load-of-export"
    assert "`exported.tar`에는 이미지가 아니라 컨테이너의 파일만" in explanation.what
    assert "이 tar 파일에는 이미지가 아니라" in words(pasted(ran.words))
    with (tars / "exported.tar").open("rb") as file:
        done = subprocess.run([DOCKER, "load"], stdin=file, capture_output=True, text=True, timeout=60, check=False)
    piped = FinishedCommand(argv=("docker", "load"), code=done.returncode, words=done.stderr, folder=str(tars))
    assert "이 tar 파일에는 이미지가 아니라" in words(later(piped))


def test_load_of_other_files(tars: Path) -> None:
    """An archive of the learner's own is no export, whatever the words; of one that is not there it is said."""
    ran, explanation = provoke("docker load -i own.tar", tars)
    assert (ran.code, explanation) == (1, None)
    for line in ("docker load -i savd.tar", "docker import savd.tar", "docker cp savd.tar coach-box:/"):
        said = words(provoke(line, tars)[1])
        assert f"`{tars}` 폴더에 `savd.tar`라는 파일이 없어요" in said
        assert "이름이 비슷한 `saved.tar`가 있어요" in said


@pytest.mark.parametrize("name", ["coach-imported:1", ""])
def test_import_of_a_save(tars: Path, name: str) -> None:
    """The image is there and useless; with a name, and without one."""
    ran, explanation = provoke(f"docker import saved.tar {name}", tars)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "import-of-save"
    assert (f"`{name}` 이미지가" if name else "` 이미지가") in explanation.what
    assert "실행할 수 없어요" in explanation.what
    assert "`saved.tar`는 `docker save`로 만든 파일인데" in explanation.why


def test_import_of_an_export_is_right(tars: Path) -> None:
    """What `docker import` is for."""
    ran, explanation = provoke("docker import exported.tar coach-imported:2", tars)
    assert (ran.code, explanation) == (0, None)


def test_save_by_id(tars: Path) -> None:
    """Said where it is saved, with the name that would have travelled; by name nothing is said."""
    id = docker("docker images -q coach-moved:1")
    ran, explanation = provoke(f"docker save -o by-id.tar {id}", tars)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "save-by-id"
    assert f"ID `{id}`" in explanation.what
    assert "`coach-moved:1`" in explanation.why
    assert provoke("docker save -o by-name.tar coach-moved:1", tars)[1] is None


def test_name_that_looks_like_an_id(tars: Path) -> None:
    """`cafe` is a good name for an image."""
    docker("docker tag coach-moved:1 cafe")
    ran, explanation = provoke("docker save -o cafe.tar cafe", tars)
    assert (ran.code, explanation) == (0, None)


def test_nameless_image_arrives(tars: Path) -> None:
    """Said where it is loaded, unless the image has its name there already."""
    (tars / "Dockerfile").write_text("FROM busybox\nLABEL coach=nameless\n")
    docker(f"docker build -q -t coach-nameless {tars}")
    id = docker("docker images -q coach-nameless")
    docker(f"docker save -o {tars}/nameless.tar {id}")
    ran, explanation = provoke("docker load -i nameless.tar", tars)
    assert (ran.code, explanation) == (0, None)
    docker("docker rmi coach-nameless")
    ran, explanation = provoke("docker load -i nameless.tar", tars)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "save-by-id"
    assert f"ID는 `{id}`" in explanation.what
    assert provoke("docker load -i saved.tar", tars)[1] is None
