"""Child programs never outlive `./lab`; independent work runs at once, dependent work in order."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from helpers.host import process
from helpers.host.process import Job, run_all

if TYPE_CHECKING:
    from pathlib import Path


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def python(*lines: str) -> list[str]:
    """A program for every system."""
    return [sys.executable, "-c", "\n".join(["import os, subprocess, sys, time", *lines])]


def test_run_returns_what_was_said() -> None:
    """Both streams and the exit code come back."""
    done = process.run(python("print('out'); print('err', file=sys.stderr); sys.exit(3)"))
    assert (done.code, done.out, done.err, done.last_line) == (3, "out\n", "err\n", "err")


def test_a_program_that_is_not_there_is_a_result() -> None:
    """A missing program is told by the result, not by an exception."""
    assert process.run(["no-such-program-here"]).code == -1


def test_a_slow_program_is_ended_at_its_deadline() -> None:
    """A program that hangs gives a failed result soon after its time, and the result says so."""
    slow = process.run(python("time.sleep(60)"), timeout=0.2)
    assert (slow.code, slow.last_line) == (-1, f"{sys.executable}: 0초 안에 답하지 않았습니다.")


def test_follow_writes_the_log_and_tells_each_line(tmp_path: Path) -> None:
    """The log has all, the listener each line, the result the end."""
    lines: list[str] = []
    both = python("print('one'); print('two', file=sys.stderr)")
    done = process.follow(both, tmp_path / "a" / "log", on_line=lines.append)
    assert done.ok
    assert sorted(lines) == ["one", "two"]
    assert (tmp_path / "a" / "log").read_text() == done.out


def test_what_is_poured_in_is_read_here(tmp_path: Path) -> None:
    """How far it is can be asked at any time without moving the place where the child reads on."""
    source, seen, go = io.BytesIO(b"x" * 5_000_000), [], tmp_path / "go"

    def look() -> None:
        seen.append(source.tell())
        if seen[-1]:
            go.touch()

    waits = f"while not os.path.exists({str(go)!r}): time.sleep(0.01)"
    done = process.pour(python(waits, "print(len(sys.stdin.buffer.read()))"), source=source, on_tick=look)
    assert (done.code, done.out) == (0, "5000000\n")
    assert next(filter(None, seen)) < 5_000_000


def test_a_program_that_reads_nothing_ends_all_the_same() -> None:
    """What it was given is left over, and its own words are the result."""
    done = process.pour(python("sys.exit('no')"), source=io.BytesIO(b"x" * 5_000_000))
    assert (done.code, done.last_line) == (1, "no")


def test_stopping_ends_grandchildren_too(tmp_path: Path) -> None:
    """What a child has started itself dies with it, and whoever followed it is told."""
    pids: list[int] = []
    started = threading.Event()
    told: list[type[BaseException]] = []

    def note(line: str) -> None:
        pids.append(int(line))
        started.set()

    parent = python(
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])",
        "print(child.pid, flush=True)",
        "child.wait()",
    )

    def work() -> None:
        try:
            process.follow(parent, tmp_path / "log", on_line=note)
        except process.Interrupted:
            told.append(process.Interrupted)

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(10)
    process.stop_children()
    thread.join(10)  # the grandchild would hold its end of the pipe for longer
    process.resume()
    assert told == [process.Interrupted]
    assert process.wait_until(lambda: not alive(pids[0]), seconds=10)


def test_on_windows_a_plugin_ends_with_its_docker(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are no process groups: the child's whole tree is named to the program that ends it."""
    asked: list[list[str]] = []
    monkeypatch.setattr("subprocess.run", lambda argv, **_: asked.append(argv))
    with subprocess.Popen(python("time.sleep(60)"), text=True) as child:
        with monkeypatch.context() as windows:
            windows.setattr("sys.platform", "win32")
            process._end(child)
        assert asked == [["taskkill", "/T", "/F", "/PID", str(child.pid)]]


def test_waiting_ends_when_it_is_stopped() -> None:
    """A wait for something that never comes gives up when `./lab` is stopped."""
    process.stop_children()
    with pytest.raises(process.Interrupted):
        process.wait_until(lambda: False, seconds=60)


def test_nothing_starts_while_stopping() -> None:
    """After the stop no thread can start another program."""
    process.stop_children()
    with pytest.raises(process.Interrupted):
        process.run(["true"])


def test_waiting_has_a_deadline() -> None:
    """A wait that is not fulfilled ends with False."""
    assert not process.wait_until(lambda: False, seconds=0.05, every=0.01)


def test_children_do_not_share_our_process_group() -> None:
    """Ctrl+C on the terminal reaches `./lab` alone, which then ends its children in order."""
    assert (
        int(process.run(["sh", "-c", "ps -o pgid= -p $$ 2>/dev/null || cut -d' ' -f5 /proc/$$/stat"]).out)
        != os.getpgrp()
    )


def test_work_waits_for_what_it_needs() -> None:
    """A job begins after those that it names."""
    order: list[str] = []
    run_all(
        [
            Job(name="late", action=lambda: order.append("late"), after=("early",)),
            Job(name="early", action=lambda: order.append("early")),
        ]
    )
    assert order == ["early", "late"]


def test_independent_work_runs_at_once() -> None:
    """Two jobs that wait for each other's beginning both end."""
    meeting = threading.Barrier(2, timeout=10)

    def meet() -> None:
        meeting.wait()

    run_all([Job(name=name, action=meet) for name in ("one", "two")])
    assert not meeting.broken


def test_the_first_failure_is_raised_and_stops_the_rest() -> None:
    """A failing job's own error comes out, those behind it never begin, programs of others are ended."""
    begun: list[str] = []

    def fail() -> None:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        run_all(
            [
                Job(name="fails", action=fail),
                Job(name="behind", action=lambda: begun.append("behind"), after=("fails",)),
                Job(name="beside", action=lambda: begun.append(process.run(["sleep", "60"]).last_line)),
            ]
        )
    assert "behind" not in begun


def test_a_circle_is_an_error() -> None:
    """Jobs that wait for each other are told, not waited for."""
    with pytest.raises(ValueError, match="one"):
        run_all(
            [Job(name="one", action=lambda: None, after=("two",)), Job(name="two", action=lambda: None, after=("one",))]
        )


def test_no_work_is_done_at_once() -> None:
    """Nothing to do is no error."""
    run_all([])
