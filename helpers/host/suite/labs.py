"""Test labs side by side, and the tests that run in them.

Each is a lab of its own with its own state and work folder under `.lab/test/`. Before a step that looks at JupyterLab
it is made anew, so that it sees nothing that another left behind; no lab waits for the others to do so. Other steps
begin by emptying the lab themselves (`helpers.authoring.clean_lab`).
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from helpers.host import lab, process, settings
from helpers.host.compose import SECCOMP
from helpers.host.process import Job, run_all
from helpers.host.suite import shares
from helpers.host.suite.local import options
from helpers.host.suite.shares import NUMBERS, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from helpers.host.compose import Lab
    from helpers.host.process import Result
    from helpers.host.terminal import Progress

QUEUE = "/queue"
"""Where a test container finds its step's queue."""
MADE_ANEW = frozenset({"browser"})
"""Steps that find nothing of the steps before them, not even a kernel that runs."""


class Labs:
    """The test labs. They come up when a step first needs them.

    Nothing in their engines waits for the disk, unless they are `measured`: then all takes as long as in a learner's.
    """

    def __init__(self, folder: Path, progress: Progress, *, measured: bool = False) -> None:
        self._measured = measured
        self._folder = folder
        self._progress = progress
        self._labs: dict[int, Lab] = {}
        self._up: set[int] = set()
        self._fresh: set[int] = set()
        self._making = Lock()

    def up(self, *numbers: int) -> Outcome:
        """Bring the labs `numbers` up, clean; all where none is named. Where tests run is made meanwhile."""
        numbers = numbers or NUMBERS
        self._prepare(numbers)
        labs = [Job(name=str(number), action=partial(self._renew, number)) for number in numbers]
        run_all([Job(name="test image", action=partial(self._image, numbers[0])), *labs])
        self._up.update(numbers)
        self._fresh.update(numbers)
        return Outcome(ok=True)

    def stands(self, number: int) -> bool:
        """Return whether an earlier `stand` left that lab standing."""
        return _standing(self._paths(number)).exists()

    def stand(self, number: int) -> None:
        """Have one lab up, and leave it standing for the next command; one that stands is used as it is."""
        if self.stands(number):
            self._prepare((number,))
            self._labs[number] = lab.up(self._labs[number], self._progress)
        else:
            self.up(number)
            _standing(self._paths(number)).touch()

    def end_standing(self, number: int) -> None:
        """Remove the lab that `stand` left standing."""
        with self._progress.step("시험용 실습실 지우기"):
            self._remove(lab.existing(self._paths(number)))

    def test(self, steps: Mapping[str, str], report: Callable[[Outcome], None]) -> None:
        """Run tests/`step` of each of `steps` by its -k expression, each lab taking tests when it has done its own.

        A lab that finds nothing more to take goes on to the next step. `report` hears how each step ended.
        """
        self._prepare(NUMBERS)
        services = {_service(step) for step in steps}
        images = [Job(name=f"{one} image", action=partial(self._image, NUMBERS[0], one)) for one in services]
        queues = {step: shares.queue(self._folder, step) for step in steps}

        def share(step: str, number: int) -> int:
            if number not in self._up or (step in MADE_ANEW and number not in self._fresh):
                self._renew(number)
            self._up.add(number)
            self._fresh.discard(number)
            return self._share(step, number, queues[step], steps[step])

        shares.run([*steps], share, self._log, report, may_be_empty=any(steps.values()), beside=images)

    def give_way(self) -> None:
        """Be down, with the lab's images there, for tests that make labs of their own."""
        self._prepare(NUMBERS)
        self.down()

    def down(self) -> None:
        """Remove the labs with all that they kept."""
        self._up.clear()
        self._fresh.clear()
        for number in list(self._labs):
            self._remove(self._labs.pop(number))

    def run(
        self,
        number: int,
        command: list[str],
        *,
        log: Path,
        title: str,
        queue: Path | None = None,
        service: str = "test",
        aloud: bool = False,
    ) -> Result:
        """Run `command` in a container of `service` (`test` or `browser`) of one lab; it takes tests from `queue`.

        `aloud`: every line that it writes is shown as it comes.
        """
        self._image(number, service)
        arguments = ["run", "--rm", "--no-deps", "-T", "--env", "PYTHONUNBUFFERED=1"]
        if queue:
            arguments += ["--volume", f"{queue}:{QUEUE}", "--env", f"LAB_TEST_QUEUE={QUEUE}"]
        with self._progress.step(title) as shown:
            note = self._progress.say if aloud else lambda line: setattr(shown, "note", line.strip())
            return self._labs[number].follow(*arguments, service, *command, log=log, on_line=note)

    def _share(self, step: str, number: int, queue: Path, expression: str) -> int:
        command = ["python", "-m", "pytest", *options([f"tests/{step}"], expression)]
        title = f"{step} 시험하기 {number}/{len(NUMBERS)}"
        log = self._log(step, number)
        return self.run(number, command, log=log, title=title, queue=queue, service=_service(step)).code

    def _image(self, number: int, service: str = "test") -> None:
        """Make where tests run, once for all labs."""
        with self._making:
            lab.for_tests(self._labs[number], self._progress, service)

    def _renew(self, number: int) -> None:
        """Make a lab anew: nothing of an earlier step in its engines, volumes or work folder."""
        here = self._labs[number]
        self._remove(here)
        self._labs[number] = lab.up(here, self._progress)

    def _prepare(self, numbers: tuple[int, ...]) -> None:
        for number in numbers:
            if number not in self._labs:
                paths = self._paths(number)
                settings.load(paths, port=settings.FIRST_PORT + number * lab.PORTS)
                here = lab.prepare(paths, self._progress, test=True)
                profile = SECCOMP if self._measured else _profile(paths.folder)
                self._labs[number] = replace(here, offline=True, seccomp=profile)  # what works here needs no internet

    def _paths(self, number: int) -> settings.LabPaths:
        folder = self._folder / str(number)
        project = f"{settings.learner_lab().project}-test-{number}"
        return settings.LabPaths(project=project, folder=folder, work=folder / "work")

    def _remove(self, here: Lab) -> None:
        _standing(here.paths).unlink(missing_ok=True)
        lab.destroy(here)
        for folder in (here.paths.work, here.paths.folder / "out"):
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():  # files of the lab's other users, which only root may remove
                mount = f"{folder.parent}:/parent"
                clear = ["rm", "-rf", f"/parent/{folder.name}"]
                process.run(["docker", "run", "--rm", "--volume", mount, here.images["base"], *clear], timeout=60)

    def _log(self, step: str, number: int) -> Path:
        return self._folder / f"{step}-{number}.log"


def _service(step: str) -> str:
    """Return the service of compose.test.yaml in which a step's tests run."""
    return "browser" if step == "browser" else "test"


SYNCS = frozenset({"fsync", "fdatasync", "sync", "syncfs", "sync_file_range", "sync_file_range2"})
"""System calls that wait until the disk has what was written."""


def unsynced(profile: str) -> str:
    """Return a seccomp profile under which no program waits for the disk: what a test lab holds need not outlive it.

    An engine's databases wait some fifty times for each `docker run`, as long as all the rest takes.
    """
    rules = json.loads(profile)
    for rule in rules["syscalls"]:
        rule["names"] = [name for name in rule["names"] if name not in SYNCS]
    rules["syscalls"].append({"names": sorted(SYNCS), "action": "SCMP_ACT_ERRNO", "errnoRet": 0})
    return json.dumps(rules)


def _profile(folder: Path) -> Path:
    file = folder / "seccomp.json"
    file.write_text(unsynced(SECCOMP.read_text(encoding="utf-8")), encoding="utf-8")
    return file


def _standing(paths: settings.LabPaths) -> Path:
    """Return the mark of a lab that was left standing for the next command."""
    return paths.folder / "standing"
