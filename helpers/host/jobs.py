"""Work that depends on other work: whatever can run at once does.

Knows only names, order and threads.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.host import process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
    process.resume()
    with ThreadPoolExecutor(max_workers=at_once) as pool, process.stopped_on_failure():
        while waiting or running:
            for job in [job for job in waiting.values() if done.issuperset(job.after)]:
                running[pool.submit(job.action)] = waiting.pop(job.name).name
            if not running:
                raise ValueError(f"jobs wait for each other: {sorted(waiting)}")
            ended, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
            for future in ended:
                done.add(running.pop(future))
                future.result()
