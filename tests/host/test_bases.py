"""The lab on other people's computers: from a kit, without a network, on the rootless engines of Docker and Podman."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.host import errors
from tests.support.clones import docker
from tests.support.laptops import KIT, PERSON, Laptop, laptop, lay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.clones import Clone

pytestmark = [pytest.mark.together, pytest.mark.long]

# What a learner does, in one seat.
LESSON = """
set -e
docker run --rm hello-world | head -3
docker run --rm -v "$PWD":/made busybox touch /made/by-container
touch ~/work/by-hand
docker tag hello-world learner/hello:1
echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin 2> /dev/null
docker push -q learner/hello:1 && ssh other docker pull -q learner/hello:1
curl -fsS --user "learner:$LAB_FTP_PASSWORD" -T ~/work/by-hand ftp://other/ && ssh other ls by-hand
printf 'FROM ubuntu\\nRUN useradd -m somebody\\nUSER somebody\\nCMD whoami' | docker build -q -t own -
docker run --rm own
docker run -d --name web -p 8080:80 nginx && curl -fsS --retry 20 --retry-all-errors localhost:8080 | grep -i title
lab begin start.first-run && docker run hello-world > /dev/null && lab check start.first-run
"""
LEARNT = ("Hello from Docker!", "Login Succeeded", "docker.io/learner/hello:1", "by-hand", "somebody", "[통과]")


@pytest.fixture
def computer(stick: Path) -> Iterator[str]:
    """A laptop for one engine."""
    with laptop(stick) as name:
        yield name


def test_a_kit_is_never_overwritten(clone: Clone, tmp_path: Path) -> None:
    """A file that is there stays as it is, and the error says what to do."""
    mine = tmp_path / "mine.tar"
    mine.write_text("mine")
    assert "이미 있는 파일" in clone.lab("kit", "save", str(mine), code=errors.KIT).stderr
    assert mine.read_text() == "mine"


def test_only_a_kit_of_this_course_is_loaded(clone: Clone, stick: Path, tmp_path: Path) -> None:
    """Another file, half a kit and a kit of another version are told apart, before the engine gets any of it."""
    half = tmp_path / "half.tar"
    with stick.open("rb") as whole:
        half.write_bytes(whole.read(5_000_000))
    assert "온전하지 않은" in clone.lab("kit", "load", str(half), code=errors.KIT).stderr
    assert "키트가 아니거나" in clone.lab("kit", "load", str(clone.folder / "README.md"), code=errors.KIT).stderr
    assert "불러오지 못했습니다" in clone.lab("kit", "load", str(tmp_path / "none.tar"), code=errors.KIT).stderr
    recipe = clone.folder / "images" / "registry" / "Dockerfile"
    recipe.write_text(f"{recipe.read_text()}\n# another version\n")
    assert "다른 판" in clone.lab("kit", "load", str(stick), code=errors.KIT).stderr


def test_a_rootless_docker_without_network_has_a_whole_lab(computer: str) -> None:
    """From the kit alone the person gets a lab that serves, stops, starts again and goes, and all files are theirs."""
    here = unpacked(computer, "docker")
    assert "남은 자리가 없습니다" in here.lab("kit", "save", "/small/kit.tar", code=errors.DISK)
    assert here.run("ls", "/small") == ""
    refuse_namespaces(here)
    learn(here)
    here.lab("stop")
    here.lab("start", "--no-browser")
    assert "web" in here.lab("sh", "docker ps --all --format '{{.Names}}'")
    leave(here)


def test_podman_without_network_has_a_whole_lab(computer: str) -> None:
    """Podman gives the same lab from a kit; without one it is told to need it."""
    here = unpacked(computer, "podman")
    said = here.lab("kit", "save", "/home/person/again.tar")
    assert "SBOM" in said
    assert "키트는 온전합니다" in said
    here.lab("kit", "load", "/home/person/again.tar")
    here.run("rm", "/home/person/again.tar")
    learn(here)
    leave(here, "--images")
    assert here.run("docker", "image", "ls", "--quiet") == ""
    assert "kit load" in here.lab("start", "--no-browser", code=errors.BUILD)


def test_an_engine_with_remapped_users_is_refused(computer: str) -> None:
    """With userns-remap nobody in a container owns the person's files: doctor and start say so, with the way out."""
    here = Laptop(name=computer, engine="remapped")
    here.switch_on()
    for said in (here.lab("doctor", code=1), here.lab("start", "--no-browser", code=errors.ENGINE)):
        assert "userns-remap" in said
        assert "daemon.json" in said


