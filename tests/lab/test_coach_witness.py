"""The witness before `docker`: it is not noticed, tells the coach what it is to hear, and nothing else."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.coach import diagnosis, reports, service
from tests.support.coaching import DOCKER, FOLLOW, followed
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand

COACHED = "/usr/local/bin/docker"
WITNESS = "/usr/local/lib/lab/witness"
NOWHERE = "unix:///nonexistent.sock"
BOTH = pytest.mark.parametrize("docker", [DOCKER, COACHED])
"""What is said of the witness holds for Docker's own program: the case is a fair one."""


@pytest.fixture(scope="module", autouse=True)
def _busybox() -> None:
    """The image is there before anything is compared."""
    subprocess.run([DOCKER, "pull", "-q", "busybox"], check=True, capture_output=True, timeout=120)


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seat of its own in which the coach listens."""
    place = tmp_path / "seat"
    place.mkdir()
    monkeypatch.setenv("LAB_COACH_BOX", str(place / "shell.txt"))
    monkeypatch.delenv("LAB_COACH", raising=False)
    return place / "shell.txt"


class Listener:
    """Stands where the coach listens, and keeps the reports; answers none where it is `deaf`."""

    def __init__(self, door: socket.socket) -> None:
        self._door = door

    def report(self) -> str:
        """The next report; empty where none has come, when the command is over that was to give it."""
        try:
            wire, _ = self._door.accept()
        except BlockingIOError:
            return ""
        with wire, wire.makefile("r", encoding="utf-8", errors="surrogateescape") as lines:
            return lines.readline()

    def heard(self, *words: str, **environment: str) -> FinishedCommand | None:
        """What a docker command has reported, as the coach reads it; None where it has reported nothing."""
        return self.told([COACHED, *words], **environment)

    def told(self, command: list[str], **environment: str) -> FinishedCommand | None:
        """What any command has reported."""
        with subprocess.Popen(
            command, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as working:  # fmt: skip
            found = ""
            while not found and working.poll() is None:
                found = self.report()
                time.sleep(0.002)  # between two looks, until the command is over
            found = found or self.report()
            working.communicate(timeout=60)
        return reports.read(found) if found else None


@pytest.fixture
def listener(box: Path) -> Iterator[Listener]:
    """The coach's door, held by the test."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(box.parent / "coach.sock"))
        door.listen()
        door.settimeout(0)
        yield Listener(door)


@pytest.fixture
def _followed() -> Iterator[None]:
    """The container of `FOLLOW`."""
    with followed():
        yield


def bash(script: str, docker: str, folder: Path | None = None) -> tuple[int, str]:
    """Exit code and both streams of a script in a shell, in which `$docker` is the program."""
    done = subprocess.run(
        ["bash", "-c", script], env=os.environ | {"docker": docker}, cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=40, check=False, errors="replace", text=True,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("run -v /nosuch/host:/d busybox", ["/nosuch/host"]),
        ("run -v=/nosuch/host:/d:ro busybox", ["/nosuch/host"]),
        ("run -itv ./nosuch:/d busybox", ["./nosuch"]),
        ("run --volume /nosuch:/d busybox", ["/nosuch"]),
        ("run --volume=/nosuch:/d busybox", ["/nosuch"]),
        ("run -v/nosuch:/d busybox", ["/nosuch"]),
        ("run --name web -p 80:80 -e A=b -v ../no/such:/d busybox", ["../no/such"]),
        ("container create --mount type=bind,src=/nosuch,dst=/d busybox", ["/nosuch"]),
        ("run --mount=type=bind,source=/nosuch,target=/d busybox", ["/nosuch"]),
        ("run -v /tmp:/d busybox", []),
        ("run -v /etc/passwd:/d busybox", []),
        ("run -v data:/d busybox", []),
        ("run -v /nosuch busybox", []),
        ("run --env /nosuch:/d busybox", []),
        ("run busybox mount -v /nosuch:/d", []),
        ("run --mount type=volume,src=data,dst=/d busybox", []),
        ("cp /nosuch:/d web:/", []),
        ("run -v", []),
    ],
)
def test_folders_that_were_not_there(line: str, expected: list[str], listener: Listener) -> None:
    """Those of the host that are to be mounted; names of volumes and what is the container's are none."""
    ran = listener.heard(*shlex.split(line), DOCKER_HOST=NOWHERE)
    assert ran
    assert list(ran.missing) == expected


