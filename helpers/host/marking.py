"""Mark what a class handed in: each submission in a lab of its own, which is gone afterwards; some at a time.

What runs inside are the course's own programs: `grading.marking` reads what was handed in and keeps the gradebook at a
desk without a network, `grading.examination` examines one submission. Between them go JSON texts, which are kept by
their content: what was marked is not marked again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from helpers.host import errors, lab, process, settings
from helpers.host.compose import SECCOMP, code_digest
from helpers.host.suite.labs import unsynced

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from helpers.host.compose import Lab
    from helpers.host.terminal import Progress

    Results: TypeAlias = list[dict[str, Any]]

DEADLINE = 3600
"""Seconds that one submission may take."""
_DESK = ("-m", "helpers.grading.marking")
_COURSE = ("helpers", "exercises", "solutions", "nbgrader_config.py")
"""What of the course the desk reads."""
_EXAMINER = ("run", "--rm", "--no-deps", "-T", "examiner", "python", "-m", "helpers.grading.examination")
_ENGINES = ("engine", "other-engine")
_NOTHING = 2
"""What the desk ends with where nothing was handed in."""
_NOT_ALL = 3
"""And where somebody's work could not be marked."""
_TRIES = 2
"""A lab that failed us is followed by a fresh one."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom to mark (everybody where nobody is named), how many at a time, how long a cell may take, whether again."""

    learners: frozenset[str] = frozenset()
    jobs: int = 1
    seconds: int = 300
    again: bool = False

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """Read the command line."""
        jobs = options.jobs or os.cpu_count() or 1
        return cls(learners=frozenset(options.student or ()), jobs=jobs, seconds=options.seconds, again=options.again)


def grade(here: Lab, chapter: str, wanted: Wanted, progress: Progress) -> int:
    """Mark a chapter and return the exit code. Raises `LabError` where the desk fails."""
    settings.make_own(here.paths.work)
    collected = _at_desk(here, chapter, "collect")
    if collected.code == _NOTHING:
        progress.say(collected.out.strip())
        return _NOTHING
    work: dict[str, Any] = json.loads(collected.out)
    if missing := wanted.learners - work.keys():
        raise errors.not_handed_in(", ".join(sorted(missing)))
    marked = _Marked(here.paths.folder / "marked" / chapter, here.settings.secret)
    todo = [
        learner
        for learner, sheet in work.items()
        if sheet  # nothing was written into a sheet that is empty
        and (learner in wanted.learners or not wanted.learners)
        and (wanted.again or not _is_whole(marked.get(learner, sheet)))
    ]
    with _Labs(here, wanted.jobs) as labs:

        def mark(learner: str) -> None:
            with progress.step(f"{learner} 채점하기"):
                sheet = work[learner]
                marked.keep(learner, sheet, _examined(labs, (chapter, str(wanted.seconds)), learner, sheet))

        with ThreadPoolExecutor(max_workers=wanted.jobs) as pool:
            list(pool.map(mark, todo))
    found = {learner: marked.get(learner, sheet) for learner, sheet in work.items() if sheet}
    said = _at_desk(here, chapter, "record", json.dumps({name: one for name, one in found.items() if one is not None}))
    progress.say(said.out.rstrip())
    return 1 if said.code == _NOT_ALL else said.code


def _at_desk(here: Lab, chapter: str, what: str, given: str = "") -> process.Result:
    """Read what was handed in, or keep the gradebook: in a container without a network, where nothing of it is run."""
    environment = here.environment()
    mounts = [f"{settings.ROOT / name}:/course/{name}:ro" for name in _COURSE] + [
        f"{here.paths.work}:/home/learner/work"
    ]
    command = ["docker", "run", "--rm", "--interactive", "--network", "none", "--cap-drop", "ALL"]
    command += ["--security-opt", "no-new-privileges:true"]
    command += ["--user", f"{environment['LAB_UID']}:{environment['LAB_GID']}"]
    for name in ("LAB_HUB_USER", "LAB_SECRET"):
        command += ["--env", name]
    for mount in mounts:
        command += ["--volume", mount]
    command += ["--env", "HOME=/tmp", "--entrypoint", "python3", here.images["test"], *_DESK, chapter, f"--{what}"]
    done = process.run(command, env=environment, timeout=DEADLINE, stdin=given)
    if done.code not in (0, _NOTHING, _NOT_ALL):
        raise errors.desk_failed(done.last_line)
    return done


