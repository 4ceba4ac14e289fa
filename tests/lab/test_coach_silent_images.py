"""Images that are made well and are not what was meant: no volume, an old container, a wrong order, no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import later, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        yield


def write(folder: Path, text: str) -> None:
    """The Dockerfile."""
    (folder / "Dockerfile").write_text(text)


def test_commit_leaves_volumes_out(tmp_path: Path) -> None:
    """Each place, and what stands behind it; a container without any is committed whole."""
    docker("docker run -d --name coach-db -v coach-data:/data -v /extra busybox sleep 300")
    ran, explanation = provoke("docker commit coach-db coach-db:1", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "commit-without-volume"
    assert "이미지 `coach-db:1`이 만들어졌지만, 컨테이너 `coach-db`의 `/data`, `/extra`에" in explanation.what
    assert "`/data`는 볼륨 `coach-data`예요" in explanation.why
    assert "`/extra`는 이름 없는 볼륨이에요" in explanation.why
    docker("docker run --name coach-plain busybox touch /new")
    ran, explanation = provoke("docker commit coach-plain coach-db:2", tmp_path)
    assert (ran.code, explanation) == (0, None)


def test_old_container_runs_on_after_a_build(tmp_path: Path) -> None:
    """Both images by id; said after the build, and where the old container is started again."""
    write(tmp_path, "FROM busybox\nLABEL version=1\nCMD sleep 300\n")
    docker(f"docker build -q -t coach-app {tmp_path} && docker run -d --name coach-old coach-app")
    old = docker("docker images -q coach-app")
    write(tmp_path, "FROM busybox\nLABEL version=2\nCMD sleep 300\n")
    ran, explanation = provoke("docker build -t coach-app .", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "old-container-runs"
    assert "컨테이너 `coach-old`는 아직 옛 이미지로 실행 중이에요" in explanation.what
    assert f"`{old}`" in explanation.why
    assert f"`{docker('docker images -q coach-app')}`" in explanation.why
    _, explanation = provoke("docker restart -t 0 coach-old", tmp_path)
    assert "`coach-old`가 다시 시작됐지만" in words(explanation)


def test_containers_of_the_image_as_it_is(tmp_path: Path) -> None:
    """The same image again, another image's container, one that does not run: no word."""
    write(tmp_path, "FROM busybox\nLABEL version=1\nCMD sleep 300\n")
    docker(f"docker build -q -t coach-app {tmp_path} && docker run -d --name coach-new coach-app")
    docker("docker run -d --name coach-other busybox sleep 300")
    assert provoke("docker build -t coach-app .", tmp_path)[1] is None
    assert provoke("docker restart -t 0 coach-new", tmp_path)[1] is None
    docker("docker rm -f coach-new && docker create --name coach-ended coach-app")
    write(tmp_path, "FROM busybox\nLABEL version=2\nCMD sleep 300\n")
    assert provoke("docker build -t coach-app .", tmp_path)[1] is None


# `--version` ends apt-get before it needs a network.
INSTALL = "RUN apt-get install --version"


def test_copy_before_the_installation(tmp_path: Path) -> None:
    """Told when the installation was really done; from the cache there is nothing to complain of."""
    (tmp_path / "app.py").write_text("print()\n")
    write(tmp_path, f"FROM ubuntu\nWORKDIR /app\nCOPY . /app\n{INSTALL}\n")
    docker(f"docker build -q --no-cache -t coach-order {tmp_path}")
    (tmp_path / "app.py").write_text("print(1)\n")
    ran, explanation = provoke("docker build -t coach-order .", tmp_path)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "copied-too-early"
    assert "`apt-get install`을 처음부터 다시" in explanation.what
    assert "`COPY .`가 `RUN" in explanation.why
    assert provoke("docker build -t coach-order .", tmp_path)[1] is None


@pytest.mark.parametrize(
    "text",
    [
        f"FROM ubuntu\n{INSTALL}\nCOPY . /app\n",
        "FROM ubuntu\nCOPY requirements.txt /\nRUN echo pip install -r /requirements.txt\nCOPY . /app\n",
        f"FROM ubuntu\nCOPY sources.list /etc/apt/\n{INSTALL}\n",
        f"FROM ubuntu AS one\nCOPY . /app\nFROM ubuntu\n{INSTALL}\nCOPY --from=one /app /app\n",
        "FROM ubuntu\nCOPY . /app\nRUN echo done\n",
    ],
)
def test_copies_at_their_right_place(tmp_path: Path, text: str) -> None:
    """After the installation, of what the installation needs, in another stage, or with no installation at all."""
    for name in ("app.py", "requirements.txt", "sources.list"):
        (tmp_path / name).write_text("\n")
    write(tmp_path, text)
    ran, explanation = provoke("docker build --no-cache -t coach-order .", tmp_path)
    assert (ran.code, explanation) == (0, None)


@pytest.mark.parametrize("buildkit", ["1", "0"])
def test_build_without_a_name(tmp_path: Path, buildkit: str) -> None:
    """The image's id; by both builders."""
    write(tmp_path, f"FROM busybox\nLABEL coach=nameless{buildkit}\n")
    ran, explanation = provoke("docker build .", tmp_path, DOCKER_BUILDKIT=buildkit)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "nameless-build"
    assert docker("docker images -q -f dangling=true -f label=coach") in explanation.what


def test_builds_whose_image_is_known(tmp_path: Path) -> None:
    """With a name; an image that has its name already; for a script, which takes the id."""
    write(tmp_path, "FROM busybox\nLABEL coach=named\n")
    for line in ("docker build -t coach-named .", "docker build .", "docker build -q ."):
        ran, explanation = provoke(line, tmp_path)
        assert (ran.code, explanation) == (0, None)
        assert later(ran) is None