@pytest.mark.parametrize(
    ("words", "host"),
    [
        (("ps",), NOWHERE), (("-H", "unix:///there.sock", "ps"), "unix:///there.sock"),
        (("--host=unix:///there.sock", "ps"), "unix:///there.sock"),
        (("--log-level", "error", "-H", "unix:///there.sock", "ps"), "unix:///there.sock"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)  # fmt: skip
def test_the_engine_that_was_asked(words: tuple[str, ...], host: str, listener: Listener) -> None:
    """The option goes before the environment."""
    ran = listener.heard(*words, DOCKER_HOST=NOWHERE)
    assert ran
    assert ran.host == host


def test_a_report_holds_any_byte(listener: Listener, tmp_path: Path) -> None:
    """Words, folders and messages are bytes to Linux: quotes, line ends, and what is no UTF-8."""
    folder = os.fsdecode(os.fsencode(tmp_path) + b'/\xff"\\\t')
    Path(folder).mkdir()
    word = os.fsdecode(b'n\xfe"\\\n\x01\x7f' + "말".encode())
    before = Path.cwd()
    os.chdir(folder)
    try:
        ran = listener.heard(word)
    finally:
        os.chdir(before)
    assert ran
    assert (ran.argv, ran.folder, ran.code) == (("docker", word), folder, 1)
    assert "is not a docker command" in ran.words
    assert ran.words.encode()


def test_the_last_words_are_kept(listener: Listener) -> None:
    """A cut in the middle of a letter is no end of the report."""
    script = "i=0; while [ $i -lt 9000 ]; do printf 가; i=$((i+1)); done >&2; printf '.' >&2; exit 3"
    ran = listener.heard("run", "--rm", "busybox", "sh", "-c", script)
    assert ran
    assert ran.code == 3
    assert ran.words.endswith("가.")
    assert 8000 < len(ran.words.encode()) < 8400


@pytest.mark.parametrize("into", ["2> {}", "2>> {}", "> {} 2>&1"])
def test_words_in_a_file_are_read_there(into: str, listener: Listener, tmp_path: Path) -> None:
    """They are in the file as they are without the coach, in their order, and what stood there before is not told."""
    file = tmp_path / "log"
    shell = "$docker run --rm busybox sh -c 'echo out; echo err >&2; exit 3'" + f" {into.format(file)}"
    written = []
    for docker in (DOCKER, COACHED):
        file.write_text("before\n")
        ran = listener.told(["bash", "-c", shell], docker=docker)
        written.append(sorted(file.read_text().splitlines()))
    assert ran
    assert (ran.code, "err" in ran.words, "before" in ran.words) == (3, True, False)
    assert written[0] == written[1]


@pytest.mark.parametrize("thrown", ["2> /dev/null || true", "> /dev/null 2>&1", "&> /dev/null"])
def test_what_was_thrown_away_stays_quiet(box: Path, thrown: str) -> None:
    """Who throws the words of a failure away does not want others for them: nobody is called in."""
    bash(f"$docker rm coach-nosuch {thrown}", COACHED)
    bash(f". /usr/local/lib/lab/coach.bash; docekr ps {thrown}", COACHED)
    assert not list(box.parent.iterdir())


def test_a_silent_mistake_is_heard_without_words(listener: Listener) -> None:
    """Whoever throws the words away still has a container that is wrong."""
    assert listener.told(["bash", "-c", f"{COACHED} run --rm busybox true 2> /dev/null"])


def test_successes_that_the_rules_want_to_hear_of(box: Path, listener: Listener) -> None:
    """Which those are stands beside the box, by all the names of a command; of others nothing is told."""
    (box.parent / "heard").write_text(service.listed(frozenset({"images", "ps --all"})))
    told = {
        line: listener.heard(*line.split()) is not None
        for line in (
            "images", "image ls", "image list", "ps -a", "ps -qa", "ps --all", "container ls -a", "--debug ps -a",
            "container ps --all=true", "ps", "container ls", "version", "ps --filter name=a", "network ls",
        )
    }  # fmt: skip
    assert [line for line, heard in told.items() if heard] == [
        "images", "image ls", "image list", "ps -a", "ps -qa", "ps --all", "container ls -a", "--debug ps -a",
        "container ps --all=true",
    ]  # fmt: skip


def test_the_rules_tell_what_they_want_to_hear_of(box: Path) -> None:
    """The resident leaves the list there when it begins: the rules' own commands, by all their names."""
    bash("$docker rnu", COACHED)
    file = box.parent / "heard"
    eventually(file.exists, "the list is there")
    assert file.read_text() == service.listed(diagnosis.heard())
    assert {"run", "container run", "buildx build", "container ls -a", "ps --all"} <= set(file.read_text().splitlines())


def test_the_resident_takes_up_its_new_code(box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is mended while the coach is awake says the new words at the next mistake."""
    shutil.copytree("/course/helpers", tmp_path / "course/helpers", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "course"))
    bash("$docker rnu", COACHED)
    eventually(box.exists, "it speaks")
    assert "새로 고친 말" not in box.read_text()
    rule = tmp_path / "course/helpers/coach/rules/mistyped.py"
    new = rule.read_text().replace("명령이 없어요", "명령이 없어요. 새로 고친 말")
    rule.write_text(new)
    box.write_text("")
    bash("$docker rnu", COACHED)
    eventually(lambda: bool(box.read_text()), "it speaks again")
    assert "새로 고친 말" in box.read_text()
    eventually(lambda: len(residents(box.parent)) == 1, "there is one coach")


def residents(place: Path) -> list[str]:
    """The processes that are the coach of this place."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = process.read_bytes().split(b"\0")
            if b"helpers.coach.service" in words and str(place).encode() in words:
                found.append(process.parent.name)
    return found


def test_a_folder_of_python_files_is_no_hindrance(box: Path, tmp_path: Path) -> None:
    """The coach does not take a learner's `json.py` for Python's own."""
    for name in ("json", "socket", "helpers", "select"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit\n")
    bash("$docker rnu", COACHED, tmp_path)
    eventually(box.exists, "it speaks")
    assert "rnu" in box.read_text()


@BOTH
@pytest.mark.usefixtures("box")
def test_whoever_reads_the_shells_files_is_not_kept(docker: str) -> None:
    """A pipe that the shell has open goes on to the command, and ends with it: the coach keeps none."""
    code, said = bash("{ $docker rnu 2>&1; } 3>&1 | cat; echo $?", docker)
    assert code == 0
    assert "rnu" in said


@BOTH
@pytest.mark.usefixtures("box", "_followed")
@pytest.mark.parametrize("name", ["TERM", "INT", "HUP"])
def test_a_script_ends_its_own_command(docker: str, name: str, tmp_path: Path) -> None:
    """`kill $!` comes from the command's own group."""
    script = (
        f"env --default-signal=INT $docker {' '.join(FOLLOW)} > said & command=$!; "
        f"until [ -s said ]; do sleep 0.05; done; kill -{name} $command; wait $command"
    )
    assert bash(script, docker, tmp_path)[0] == signalled(name)


def signalled(name: str) -> int:
    """The exit code of Docker's own program, signalled alone."""
    number = signal.Signals[f"SIG{name}"]
    with subprocess.Popen([DOCKER, *FOLLOW], stdout=subprocess.PIPE) as working:
        assert working.stdout
        working.stdout.readline()
        working.send_signal(number)
        code = working.wait(10)
    return code if code >= 0 else 128 - code


@BOTH
@pytest.mark.usefixtures("box", "_followed")
def test_timeout_ends_it(docker: str) -> None:
    """It signals the command and the whole group."""
    assert bash(f"timeout 2 $docker {' '.join(FOLLOW)}", docker) == (124, "ready\n")


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    "script",
    [
        "$docker run --rm busybox sh -c 'seq 200000 >&2; exit 3' 2>&1 > /dev/null | head -n 1; echo ${PIPESTATUS[@]}",
        "$docker run --rm busybox sh -c 'seq 200000; exit 3' | head -n 1; echo ${PIPESTATUS[@]}",
        "$docker rnu 2>&-; echo $?", "$docker version -f x >&-; echo $?",
        "$docker run -i --rm busybox cat <&-; echo $?",
        "$docker run --rm busybox sh -c 'seq 200000 >&2; exit 3' 2> /dev/full; echo $?",
        "$docker rnu 2> /dev/full; echo $?", "$docker rnu <&- >&- 2>&-; echo $?",
        "echo a | $docker run -i --rm busybox cat; echo $?", "$docker run -it --rm busybox true 2>&1; echo $?",
        "(ulimit -n 12; $docker rnu; echo $?)", "(ulimit -f 0; $docker rnu; echo $?)",
        "trap '' CHLD PIPE; $docker rnu; echo $?", "$docker run --rm busybox sh -c 'kill -9 $$'; echo $?",
        "$docker run --rm busybox printf '%s|' a '' 'b c' $'d\\ne'; echo $?",
        "exec -a other $docker rnu",
    ],
)  # fmt: skip
def test_streams_are_as_they_are_alone(script: str) -> None:
    """Readers that go, streams that are closed or full, limits, and signals that are ignored."""
    assert bash(script, COACHED) == bash(script, DOCKER)


@pytest.mark.usefixtures("box", "_followed")
def test_a_command_that_is_stopped_stops_its_witness() -> None:
    """Whoever waits for it sees it stop, and who lets it go on lets both."""
    with subprocess.Popen([COACHED, *FOLLOW], stdout=subprocess.PIPE) as working:
        try:
            assert working.stdout
            assert working.stdout.readline() == b"ready\n"
            (child,) = children(working.pid)
            os.kill(child, signal.SIGSTOP)
            eventually(lambda: (state(child), state(working.pid)) == ("T", "T"), "both stand still")
            working.send_signal(signal.SIGCONT)
            eventually(lambda: "T" not in (state(child), state(working.pid)), "both go on")
        finally:
            working.send_signal(signal.SIGTERM)
            working.wait(10)


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def state(pid: int) -> str:
    """How a process is, in a letter."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.usefixtures("listener")
def test_a_coach_that_does_not_answer_holds_up_no_success() -> None:
    """It may think for a blink of an eye."""
    began = time.monotonic()
    subprocess.run([COACHED, "run", "--help"], check=True, capture_output=True, timeout=60)
    assert time.monotonic() - began < 4  # a failure would be given five seconds


@pytest.mark.usefixtures("listener")
def test_a_coach_that_does_not_answer_is_not_waited_for_against_ones_will() -> None:
    """After a failure Ctrl+C ends the waiting, and the code is the command's."""
    with subprocess.Popen([COACHED, "rnu"], stderr=subprocess.PIPE) as working:
        assert working.stderr
        assert b"rnu" in working.stderr.readline()
        eventually(lambda: not children(working.pid), "it has ended, and the coach is asked")
        began = time.monotonic()
        working.send_signal(signal.SIGINT)
        assert working.wait(10) == 1
        assert time.monotonic() - began < 2


def test_a_place_that_cannot_be_written(box: Path) -> None:
    """No coach can live there: the result is all that is seen."""
    box.parent.chmod(0o500)
    try:
        assert bash("$docker rnu; echo $?", COACHED) == bash("$docker rnu; echo $?", DOCKER)
    finally:
        box.parent.chmod(0o700)


@pytest.mark.usefixtures("box")
def test_a_program_that_is_not_there() -> None:
    """The shell's own code for it, and for one that may not be run."""
    for program, code in (("/nonexistent/docker", 127), ("/etc/passwd", 126)):
        done = subprocess.run([WITNESS, program, "ps"], capture_output=True, check=False, timeout=60, text=True)
        assert done.returncode == code
        assert program in done.stderr


@pytest.mark.usefixtures("box", "_followed")
def test_nothing_but_the_command_runs() -> None:
    """Beside Docker's own program there is the witness, which is no interpreter and has no child but it."""
    with subprocess.Popen([COACHED, *FOLLOW], stdout=subprocess.PIPE) as working:
        try:
            assert working.stdout
            assert working.stdout.readline() == b"ready\n"
            assert Path(f"/proc/{working.pid}/exe").resolve() == Path(WITNESS)
            assert [Path(f"/proc/{pid}/exe").resolve() for pid in children(working.pid)] == [Path(DOCKER).resolve()]
            assert len(list(Path(f"/proc/{working.pid}/task").iterdir())) == 1
        finally:
            working.kill()
