"""Run in a test lab by notebooks.py: seconds for all solved notebooks, under nbval and under bare nbclient."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.authoring import outputs
from helpers.authoring.clean_lab import fresh
from helpers.authoring.execute import CELL_SECONDS, work

BOOKS = sorted(Path("solutions").glob("*/*.ipynb"))


def laid(book: Path) -> Path:
    """The notebook in the learner's folder of a lab made fresh."""
    fresh()
    place = work() / "exercises" / book.parent.name / book.name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(book.read_bytes())
    return place


def by_nbval(place: Path) -> None:
    """Strict, as in the tests."""
    sanitizer = Path("/tmp/sanitize.cfg")  # noqa: S108 - the test container's own
    sanitizer.write_text(outputs.sanitizer(), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "no:cacheprovider", "-q", "--nbval"]
    command += ["--nbval-current-env", "--nbval-sanitize-with", str(sanitizer)]
    subprocess.run(
        [*command, "--nbval-cell-timeout", str(CELL_SECONDS), str(place)], check=True, stdout=subprocess.DEVNULL
    )


def by_nbclient(place: Path) -> None:
    """In a process of its own, as nbval's is."""
    subprocess.run([sys.executable, __file__, "--client", str(place)], check=True, stdout=subprocess.DEVNULL)


def client(place: Path) -> None:
    """Run one notebook and compare nothing."""
    node = nbformat.read(place, as_version=4)
    resources = {"metadata": {"path": str(place.parent)}}
    NotebookClient(node, timeout=CELL_SECONDS, shutdown_kernel="immediate", resources=resources).execute()


def main(rounds: int) -> None:
    """Both ways in turn for each notebook; the clean state between them does not count."""
    spent: dict[str, list[float]] = {"nbval": [], "nbclient": []}
    for _ in range(rounds):
        total = dict.fromkeys(spent, 0.0)
        for book in BOOKS:
            for name, way in (("nbclient", by_nbclient), ("nbval", by_nbval)):
                place = laid(book)
                begin = time.perf_counter()
                way(place)
                total[name] += time.perf_counter() - begin
        for name, value in total.items():
            spent[name].append(value)
    print(json.dumps({name: statistics.median(values) for name, values in spent.items()}))


if __name__ == "__main__":
    if sys.argv[1] == "--client":
        client(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
