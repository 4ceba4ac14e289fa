"""The coach in the learner's seat: a command runs as it does without it, and what fails is explained beneath."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.coach import explain
from tests.support.coaching import DOCKER, FOLLOW, followed
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

COACHED = "/usr/local/bin/docker"


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seat of its own in which the coach listens."""
    monkeypatch.setenv("LAB_COACH_BOX", str(tmp_path / "shell.txt"))
    monkeypatch.delenv("LAB_COACH", raising=False)
    return tmp_path / "shell.txt"


@pytest.fixture(scope="module", autouse=True)
def _busybox() -> None:
    """The image is there before anything is compared."""
    subprocess.run([DOCKER, "pull", "-q", "busybox"], check=True, capture_output=True, timeout=120)


@pytest.fixture
def _followed() -> Iterator[None]:
    """The container of `FOLLOW`."""
    with followed():
        yield


def run(program: str, *words: str, given: bytes = b"") -> tuple[int, bytes, bytes]:
    """Exit code, standard output and standard error of a command."""
    done = subprocess.run([program, *words], input=given, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("rnu",), ("version",), ("run", "--rm", "busybox", "sh", "-c", "exit 42"), ("run", "--rm", "busybox", "nosuch"),
        ("run", "--nosuch", "busybox"), ("volume", "lss"), ("inspect", "coach-nosuch"), (),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("box")
def test_nothing_is_changed(words: tuple[str, ...]) -> None:
    """Exit code, standard output and standard error are Docker's own."""
    assert run(COACHED, *words) == run(DOCKER, *words)


@pytest.mark.usefixtures("box")
def test_bytes_pass_unchanged() -> None:
    """What is no text, and more than any buffer holds, comes through on all three streams."""
    noise = os.urandom(300_000)
    words = ("run", "--rm", "-i", "busybox", "sh", "-c", "tee /dev/stderr")
    assert run(COACHED, *words, given=noise) == (0, noise, noise)


@pytest.mark.usefixtures("box")
def test_bytes_pass_a_terminal_unchanged() -> None:
    """Where standard error is a terminal, it gets what it would get, and its size is seen by the command."""

    def on_terminal(program: str) -> bytes:
        ours, theirs = os.openpty()
        os.set_blocking(ours, False)
        script = "printf 'one\\r\\n\\033[1mtwo\\033[0m\\ttab\\n' >&2; seq 2000 >&2; exit 3"
        working = subprocess.Popen(
            [program, "run", "--rm", "busybox", "sh", "-c", script], stderr=theirs, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        said, end = b"", time.monotonic() + 60
        while True:
            try:
                said += os.read(ours, 65536)
            except BlockingIOError:
                assert time.monotonic() < end, said
                time.sleep(0.01)  # between two looks, until the deadline
            except OSError:  # the end, in a terminal's own way
                break
        assert working.wait(60) == 3
        os.close(ours)
        return said

    assert on_terminal(COACHED) == on_terminal(DOCKER) != b""


def test_failure_is_told(box: Path) -> None:
    """What failed lies in the box when the command is over, also where it was the other computer's."""
    run(COACHED, "rnu")
    assert "rnu" in box.read_text()
    box.write_text("")
    done = subprocess.run(
        ["/usr/local/bin/ssh", "other", "docker", "imagse"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode
    assert "images" in box.read_text()


def test_several_failures_are_named(box: Path) -> None:
    """Where more than one failed, each is told with its command, the last three at most and none twice."""
    for word in ("rnu", "pss", "pss", "imagse", "pul"):
        run(COACHED, word)
    said = box.read_text()
    assert [word in said for word in ("docker rnu", "docker pss", "docker imagse", "docker pul")] == [
        False,
        *[True] * 3,
    ]
    assert said.count("코치") == 3


@pytest.mark.parametrize("how", ["asked", "switched"])
def test_switched_off_nobody_hears(box: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the command runs alone and nobody is called in."""
    if how == "asked":
        monkeypatch.setenv("LAB_COACH", "off")
    else:
        explain.switch(on=False)
    try:
        assert run(COACHED, "rnu") == run(DOCKER, "rnu")
        assert not list(box.parent.iterdir())
    finally:
        explain.switch(on=True)


def test_a_coach_that_cannot_be_reached_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place to speak in, a command's result is all that is seen."""
    monkeypatch.setenv("LAB_COACH_BOX", "/nonexistent/shell.txt")
    assert run(COACHED, "rnu") == run(DOCKER, "rnu")


@pytest.mark.usefixtures("box", "_followed")
def test_a_killed_command_is_dead() -> None:
    """Whoever kills what they started kills Docker's own program; whoever ends that sees how it ended."""
    with following(COACHED) as witness:
        child = own(witness.pid)
        witness.kill()
        witness.wait(10)
    eventually(lambda: not Path(f"/proc/{child}").exists(), "Docker's own program goes on")
    with following(COACHED) as witness:
        os.kill(own(witness.pid), signal.SIGKILL)
        assert witness.wait(10) == -signal.SIGKILL


@pytest.mark.usefixtures("box", "_followed")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_reaches_the_command(number: signal.Signals) -> None:
    """It ends as it would without us."""

    def ended(program: str) -> int:
        with following(program) as working:
            working.send_signal(number)
            return working.wait(10)

    assert ended(COACHED) == ended(DOCKER)


@contextmanager
def following(program: str) -> Iterator[subprocess.Popen[bytes]]:
    """`FOLLOW`, once it is at its work."""
    with subprocess.Popen([program, *FOLLOW], stdout=subprocess.PIPE, start_new_session=True) as working:
        assert working.stdout
        assert working.stdout.readline() == b"ready\n"
        yield working


def own(pid: int) -> int:
    """The command that a witness runs."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text())
