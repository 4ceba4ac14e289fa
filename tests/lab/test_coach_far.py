"""Commands on the other computer: its files are looked at, never those of the same name on the learner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_THERE = r"""
mkdir -p coach-far/root/etc coach-far/root/proc && cd coach-far
printf 'FROM scratch\nCOPY ap.py /\n' > Dockerfile
touch app.py
tar -C root -cf exported.tar etc proc
tar -cf own.tar app.py
"""


@pytest.fixture(scope="module", autouse=True)
def _far() -> Iterator[None]:
    docker("ssh other bash -s", given=_THERE)
    try:
        yield
    finally:
        docker("ssh other rm -rf coach-far")


def test_builds_on_the_other_computer(tmp_path: Path) -> None:
    """No Dockerfile, a folder that is misspelt, a file that is misspelt in a folder that `cd` led to."""
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    said = words(provoke("ssh other docker build .", tmp_path)[1])
    assert "다른 컴퓨터의 `/home/learner` 폴더에 `Dockerfile`이라는 파일이 없어요" in said
    assert "Dockerfile은 `coach-far`에 있어요" in said
    assert "이름이 비슷한 `coach-far` 폴더가 있어요" in words(provoke("ssh other docker build coach-fra", tmp_path)[1])
    ran, explanation = provoke("ssh other 'cd coach-far && docker build .'", tmp_path)
    assert ran.folder == "/home/learner/coach-far"
    assert "혹시 `app.py`를 적으려던" in words(explanation)


def test_files_for_the_other_computer(tmp_path: Path) -> None:
    """One that stands only here; one that is misspelt; an exported one; another archive is none of these."""
    docker(f"touch {tmp_path}/own.tar")
    said = words(provoke("ssh other docker load -i own.tar", tmp_path)[1])
    assert "다른 컴퓨터의 `/home/learner` 폴더에 `own.tar`라는 파일이 없어요" in said
    assert "먼저 다른 컴퓨터로 옮겨요" in said
    said = words(provoke("ssh other docker load -i coach-far/owm.tar", tmp_path)[1])
    assert "이름이 비슷한 `own.tar`가 있어요" in said
    said = words(provoke("ssh other docker load -i coach-far/exported.tar", tmp_path)[1])
    assert "컨테이너의 파일만 들어 있어요" in said
    ran, explanation = provoke("ssh other docker load -i coach-far/own.tar", tmp_path)
    assert (ran.code, explanation) == (1, None)
