"""Keep the practice record: what `check`, `hint` and `reset` must know of an exercise's start, one JSON file each.

Two notebooks may use it at once, and a crash leaves the old one. A record that nobody of us wrote counts for nothing.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.types import Baseline, Computer, Fact, Probe, ProbeKind
from helpers.world import safe_files
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from helpers.exercise.model import Exercise

_LATEST = 1 << 63
"""No engine's clock counts so many nanoseconds."""
LONG = 3600.0
"""Seconds after which nobody writes such a file any more."""


@dataclass(frozen=True, kw_only=True)
class ComputerRecord:
    """One computer's part: what stood `before` the start, the `baseline` after the setup, the `mark` in the events."""

    before: Baseline = field(default_factory=Baseline)
    baseline: Baseline = field(default_factory=Baseline)
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One exercise's practice. `laid` maps the files that the course laid to their SHA-256, `stood` names those before.

    `folder` is where the exercise is worked on; `held` names the checks that passed before anything was done; `noted`
    is what the probes of the checks' `noted` found then; `solved` says that all have passed since. The coach reads
    `secrets`, what it must not tell until then, and `names`, by which it sees that a command is of this exercise.
    """

    exercise: str
    begun: bool = False
    folder: str = ""
    mine: ComputerRecord = field(default_factory=ComputerRecord)
    other: ComputerRecord = field(default_factory=ComputerRecord)
    laid: Mapping[str, str] = field(default_factory=dict)
    stood: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    noted: tuple[tuple[Probe, Fact], ...] = ()
    secrets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    solved: bool = False

    def knows(self, exercise: Exercise) -> bool:
        """Return whether it holds what the checks must know of the beginning: the course may have changed since."""
        return {probe for check in exercise.checks for probe in check.noted} <= dict(self.noted).keys()


class Practice:
    """The records under one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_folder()

    def load(self, exercise: str) -> Record:
        """Read the exercise's record; an empty one where there is none or it cannot be read."""
        try:
            found = _record(json.loads(self.file(exercise).read_text(encoding="utf-8")))
            return found if _sound(found, exercise) else Record(exercise=exercise)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return Record(exercise=exercise)

    def save(self, record: Record) -> None:
        """Write the record whole or not at all. Raises OSError."""
        safe_files.write_json(self.file(record.exercise), asdict(record))
        safe_files.sweep(self.folder, LONG)

    def forget(self, exercise: str) -> None:
        """Remove the record."""
        self.file(exercise).unlink(missing_ok=True)

    @contextlib.contextmanager
    def alone(self, exercise: str) -> Iterator[None]:
        """Hold the exercise's lock: whatever else starts or resets it waits until this is done."""
        with safe_files.locked(self.folder / f"{exercise}.lock"):
            yield

    def latest(self) -> str:
        """Return the exercise that was begun, or passed, last; empty where there is none."""
        found = [(file.stat().st_mtime_ns, file.stem) for file in self.folder.glob("*.json")]
        return next((name for _, name in sorted(found, reverse=True) if self.load(name).begun), "")

    def file(self, exercise: str) -> Path:
        """Return where the exercise's record is, if there is one."""
        return self.folder / f"{exercise}.json"


def begun(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the exercises that the records say were begun, with the hints that older records counted."""
    for file in sorted(folder.glob("*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            data = json.loads(file.read_text(encoding="utf-8"))
            if data["begun"]:
                yield str(data["exercise"]), int(data.get("hints", 0))


def _record(data: dict[str, Any]) -> Record:
    known = {name: data[name] for name in ("exercise", "begun", "folder", "laid")}  # older ones counted hints, too
    lists: dict[str, Any] = {name: tuple(_listed(data.get(name, []))) for name in ("stood", "held", "secrets", "names")}
    mine, other, solved = _side(data["mine"]), _side(data["other"]), data.get("solved") is True
    noted = tuple((_probe(probe), Fact(**fact)) for probe, fact in _listed(data.get("noted", [])))
    return Record(**known, **lists, mine=mine, other=other, noted=noted, solved=solved)


def _probe(data: dict[str, str]) -> Probe:
    words = {name: data[name] for name in ("subject", "detail")}
    return Probe(kind=ProbeKind(data["kind"]), computer=Computer(data["computer"]), **words)


def _listed(found: Any) -> list[Any]:
    if not isinstance(found, list):  # a text is many letters
        raise TypeError
    return found


def _sound(record: Record, exercise: str) -> bool:
    """Return whether a record is one that we have written: a reset empties the folder that it names."""
    folder = Path(record.folder)
    ours = folder.is_absolute() and folder.name == exercise.rpartition(".")[2] and "\0" not in record.folder
    sides = (record.mine.before, record.mine.baseline, record.other.before, record.other.baseline)
    return (
        record.exercise == exercise
        and isinstance(record.begun, bool)
        and (ours or not record.folder)
        and _texts(record.laid, record.laid.values(), record.stood, record.held, record.secrets, record.names)
        and _texts([record.mine.mark, record.other.mark], (fact.text for _, fact in record.noted))
        and all(_sound_baseline(side) for side in sides)
    )


def _sound_baseline(side: Baseline) -> bool:
    names = (side.containers, side.volumes, side.networks)
    pairs = (table.items() for table in (side.images, side.container_ids))
    return (
        type(side.since) is int and 0 <= side.since < _LATEST and _texts(*names, *(kv for kvs in pairs for kv in kvs))
    )


def _texts(*found: Iterable[object]) -> bool:
    return all(isinstance(one, str) for several in found for one in several)


def _side(data: dict[str, Any]) -> ComputerRecord:
    return ComputerRecord(before=_baseline(data["before"]), baseline=_baseline(data["baseline"]), mark=data["mark"])


def _baseline(data: dict[str, Any]) -> Baseline:
    sets = {name: frozenset(_listed(data[name])) for name in ("containers", "volumes", "networks")}
    ids = data.get("container_ids", {})  # older records lack them
    return Baseline(since=data["since"], images=data["images"], container_ids=ids, **sets)
