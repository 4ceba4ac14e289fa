"""Set an exercise's scene and take it down again, on both computers, the Hub and the disk.

Knows the order: clear what the exercise owns, note what stands, lay the files, run the setup, wait for rest, note
again. Knows nothing of checks.
"""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.dockerdata import api
from helpers.dockerdata.types import Baseline, Computer
from helpers.lesson import cleanup
from helpers.lesson.exercise_folder import KEPT, files_in, folder_of, hashes, lay, take_back, told
from helpers.lesson.practice import ComputerRecord, Record
from helpers.world import environment, errors, hidden_containers, hub, other_computer, other_disk
from helpers.world.computers import Since
from helpers.world.environment import unheard
from helpers.world.prober import Prober

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import Fact, Probe
    from helpers.exercise.model import Exercise
    from helpers.lesson.exercise_folder import KeptFiles
    from helpers.world.computers import Computers
    from helpers.world.engine import Engine

SETUP_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One exercise's scene. `guarded`: the engine is the learner's own, and names that stand there are not ours."""

    exercise: Exercise
    computers: Computers
    guarded: bool

    @staticmethod
    def folder(record: Record, exercise: Exercise) -> Path:
        """Return where the exercise is worked on."""
        return Path(record.folder) if record.folder else folder_of(exercise)

    def begin(self, record: Record) -> Record:
        """Set the scene; `record` is the last practice's. Raises `Trouble`; names and folder are then as cleared."""
        engines = self._engines()
        if record.begun or not self.guarded:
            self._clear(engines, record)
        if self.guarded:
            self._refuse_taken(engines)
        before = {computer: _standing(engine) for computer, engine in engines.items()}
        folder = folder_of(self.exercise)
        same = record.begun and record.folder == str(folder)
        found = files_in(folder)
        stood = record.stood if same else found
        begun = Record(
            exercise=self.exercise.id,
            begun=True,
            folder=str(folder),
            stood=stood,
            secrets=self.exercise.secrets,
            names=cleanup.all_names(self.exercise),
            mine=ComputerRecord(before=before[Computer.MINE]),
            other=ComputerRecord(before=before.get(Computer.OTHER, Baseline())),
        )
        try:
            laid = lay(folder, self.exercise.files, record.laid if same else {})
            self._set_up(folder)
            sides = {computer: _noted(engine, before[computer]) for computer, engine in engines.items()}
            noted = self._facts(engines, folder)
        except BaseException as error:
            kept = self._take_back(folder, found, hashes(self.exercise.files))
            self._clear(engines, begun)
            if kept.names and isinstance(error, errors.Trouble):
                raise type(error)(f"{error}{told(kept)}") from error
            raise
        there = sides.get(Computer.OTHER, begun.other)
        return replace(begun, laid=laid, mine=sides[Computer.MINE], other=there, noted=noted)

    def _facts(self, engines: Mapping[Computer, Engine], folder: Path) -> tuple[tuple[Probe, Fact], ...]:
        """Find what the checks must know of the beginning."""
        asked = [probe for check in self.exercise.checks for probe in check.noted]
        if not asked:
            return ()
        states = {computer: engine.snapshot() for computer, engine in engines.items()}
        return tuple(Prober(self.computers).gather(asked, states, folder).items())

    def made(self, record: Record) -> list[str]:
        """List what the learner made since the last start under the exercise's names: the next start clears it."""
        if not record.begun:
            return []
        sides = {Computer.MINE: record.mine, Computer.OTHER: record.other}
        return [
            f"{'다른 컴퓨터의 ' if computer is Computer.OTHER else ''}{what}"
            for computer, engine in self._engines().items()
            for what in cleanup.made(cleanup.names_on(self.exercise, computer), engine.snapshot(), sides[computer])
        ]

    def undo(self, record: Record) -> KeptFiles:
        """Take the scene down; says what became of the learner's own files."""
        self._clear(self._engines(), record)
        return self._take_back(self.folder(record, self.exercise), record.stood, record.laid)

    def _take_back(self, folder: Path, stood: tuple[str, ...], laid: Mapping[str, str]) -> KeptFiles:
        return take_back(folder, stood, laid, folder.parent / KEPT / self.exercise.slug)

    def _engines(self) -> Mapping[Computer, Engine]:
        if self.exercise.needs_other:
            self.computers.on(Computer.OTHER)
        engines = dict(self.computers.engines)
        other = engines.get(Computer.OTHER)
        if other and not self.exercise.needs_other and not other.alive():
            del engines[Computer.OTHER]
        return engines

    def _clear(self, engines: Mapping[Computer, Engine], record: Record) -> None:
        owns = self.exercise.owns
        for computer, engine in engines.items():
            side = record.mine if computer is Computer.MINE else record.other
            hidden_containers.sweep(engine)
            with hidden_containers.learners_turn():
                cleanup.clear(engine, cleanup.names_on(self.exercise, computer), side)
            if owns.login and not self.guarded:
                hub.logout(computer)
        for image in owns.hub:
            hub.remove(f"{environment.hub_account()}/{image}")
        for name in owns.usb_files:
            with contextlib.suppress(FileNotFoundError):
                (environment.usb() / name).unlink()
        if owns.other_files:
            _remove_there(owns.other_files)

    def _refuse_taken(self, engines: Mapping[Computer, Engine]) -> None:
        taken = [
            name
            for computer, engine in engines.items()
            for name in cleanup.taken(cleanup.names_on(self.exercise, computer), engine.snapshot())
        ]
        if taken:
            raise errors.names_taken(self.exercise.id, taken)

    def _set_up(self, folder: Path) -> None:
        if not self.exercise.setup:
            return
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:  # buildx leaves its folders in TMPDIR
            done = subprocess.run(
                ["bash", "-e", "-c", self.exercise.setup],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                timeout=SETUP_SECONDS,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
                env=unheard() | {"DOCKER_HOST": self.computers.mine.host, "TMPDIR": aside},
            )
        if done.returncode:
            last = " ".join(done.stdout.split("\n")[-4:]).strip()
            raise errors.setup_failed(self.exercise.id, done.returncode, last)


def _remove_there(names: tuple[str, ...]) -> None:
    disk = environment.other_disk()
    if disk:
        other_disk.remove(disk, names)
    else:
        other_computer.remove(names)


def _standing(engine: Engine) -> Baseline:
    since = engine.now()
    return api.baseline(engine.snapshot(), since)


def _noted(engine: Engine, before: Baseline) -> ComputerRecord:
    """Note what stands after the setup, once it has come to rest."""
    engine.rest()
    since = engine.now()
    mark = engine.mark()
    return ComputerRecord(before=before, baseline=api.baseline(engine.snapshot(), since), mark=mark)


def since_start(record: Record) -> tuple[Since, Since]:
    """Return from where on each computer's events count."""
    mine, other = record.mine, record.other
    return Since(time=mine.baseline.since, mark=mine.mark), Since(time=other.baseline.since, mark=other.mark)


def looks_there(exercise: Exercise) -> bool:
    """Return whether what stands on the other computer may decide an exercise."""
    owns = exercise.owns
    asked = any(probe.computer is Computer.OTHER for check in exercise.checks for probe in check.probes)
    return asked or exercise.needs_other or any((owns.other_containers, owns.other_images, owns.other_runs_of))