def _examined(labs: _Labs, task: tuple[str, str], learner: str, sheet: object) -> Results | None:
    """Examine one submission; None where the lab failed us twice."""
    found: Results | None = None
    for _ in range(_TRIES):
        with labs.one() as place:
            found = _examine(place, task, learner, sheet)
        if _is_whole(found):
            break
    return found


def _is_whole(found: Results | None) -> bool:
    """Return whether results are there, and none that our own fault spoilt."""
    return found is not None and not any(one["verdict"] == "broken" for one in found)


def _examine(place: Lab, task: tuple[str, str], learner: str, sheet: object) -> Results | None:
    """Bring a lab up and examine one submission in it; None where the lab failed us."""
    place = replace(place, settings=replace(place.settings, learner=learner))
    try:
        place, started = lab.compose_up(place)
        if not started.ok:
            return None
        before = _lives(place)
        done = place.run(*_EXAMINER, *task, timeout=DEADLINE, stdin=json.dumps(sheet))
        if not done.ok or (before and _lives(place) != before):
            return None
        return list(json.loads(done.out))
    except (ValueError, errors.LabError):
        return None


def _remove(place: Lab) -> bool:
    """Remove a lab; return whether nothing of it stays."""
    try:
        lab.destroy(place, seconds=0)
    except errors.LabError:
        return False
    return True


def _lives(place: Lab) -> list[str]:
    """Return which engines run: their processes and since when. Another one than at the start is not to be believed."""
    found = []
    for service in _ENGINES:
        said = process.run(["docker", "top", f"{place.paths.project}-{service}-1", "-eo", "pid,lstart,comm"]).out
        found += [line for line in said.splitlines() if line.endswith("dockerd")]
    return found


class _Labs:
    """The marking labs that may stand at the same time; a used one is removed while the next submission begins."""

    def __init__(self, here: Lab, jobs: int) -> None:
        self._free: queue.Queue[Lab] = queue.Queue()
        self._clean: dict[str, bool] = {}
        for number in range(1, 2 * jobs + 1):
            self._free.put(_marking_lab(here, number))
        self._removing = ThreadPoolExecutor(max_workers=jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._removing.shutdown()

    @contextlib.contextmanager
    def one(self) -> Iterator[Lab]:
        """Give a lab of which nothing stands, and remove what then does whatever happened."""
        place = self._free.get()
        if not self._clean.get(place.paths.project):  # an interrupted marking may have left it
            _remove(place)
        try:
            yield place
        finally:
            self._removing.submit(self._remove, place)

    def _remove(self, place: Lab) -> None:
        self._clean[place.paths.project] = _remove(place)
        self._free.put(place)


class _Marked:
    """What was marked, by whose and which work it is, the class's word, and the code that marked it.

    Whoever marks a part of a class on another computer may bring its files here.
    """

    def __init__(self, folder: Path, secret: str) -> None:
        self._folder = folder
        self._secret = secret

    def get(self, learner: str, sheet: object) -> Results | None:
        """Return the results; None where there are none."""
        try:
            return list(json.loads(self._file(learner, sheet).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def keep(self, learner: str, sheet: object, results: Results | None) -> None:
        """Keep results, or forget those that were kept where there are none."""
        file = self._file(learner, sheet)
        file.unlink(missing_ok=True)
        if results is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(results), encoding="utf-8")

    def _file(self, learner: str, sheet: object) -> Path:
        content = json.dumps([learner, sheet, self._secret, code_digest()], sort_keys=True)
        return self._folder / f"{hashlib.sha256(content.encode()).hexdigest()[:32]}.json"


def _marking_lab(here: Lab, number: int) -> Lab:
    """Return the marking lab of a number: nothing of it is the teacher's but the folder with the class's work."""
    folder = here.paths.folder / "marking" / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder / "seccomp.json"
    profile.write_text(unsynced(SECCOMP.read_text(encoding="utf-8")), encoding="utf-8")
    project = f"{here.paths.project}-marking-{number}"
    teachers = here.settings
    own = replace(settings.fresh(project), secret=teachers.secret, privileged=teachers.privileged)
    paths = settings.LabPaths(project=project, folder=folder, work=here.paths.work)
    return replace(here, paths=paths, settings=own, test=False, offline=True, marking=True, seccomp=profile)
