"""Child programs, and jobs that run them side by side: started, followed, and never left behind.

Knows processes, deadlines and threads; not what the programs are. Every child runs in its own process group, and
`stop_children` ends them all, so that an interrupted `./lab` leaves no build going.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


_TICK = 0.3
_CHUNK = 1 << 20
_children: set[subprocess.Popen[str]] = set()
_lock = threading.Lock()
_stopping = threading.Event()


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a program ended. `code` is -1 where it could not be started or ran out of time."""

    code: int
    out: str = ""
    err: str = ""

    @property
    def ok(self) -> bool:
        """Tell whether it ended with 0."""
        return self.code == 0

    @property
    def last_line(self) -> str:
        """Return the last line that it said, on stderr first."""
        lines = (self.err.strip() or self.out.strip()).splitlines()
        return lines[-1] if lines else ""


class Interrupted(Exception):
    """`./lab` is being stopped: whoever waits gives up."""


def run(argv: Sequence[str], *, env: Mapping[str, str] | None = None, timeout: float = 60, stdin: str = "") -> Result:
    """Run `argv` to its end, `timeout` seconds at most, and return what it said, even where it cannot run."""
    try:
        child = _spawn(argv, env=env, stderr=subprocess.PIPE)
    except OSError as error:
        return Result(code=-1, err=str(error))
    try:
        out, err = child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        _end(child)
        return Result(code=-1, err=f"{argv[0]}: {timeout:.0f}초 안에 답하지 않았습니다.")
    finally:
        _forget(child)
    return Result(code=child.returncode, out=out, err=err)


def follow(
    argv: Sequence[str],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] = lambda _line: None,
    append: bool = False,
) -> Result:
    """Run `argv`, writing all it says to `log` and each line to `on_line`. `out` keeps the last 40 lines."""
    tail: deque[str] = deque(maxlen=40)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a" if append else "w", encoding="utf-8") as file:
        try:
            child = _spawn(argv, env=env, stderr=subprocess.STDOUT)
        except OSError as error:
            return Result(code=-1, out=str(error))
        try:
            if child.stdin:
                child.stdin.close()
            for line in child.stdout or ():
                file.write(line)
                file.flush()
                tail.append(line)
                on_line(line.rstrip("\n"))
            code = child.wait()
        finally:
            _forget(child)
    if _stopping.is_set():
        raise Interrupted
    return Result(code=code, out="".join(tail))


def pour(
    argv: Sequence[str],
    *,
    source: BinaryIO | None = None,
    into: BinaryIO | None = None,
    on_tick: Callable[[], None] = lambda: None,
) -> Result:
    """Run `argv` with all of `source` as its input, or the file `into` as its output, calling `on_tick` meanwhile.

    `source` is read here, and tells `on_tick` how far it is. Of a file that the child reads itself Windows cannot be
    asked that: the question sets the place where the child reads on.
    """
    try:
        stdin = subprocess.PIPE if source else subprocess.DEVNULL
        child = _spawn(argv, env=None, stderr=subprocess.PIPE, stdin=stdin, stdout=into or subprocess.PIPE)
    except OSError as error:
        return Result(code=-1, err=str(error))
    try:
        if source and isinstance(child.stdin, io.TextIOWrapper):
            pipe, child.stdin = child.stdin.detach(), None  # or `communicate` would close it
            threading.Thread(target=_feed, args=(source, pipe), daemon=True).start()
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                out, err = child.communicate(timeout=_TICK)
                break
            on_tick()
    finally:
        _forget(child)
    if _stopping.is_set():
        raise Interrupted
    return Result(code=child.returncode, out=out or "", err=err)


def wait_until(holds: Callable[[], bool], *, seconds: float, every: float = 0.1) -> bool:
    """Ask `holds` until it is true; False after `seconds`. Raises Interrupted when `./lab` is being stopped."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        if _stopping.wait(every):
            raise Interrupted
    return True


def stop_children() -> None:
    """End every child that still runs, with its own children, and let every waiting thread give up."""
    _stopping.set()
    with _lock:
        children = list(_children)
    for child in children:
        _end(child)


def resume() -> None:
    """Allow programs to be run again, once all the threads that `stop_children` stopped have ended."""
    _stopping.clear()


@contextlib.contextmanager
def stopped_on_failure() -> Iterator[None]:
    """Stop every child when the body is left by an exception, Ctrl+C included."""
    try:
        yield
    except BaseException:
        stop_children()
        raise


@dataclass(frozen=True, kw_only=True)
class Job:
    """One piece of work. It begins when all the jobs named in `after` have ended well."""

    name: str
    action: Callable[[], None]
    after: tuple[str, ...] = ()


def run_all(jobs: Iterable[Job], *, at_once: int = 6) -> None:
    """Run `jobs`, at most `at_once` together. The first failure stops the others' programs and is raised."""
    waiting = {job.name: job for job in jobs}
    done: set[str] = set()
    running: dict[Future[None], str] = {}
    resume()
    with ThreadPoolExecutor(max_workers=at_once) as pool, stopped_on_failure():
        while waiting or running:
            for job in [job for job in waiting.values() if done.issuperset(job.after)]:
                running[pool.submit(job.action)] = waiting.pop(job.name).name
            if not running:
                raise ValueError(f"jobs wait for each other: {sorted(waiting)}")
            ended, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
            for future in ended:
                done.add(running.pop(future))
                future.result()


def _spawn(
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None,
    stderr: int,
    stdin: int | BinaryIO = subprocess.PIPE,
    stdout: int | BinaryIO = subprocess.PIPE,
) -> subprocess.Popen[str]:
    if _stopping.is_set():
        raise Interrupted
    child = subprocess.Popen(
        argv,
        env=None if env is None else dict(env),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        encoding="utf-8",
        errors="replace",
        start_new_session=sys.platform != "win32",
    )
    with _lock:
        _children.add(child)
    return child


def _feed(source: BinaryIO, pipe: BinaryIO) -> None:
    with contextlib.suppress(OSError, ValueError), pipe:  # a child that has ended reads no more, and says why itself
        shutil.copyfileobj(source, pipe, _CHUNK)


def _forget(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        _end(child)
    with _lock:
        _children.discard(child)


def _end(child: subprocess.Popen[str]) -> None:
    """End the child and what it started: by SIGTERM to the group, and by SIGKILL after 5 seconds.

    `docker` starts its plugins as programs of their own: a build would go on without it.
    """
    for name, seconds in (("SIGTERM", 5), ("SIGKILL", 5)):
        with contextlib.suppress(OSError):
            if sys.platform == "win32":  # as mypy understands it, too
                tree = ["taskkill", "/T", "/F", "/PID", str(child.pid)]
                subprocess.run(tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                child.kill()
            else:
                os.killpg(child.pid, getattr(signal, name))
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(seconds)
            return
