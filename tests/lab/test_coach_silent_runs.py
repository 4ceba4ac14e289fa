"""Containers that start well and are wrong: a mount that is none, an empty folder, an end at once, exit code 137."""

from __future__ import annotations

import re
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import in_time, later, provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox", "ubuntu"):
        yield


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of the learner's disk, which the engine sees; `data` is in it."""
    folder = Path.home() / "coach-mounts"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.txt").write_text("x")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("value", ["./data", "{home}/data"])
def test_mount_without_a_colon(home: Path, value: str) -> None:
    """The folder is not there; a nameless volume is, by its name."""
    value = value.format(home=home)
    ran, explanation = provoke(f"docker run --name coach-bare -v {value} busybox true", home)
    assert ran.code == 0
    assert explanation is not None
    assert explanation.id == "mount-without-colon"
    assert f"내 컴퓨터의 `{value}` 폴더가 연결(마운트)되지 않았어요" in explanation.what
    volume = docker("docker inspect -f '{{(index .Mounts 0).Name}}' coach-bare")
    assert volume[:12] in explanation.why


def test_named_volume_without_a_colon(home: Path) -> None:
    """`-v cache` was to be a volume of that name."""
    ran, explanation = provoke("docker run --rm -v cache busybox true", home)
    assert ran.code == 0
    assert "`cache`라는 이름의 볼륨이 연결(마운트)되지 않았어요" in words(explanation)


@pytest.mark.parametrize("value", ["/data", "./data:/data", "{home}/data:/data", "coach-cache:/data"])
def test_mounts_as_they_should_be(home: Path, value: str) -> None:
    """Folders and volumes with a colon, and a nameless volume that was meant as one."""
    ran, explanation = provoke(f"docker run --rm -v {value.format(home=home)} busybox true", home)
    assert (ran.code, explanation) == (0, None)


def test_mount_of_a_folder_that_was_not_there(home: Path) -> None:
    """Its path and what is like it; once something stands in it, it was meant as a new one."""
    missing = f"{home}/dat"
    ran, explanation = provoke(f"docker run --name coach-empty -v {missing}:/d busybox true", home)
    assert (ran.code, explanation) == (0, None)
    ran = replace(ran, missing=(missing,))
    explanation = later(ran)
    assert explanation is not None
    assert explanation.id == "mount-made-empty"
    assert f"`{missing}`{'은'} 없던 폴더라서" in explanation.what.replace("`는 ", "`은 ")
    assert "`data`가 있어요" in explanation.why
    assert Path(missing).is_dir()
    (Path(missing) / "written").touch()
    assert later(ran) is None


def test_mount_that_the_engine_refuses(home: Path) -> None:
    """It could not make the folder, or was told not to; the container that is left behind has its name."""
    ran, explanation = provoke("docker run --name coach-left -v /nosuch/host:/d busybox true", home)
    assert ran.code != 0
    assert explanation is not None
    assert explanation.id == "mount-refused"
    assert "`/nosuch/host`" in explanation.what
    assert "`coach-left`를 `docker rm`" in words(explanation)
    _, explanation = provoke(f"docker run --rm --mount type=bind,src={home}/dat,dst=/d busybox true", home)
    assert "이름이 비슷한 `data`가" in words(explanation)


def test_shell_in_the_background_ends_at_once(tmp_path: Path) -> None:
    """What it ran, and that nobody talked to it; by name, without one, and started again."""
    for line in ("docker run -d --name coach-shell ubuntu", "docker run -d ubuntu", "docker start coach-shell"):
        ran, _ = provoke(line, tmp_path)
        assert ran.code == 0
        explanation = in_time(ran)
        assert explanation is not None
        assert explanation.id == "ended-at-once"
        assert "`/bin/bash`예요" in explanation.why
        what = explanation.what
    assert "컨테이너 `coach-shell`은 시작하자마자 끝났어요" in what


def test_program_in_the_background_fails_at_once(tmp_path: Path) -> None:
    """Its exit code and the last that it said; also where the engine starts it again and again."""
    ran, _ = provoke("docker run -d --name coach-fails busybox cat /nosuch", tmp_path)
    explanation = in_time(ran)
    assert explanation is not None
    assert "종료 코드 1로 끝났어요" in explanation.what
    assert "`cat: can't open '/nosuch'" in explanation.why
    ran, _ = provoke("docker run -d --name coach-again --restart always busybox false", tmp_path)
    assert "되풀이하고 있어요" in words(in_time(ran))


@pytest.mark.parametrize(
    "line",
    ["-dit --name coach-stays ubuntu", "-d --name coach-stays busybox sleep 300", "-d --name coach-stays busybox echo"],
)
def test_containers_that_stay_or_have_done_their_job(tmp_path: Path, line: str) -> None:
    """A shell with a terminal, a program that goes on, one that was to end: no word."""
    ran, explanation = provoke(f"docker run {line}", tmp_path)
    assert (ran.code, explanation) == (0, None)
    if line.endswith("echo"):
        docker("docker wait coach-stays")
    assert later(ran) is None


