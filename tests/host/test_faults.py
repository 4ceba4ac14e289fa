"""Whatever is wrong with the folder, the disk or the terminal: `./lab` says cause and remedy, and loses nothing.

Each row breaks one thing in a clone and runs the real `./lab` there, as somebody else or in mounts of its own where
root would not meet the fault.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.host import errors
from helpers.host.process import wait_until
from tests.support.clones import Clone, copy
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = ("start", "--no-browser")
MINE = "내 글\n"
SEED = int(os.environ.get("LAB_TEST_SEED") or random.randrange(10**6))  # noqa: S311 - moments, no secrets
_NOBODY = "54321"  # neither root nor the owner of the clone
_MOUNTS = ("unshare", *(() if os.geteuid() == 0 else ("--map-root-user",)), "--mount", "bash", "-ec")
# Should an engine be started after all, it must not take this computer's socket from the one that runs.
_NO_ENGINE = (*_MOUNTS, 'mount --bind /bin/false "$(command -v dockerd || echo /dev/null)"; exec "$@"', "bash")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong: how it comes about, the command that meets it, its exit code and a word of the cause.

    `run` is what the program is run by: other mounts (of $CLONE), other streams, another user.
    """

    name: str
    says: str
    code: int
    spoil: Callable[[Path], object] = lambda _clone: None
    words: tuple[str, ...] = START
    run: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)


def write(path: Path, text: str = MINE) -> None:
    """A file of somebody's, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def strict(clone: Path) -> None:
    """The clone as it is made under umask 077."""
    subprocess.run(["chmod", "-R", "go-rwx", str(clone)], check=True)


def dangling(clone: Path) -> None:
    """One of the learner's folders is a link to nowhere."""
    (clone / "work").mkdir()
    (clone / "work/exercises").symlink_to("nowhere")


def unreadable(clone: Path) -> None:
    """The lab's folder may not even be entered."""
    (clone / ".lab").mkdir()
    (clone / ".lab").chmod(0)


def unwritable(clone: Path) -> None:
    """The lab's folder is everybody's, the learner's may not be written."""
    (clone / ".lab").mkdir()
    (clone / ".lab").chmod(0o777)
    (clone / "work").mkdir(mode=0o500)


def somebody() -> tuple[str, ...]:
    """Run as a user who owns nothing here."""
    return ("setpriv", "--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups") if os.geteuid() == 0 else ()