def test_an_engine_of_ours_moves_with_its_clone(tmp_path: Path) -> None:
    """Its data lie in the clone's folder. After a rename it goes on there, with images, volumes and what stood."""
    (tmp_path / "no-kit").touch()
    with laptop(tmp_path / "no-kit") as computer:
        there = Laptop(name=computer, engine="docker")
        lay(there)
        ensure(computer, there.folder)
        as_root(computer, "tar -c -C /usr/bin catatonit | docker import - pause && docker volume create mine")
        standing = "docker run --detach --network none --restart unless-stopped --volume mine:/mine"
        as_root(computer, f"{standing} --name standing pause /catatonit -P")
        mine = '"$(docker volume inspect --format {{.Mountpoint}} mine)/mine"'
        as_root(computer, f"echo 내 글 > {mine} && mv {there.folder} /home/person/moved")
        ensure(computer, "/home/person/moved")
        assert "/home/person/moved/.lab/docker" in as_root(computer, "docker info --format {{.DockerRootDir}}")
        assert as_root(computer, f"cat {mine}") == "내 글"
        assert as_root(computer, "docker rm --force standing") == "standing"
        assert as_root(computer, f"{standing} --name again pause /catatonit -P")
        assert as_root(computer, "pgrep --count --exact dockerd") == "1"


def as_root(computer: str, line: str) -> str:
    """What a line of shell prints that root types on the laptop."""
    return docker("exec", "--user", "root", computer, "bash", "-ec", line)


def ensure(computer: str, clone: str) -> None:
    """What `./lab start` does first: see that an engine answers."""
    program = "from helpers.host import base_engine, terminal; base_engine.ensure(terminal.Progress())"
    as_root(computer, f"cd '{clone}' && python3 -c '{program}'")


def unpacked(computer: str, engine: str) -> Laptop:
    """The laptop with that engine running and the kit loaded into it."""
    here = Laptop(name=computer, engine=engine)
    here.switch_on()
    assert here.run("docker", "info", "--format", "{{.CgroupVersion}}").strip() == "2"
    here.lab("kit", "load", KIT)
    said = here.lab("doctor")
    assert f"바탕 엔진: {engine.capitalize()}" in said
    assert "(rootless)" in said
    assert "실습실 이미지: 모두 있습니다" in said
    return here


def learn(here: Laptop) -> None:
    """Start the lab, which builds nothing, and do what a learner does."""
    assert "이미지 만들기" not in here.lab("start", "--no-browser")
    lesson = here.lab("sh", LESSON)
    assert [word for word in LEARNT if word not in lesson] == [], lesson
    owned = here.run("find", "work", "-user", str(PERSON), "-name", "by-*").split()
    assert sorted(owned) == ["work/by-container", "work/by-hand"]
    assert here.run("find", "work", "!", "-user", str(PERSON)) == ""


def leave(here: Laptop, *words: str) -> None:
    """Destroy the lab: nothing of it is left, and the person's files are."""
    here.lab("destroy", "--yes", *words)
    assert here.run("docker", "ps", "--all", "--quiet") == here.run("docker", "volume", "ls", "--quiet") == ""
    assert "by-hand" in here.run("ls", "work")


def refuse_namespaces(here: Laptop) -> None:
    """Where the kernel gives the lab's engines no user namespace, start says so at once and how to go on."""
    dockerd = here.run("pgrep", "--oldest", "--exact", "dockerd").strip()
    enter = ("nsenter", "--target", dockerd, "--user", "--preserve-credentials")
    limit = "/proc/sys/user/max_user_namespaces"
    here.run(*enter, "sh", "-c", f"echo 0 > {limit}")
    said = here.lab("start", "--no-browser", code=errors.PRIVILEGE)
    assert "특권 없이는 뜨지 않습니다" in said
    assert "--allow-privileged" in said
    here.run(*enter, "sh", "-c", f"echo 1000 > {limit}")