def test_stopped_by_hand_is_no_end_at_once(tmp_path: Path) -> None:
    """`docker stop` right after the start."""
    ran, _ = provoke(
        "docker run -d --name coach-stopped busybox sh -c 'trap \"exit 1\" TERM; while :; do :; done'", tmp_path
    )
    docker("docker stop coach-stopped")
    assert later(ran) is None


RUNS = "until docker inspect -f '{{.State.Running}}' coach-victim 2>&1 | grep -qx true; do sleep 0.05; done"
SUICIDE = "sh -c 'sh -c \"kill -9 \\$\\$\"; exit $?'"


def test_program_in_the_background_fails_later(tmp_path: Path) -> None:
    """After how long, and its last words; what is done after as long, with code 0, is no mistake."""
    ran, _ = provoke("docker run -d --name coach-late busybox sh -c 'sleep 3.2; echo bye; exit 4'", tmp_path)
    done, _ = provoke("docker run -d --name coach-done busybox sleep 3.2", tmp_path)
    said = words(in_time(ran, 30))
    assert re.search(r"`coach-late`가 \d+초 동안 실행되다가 종료 코드 4로 끝났어요", said)
    assert "`bye`" in said
    docker("docker wait coach-done")
    assert later(done) is None


def test_killed_by_nobody_that_the_engine_knows(tmp_path: Path) -> None:
    """137, `OOMKilled` false: no claim of either cause; by `run`, `wait` and in the list."""
    ran, explanation = provoke(f"docker run --name coach-dead busybox {SUICIDE}", tmp_path)
    assert ran.code == 137
    assert explanation is not None
    assert explanation.id == "killed"
    assert "컨테이너 `coach-dead`는 강제로 끝났어요" in explanation.what
    assert "누가 보냈는지는 도커 엔진의 기록에 없어요" in explanation.why
    for line in ("docker wait coach-dead", "docker ps -a"):
        assert words(provoke(line, tmp_path)[1]) == words(explanation)
    assert provoke("docker ps", tmp_path)[1] is None


@pytest.mark.parametrize(
    ("deed", "said"),
    [("stop -t 1", "`docker stop`이 먼저"), ("kill", "누군가 `docker kill`"), ("rm -f", "누군가 `docker kill`이나")],
)
def test_killed_by_somebody(tmp_path: Path, deed: str, said: str) -> None:
    """The engine's events tell by which command, to the one who waited for the container."""
    killer = threading.Thread(target=docker, args=(f"{RUNS}; docker {deed} coach-victim",))
    killer.start()
    ran, explanation = provoke("docker run --name coach-victim busybox sleep 300", tmp_path)
    killer.join()
    assert ran.code == 137
    assert said in words(explanation)
    assert provoke("docker ps -a", tmp_path)[1] is None


def test_own_exit_code_is_no_kill(tmp_path: Path) -> None:
    """Another code, of a container that ends by itself."""
    ran, explanation = provoke("docker run --name coach-own busybox sh -c 'exit 3'", tmp_path)
    assert (ran.code, explanation) == (3, None)
    assert provoke("docker wait coach-own", tmp_path)[1] is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("docker exec coach-still sh -c 'cd /tmp'", ("`cd /tmp`는 되었지만", "`-w /tmp`를")),
        ("docker exec coach-still sh -c 'export MODE=x'", ("`export MODE=…`는 되었지만", "`-e MODE=값`을")),
        ("docker exec coach-still sh -c 'cd /tmp && ls'", ()),
        ("docker exec coach-still ls /tmp", ()),
    ],
)
def test_what_goes_with_its_shell(home: Path, line: str, told: tuple[str, ...]) -> None:
    """A folder and a variable of one command; what is used in it is no mistake."""
    docker("docker run -d --name coach-still busybox sleep 600")
    try:
        ran, explanation = provoke(line, home)
    finally:
        docker("docker rm -f coach-still")
    assert ran.code == 0
    assert (explanation.id if explanation else "") == ("exec-without-effect" if told else "")
    for part in told:
        assert part in words(explanation)


@pytest.mark.parametrize(
    ("line", "told"),
    [('PASSWORD="secret-7"', ("`PASSWORD`에는 따옴표까지",)), ("PASSWORD=secret-7", ()), ("GREETING=it's", ())],
)
def test_quotes_in_a_file_of_variables(home: Path, line: str, told: tuple[str, ...]) -> None:
    """`docker run` keeps them as they stand there. The value is not repeated: it may be a secret."""
    (home / "app.env").write_text(f"# 설정\n{line}\n")
    ran, explanation = provoke("docker run --rm --env-file app.env busybox env", home)
    assert ran.code == 0
    assert (explanation.id if explanation else "") == ("env-file-quotes" if told else "")
    for part in told:
        assert part in words(explanation)
    assert "secret-7" not in words(explanation)
