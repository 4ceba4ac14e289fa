"""All attacks of tests/support/attacks.py beside honest work: what they gain, touch, leak and stop, and what is told.

A copy of the clone marks them as a class. Besides the table by kind, each attack that did more than fail is named.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from _ratio import Ratio, options, show

from helpers.course.paths import exercises_path, solutions_path
from tests.support import attacks
from tests.support.clones import copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.attacks import Attack
    from tests.support.clones import Clone

WORD = "the-word-of-this-class"
HONEST = {"honest-all": 3.0, "honest-none": 0.0}
CELL_SECONDS = 20
COUNTED = ("gained", "breached", "leaked", "unmarked", "told")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one attack."""

    attack: Attack
    signs: frozenset[str]
    points: str
    note: str


def hand_in(made: Clone, learner: str, chapter: str, text: str) -> None:
    """Lay a notebook where the class's are collected."""
    place = made.folder / "work" / "grading" / "submitted" / learner / chapter
    place.mkdir(parents=True)
    (place / Path(exercises_path(chapter)).name).write_text(text, encoding="utf-8")


def table(made: Clone) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by learner."""
    file = made.folder / "work" / "grading" / "grades.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["이름"]: row for row in csv.DictReader(lines)}


def said(made: Clone, attack: Attack) -> str:
    """All that the attack's cells printed."""
    place = made.folder / "work" / "grading" / "autograded" / attack.name / attack.chapter
    file = place / Path(exercises_path(attack.chapter)).name
    if not file.exists():
        return ""
    book = json.loads(file.read_text(encoding="utf-8", errors="replace"))
    outputs = (output for cell in book["cells"] for output in cell.get("outputs", ()))
    return "\n".join("".join(output.get("text", "")) for output in outputs)


def outcomes(made: Clone, chapter: str) -> Iterator[Outcome]:
    """Mark a chapter's attacks and say what became of each."""
    done = made.lab("grade", chapter, "--seconds", str(CELL_SECONDS), "--jobs", "2", code=None)
    if done.returncode not in (0, 1):
        sys.exit(done.stdout + done.stderr)
    rows = table(made)
    honest = {name: rows.get(name, {}).get("점수") for name in HONEST}
    if chapter == attacks.START and honest != {name: f"{points:g}" for name, points in HONEST.items()}:
        sys.exit(f"honest work was touched: {honest}")
    for attack in attacks.every():
        if attack.chapter == chapter:
            row, text = rows.get(attack.name, {}), said(made, attack)
            signs = {
                "gained": row.get("점수") not in ("", "0", None),
                "breached": attacks.BREACH in text,
                "leaked": WORD in text or "honest-all" in text,
                "unmarked": row.get("상태") != "채점",
                "told": bool(row.get("비고")) or row.get("상태") not in ("채점", None),
            }
            found = frozenset(sign for sign, holds in signs.items() if holds)
            yield Outcome(attack=attack, signs=found, points=row.get("점수", ""), note=row.get("비고", ""))


def left() -> list[str]:
    """What outlives the marking."""
    named = ["docker", "ps", "--all", "--format", "{{.Names}}"]
    names, running = (
        subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        for command in (named, ["pgrep", "-f", "sleep 424242"])
    )
    return [name for name in names if "-marking-" in name] + running


def main() -> None:
    """Mark all attacks and print what they came to."""
    chosen = options(__doc__ or "", rounds=1)
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        made = replace(copy(Path(folder) / "lab"), patience=7200)
        try:
            found, took = marked(made)
        finally:
            made.lab("destroy", "--yes", code=None)
    report(found, took, as_json=chosen.json)


def marked(made: Clone) -> tuple[list[Outcome], float]:
    """Hand everything in, mark it, and return what became of it and the seconds that it took."""
    made.lab("start", "--no-browser", "--secret", WORD)
    made.lab("stop")
    made.lab("grade", attacks.START, code=2)  # which opens the course
    for name, path in (("honest-all", solutions_path), ("honest-none", exercises_path)):
        hand_in(made, name, attacks.START, (attacks.ROOT / path(attacks.START)).read_text(encoding="utf-8"))
    for attack in attacks.every():
        hand_in(made, attack.name, attack.chapter, attack.notebook())
    began = time.monotonic()
    found = [one for chapter in (attacks.START, "transfer") for one in outcomes(made, chapter)]
    return found, time.monotonic() - began


def report(found: list[Outcome], took: float, *, as_json: bool) -> None:
    """Print what the attacks came to."""
    counts = Counter((one.attack.kind, sign) for one in found for sign in one.signs)
    kinds = Counter(one.attack.kind for one in found)
    notes = [
        f"{kind} ({kinds[kind]}): {', '.join(f'{sign} {counts[kind, sign]}' for sign in COUNTED)}" for kind in kinds
    ]
    told = (one for one in found if one.signs)
    notes += [f"{one.attack.name}: {', '.join(sorted(one.signs))} {one.points} {one.note}" for one in told]
    notes += [f"left behind: {left()}", f"{took / len(found):.1f} s an attack"]
    bad = sum(1 for one in found if one.signs & {"gained", "breached", "leaked"})
    name = "attacks that gained, broke out or leaked"
    aim = Ratio(name=name, top=bad, bottom=len(found), unit="attacks", aim="< 0.001")
    show("attacks", [aim], as_json=as_json, notes=notes)


if __name__ == "__main__":
    main()