FAULTS = (
    Fault(name="work is a file", spoil=lambda f: write(f / "work"), says="파일이 있습니다", code=errors.FOLDER),
    Fault(
        name="work leads nowhere",
        spoil=lambda f: (f / "work").symlink_to("/nowhere/at-all"),
        says="/nowhere/at-all",
        code=errors.FOLDER,
    ),
    Fault(name=".lab is a file", spoil=lambda f: write(f / ".lab"), says=".lab", code=errors.FOLDER),
    Fault(name=".lab/log is a file", spoil=lambda f: write(f / ".lab/log"), says=".lab/log", code=errors.FOLDER),
    Fault(
        name="state is a folder",
        spoil=lambda f: (f / ".lab/state.json").mkdir(parents=True),
        says="state.json",
        code=errors.FOLDER,
    ),
    Fault(
        name="lock is a folder", spoil=lambda f: (f / ".lab/lock").mkdir(parents=True), says="lock", code=errors.FOLDER
    ),
    Fault(
        name="one folder of the learner's is a file",
        spoil=lambda f: write(f / "work/notebooks"),
        says="work/notebooks가 폴더가 아니라 파일입니다",
        code=errors.FOLDER,
    ),
    Fault(
        name="one folder of the learner's leads nowhere",
        spoil=dangling,
        says="work/exercises 링크가 가리키는 곳",
        code=errors.FOLDER,
    ),
    Fault(name="umask 077", spoil=strict, says="강의의 파일을 읽을 수 없습니다", code=errors.NOT_OURS),
    Fault(
        name="umask 077 in a kit",
        spoil=strict,
        says="강의의 파일을 읽을 수 없습니다",
        code=errors.NOT_OURS,
        words=("kit", "save", "/nowhere/kit.tar"),
    ),
    Fault(
        name="somebody else's clone",
        spoil=lambda f: f.chmod(0o555),
        says="쓸 권한이 없습니다",
        code=errors.NOT_OURS,
        run=somebody(),
    ),
    Fault(
        name="a state that may not be read",
        spoil=unreadable,
        says="쓸 권한이 없습니다",
        code=errors.NOT_OURS,
        run=somebody(),
    ),
    Fault(
        name="a work that may not be written",
        spoil=unwritable,
        says="work 폴더에 쓸 권한이 없습니다",
        code=errors.NOT_OURS,
        run=somebody(),
    ),
    Fault(
        name="a program that may not be read",
        spoil=lambda f: (f / "helpers").chmod(0),
        says="강의 폴더를 읽을 수 없습니다",
        code=errors.FOLDER,
        run=somebody(),
    ),
    Fault(
        name="half a program",
        spoil=lambda f: shutil.rmtree(f / "helpers/host"),
        says="강의 폴더를 읽을 수 없습니다",
        code=errors.FOLDER,
    ),
    Fault(
        name="a read-only disk",
        run=(*_MOUNTS, 'mount --bind "$CLONE" "$CLONE"; mount -o remount,bind,ro "$CLONE"; exec "$@"', "bash"),
        says="읽기 전용",
        code=errors.NOT_OURS,
    ),
    Fault(
        name="a full disk",
        spoil=lambda f: (f / ".lab").mkdir(),
        run=(
            *_MOUNTS,
            'mount -t tmpfs -o size=64k none "$CLONE/.lab"; cp /dev/zero "$CLONE/.lab/full" 2> /dev/null || exec "$@"',
            "bash",
        ),
        variables={"DOCKER_HOST": os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"},
        says="남은 자리가 없",
        code=errors.DISK,
    ),
    Fault(
        name="output to a full disk",
        run=("bash", "-c", '"$@" > /dev/full', "bash"),
        words=("doctor",),
        says="남은 자리가 없",
        code=errors.DISK,
    ),
    Fault(
        name="a mistake of ours",
        spoil=lambda f: write(f / "helpers/host/diagnosis.py", "def examine(_): raise ZeroDivisionError('boom')\n"),
        words=("doctor",),
        says="ZeroDivisionError: boom",
        code=errors.FAULT,
    ),
    Fault(
        name="a context that is not there",
        run=_NO_ENGINE,
        variables={"DOCKER_CONTEXT": "nope", "DOCKER_HOST": ""},
        says="컨텍스트가 없습니다: nope",
        code=errors.ENGINE,
    ),
    Fault(name="a host that is none", variables={"DOCKER_HOST": "x://"}, says="DOCKER_HOST=x://", code=errors.ENGINE),
)


@pytest.fixture
def clone() -> Iterator[Clone]:
    """A clone where everybody can come to."""
    with tempfile.TemporaryDirectory(prefix="lab-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        made = copy(Path(folder) / "실습실")
        yield made
        subprocess.run(["chmod", "-R", "u+rwX", str(made.folder)], check=True)
        made.lab("destroy", "--yes", code=None)


def contents(folder: Path) -> dict[str, str | bytes]:
    """Every file below `folder` and where every link leads."""
    return {
        str(one.relative_to(folder)): str(one.readlink()) if one.is_symlink() else one.read_bytes()
        for one in folder.rglob("*")
        if one.is_symlink() or (one.is_file() and os.access(one, os.R_OK))
    }


def run(clone: Clone, *words: str, by: tuple[str, ...] = (), **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `./lab`, by another program where one is named, and without the tests' own way to the program."""
    mine = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [*by, str(clone.folder / "lab"), *words],
        env={**mine, "CLONE": str(clone.folder), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd="/",
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_has_cause_and_remedy(clone: Clone, fault: Fault) -> None:
    """In Korean, on stderr, with the documented exit code; and every file is as it was."""
    fault.spoil(clone.folder)
    before = contents(clone.folder)
    done = run(clone, *fault.words, by=fault.run, **fault.variables)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert done.returncode == fault.code, said
    cause, arrow, remedy = done.stderr.partition("\n→ ")
    assert fault.says in cause
    assert arrow
    assert any("가" <= letter <= "힣" for letter in remedy)
    after = contents(clone.folder)
    assert {name: after.get(name) for name in before} == before


def test_the_details_of_our_mistake_are_in_a_file(clone: Clone) -> None:
    """The person gets its path, and who mends it the traceback; where the folder takes no file, it lies elsewhere."""
    write(clone.folder / "helpers/host/diagnosis.py", "def examine(_): raise ZeroDivisionError('boom')\n")
    for place in ("inside", "elsewhere"):
        log = Path(run(clone, "doctor").stderr.strip().rpartition(": ")[2])
        assert "Traceback" in log.read_text(encoding="utf-8")
        assert log.is_relative_to(clone.folder) == (place == "inside")
        log.unlink()
        if place == "inside":
            shutil.rmtree(clone.folder / ".lab")
            write(clone.folder / ".lab")


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "| true", "2>&1 | head -c 1"])
def test_nobody_has_to_listen(clone: Clone, streams: str) -> None:
    """Where a stream is closed, or its reader has left, the work goes on and ends as it would."""
    by = ("bash", "-c", f'set -o pipefail; "$@" {streams}', "bash")
    done = run(clone, "doctor", by=by)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.returncode == 0, done.stderr


def catches(pid: int, name: signal.Signals) -> bool:
    """Whether the process has a handler of its own for a signal."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    caught = next((int(line.split()[1], 16) for line in lines if line.startswith("SigCgt")), 0)
    return bool(caught >> (name - 1) & 1)


def strike(running: subprocess.Popen[str], how: signal.Signals, seconds: float) -> None:
    """Send a signal some seconds after the program's own first lines; before those Python itself answers."""
    eventually(lambda: running.poll() is not None or catches(running.pid, signal.SIGTERM), "no handler")
    wait_until(lambda: running.poll() is not None, seconds=seconds, every=0.005)
    running.send_signal(how)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_interrupted_at_once(clone: Clone, how: signal.Signals) -> None:
    """From the program's first lines on, while it still reads its own files, an interruption is a sentence."""
    draw = random.Random(SEED)  # noqa: S311
    sys.stdout.write(f"LAB_TEST_SEED={SEED}\n")
    for _ in range(12):
        with subprocess.Popen(
            [str(clone.folder / "lab"), "doctor"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as running:
            strike(running, how, draw.uniform(0, 0.5))
            said = running.communicate(timeout=60)[0]
        assert "Traceback" not in said
        assert "멈췄습니다" in said
        assert running.returncode == errors.INTERRUPTED


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_start_goes_on_from_any_moment(clone: Clone, how: signal.Signals) -> None:
    """However and whenever a start ends, the first one too, the next one reaches a whole lab with all that was made."""
    draw = random.Random(f"{SEED} {how.name}")  # noqa: S311
    sys.stdout.write(f"LAB_TEST_SEED={SEED}\n")
    for turn in range(4):
        with clone.begin() as running:
            strike(running, how, draw.uniform(0, 8))
            said = running.communicate(timeout=60)[0]
        assert running.returncode in {0, -how if how is signal.SIGKILL else errors.INTERRUPTED}, said
        assert "Traceback" not in said
        clone.start()
        if turn:
            assert clone.seat("cat ~/mine") == "mine\n"
        assert "Hello from Docker!" in clone.seat("echo mine > ~/mine; docker run --rm hello-world")
        clone.lab("stop")
