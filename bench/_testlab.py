"""A test lab of its own to measure in, where the learner's will not do: it may be emptied, and has a browser."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from helpers.host import settings
from helpers.host.suite import FOLDER
from helpers.host.suite.labs import Labs
from helpers.host.terminal import Progress


def seconds(program: str, rounds: int, title: str, *, service: str = "test") -> dict[str, float]:
    """What one of bench's programs measures there and prints as JSON; `title` is what the person reads meanwhile."""
    log = FOLDER / f"bench-{Path(program).stem.removeprefix('_inside_')}.log"
    with settings.alone(FOLDER), Progress() as progress:
        labs = Labs(FOLDER, progress, measured=True)
        try:
            labs.up(1)
            done = labs.run(1, ["python", f"bench/{program}", str(rounds)], log=log, title=title, service=service)
        finally:
            labs.down()
    if not done.ok:
        sys.exit(log.read_text(encoding="utf-8"))
    return dict(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]))
